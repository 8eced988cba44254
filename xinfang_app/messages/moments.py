"""When a message may go out, and when it is tried again. Pure: knows no site.

Rule: quiet hours run from one time of day to another, over midnight if the first is the later. A rest day may be quiet
as a whole; which day is one says the working calendar, so the days of Spring Festival are and a worked Saturday is
not. What may not go out now goes out at the first moment that is neither. Urgent messages are not asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

#: Minutes until the next try after the first, second … failure; then always the last.
BACKOFF = (1, 5, 15, 60, 240)
ATTEMPTS = 12
#: No arrangement of holidays is longer; a calendar with rest days only does not stop messages for good.
LONGEST_REST = 30


@dataclass(frozen=True)
class Quiet:
	"""The quiet hours of a site. `start` equal to `end`: none."""

	start: time
	end: time
	rest_days: bool
	digest_hour: int


def allowed(moment: datetime, quiet: Quiet, is_workday: Callable[[date], bool]) -> datetime:
	"""Return `moment` if a message may go out then, else the first moment after it at which one may."""
	for _day in range(LONGEST_REST):
		if quiet.rest_days and not is_workday(moment.date()):
			moment = datetime.combine(moment.date() + timedelta(days=1), time.min)
			continue
		end = _end_of_quiet(moment, quiet)
		if end is None:
			return moment
		if end.date() == moment.date():
			return end
		moment = end
	return moment


def digest(moment: datetime, quiet: Quiet, is_workday: Callable[[date], bool]) -> datetime:
	"""Return when the next digest after `moment` goes out."""
	at = datetime.combine(moment.date(), time(quiet.digest_hour))
	if at <= moment:
		at += timedelta(days=1)
	return allowed(at, quiet, is_workday)


def next_try(failures: int, now: datetime) -> datetime | None:
	"""Return when to try again after so many failures, or None when it is given up."""
	if failures >= ATTEMPTS:
		return None
	return now + timedelta(minutes=BACKOFF[min(failures, len(BACKOFF)) - 1])


def _end_of_quiet(moment: datetime, quiet: Quiet) -> datetime | None:
	"""Return the end of the quiet hours in which `moment` lies, or None."""
	start, end, at = quiet.start, quiet.end, moment.time()
	if start == end:
		return None
	if start < end:
		return datetime.combine(moment.date(), end) if start <= at < end else None
	if at >= start:
		return datetime.combine(moment.date() + timedelta(days=1), end)
	return datetime.combine(moment.date(), end) if at < end else None
