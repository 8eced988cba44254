"""How days are counted.

Rule (Civil Code arts. 201, 203; applied by analogy, the Regulation has no rule of its own): the first day is not
counted. "日" is a calendar day; only where the Regulation says "工作日" working days are counted. When the last day is
a rest day, the term ends on the next working day (make-up workdays are working days). The day ends at 24:00: a step
on the last day is in time. Both dates are kept, the raw one and the one moved on; an extension is counted from the
start (60 + 30 = 90), never from the moved date. A date in a year whose holidays are not published is provisional.

Exceptions: a date set by whoever assigned (`Absolute Date`) stands as set; hours and minutes run by the clock.
Pure module.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from xinfang_app.deadline.days import PUBLISHED, Days

CALENDAR_DAY = "Calendar Day"
WORKING_DAY = "Working Day"
HOUR = "Hour"
MINUTE = "Minute"
ABSOLUTE_DATE = "Absolute Date"
BY_THE_CLOCK = {HOUR: 3600, MINUTE: 60}

#: A record made within so many working days of what happened is an ordinary record (Idea 5).
RECORDING_DAYS = 2


class Due(NamedTuple):
	"""End of a term: the raw last day, the last day moved on to a working day, and whether that may still change."""

	raw: date
	rolled: date
	provisional: bool


def due(start: date, length: int, unit: str, roll: bool = True, days: Days = PUBLISHED) -> Due:
	"""Return when a term of `length` `unit` that begins on `start` ends. `unit` is Calendar Day or Working Day.

	For `Absolute Date`, `start` is the date itself. Raises ValueError for hours and minutes, which have no day.
	"""
	if unit == ABSOLUTE_DATE:
		raw = start
	elif unit == WORKING_DAY:
		raw = add_workdays(start, length, days)
	elif unit == CALENDAR_DAY:
		raw = start + timedelta(days=length)
	else:
		raise ValueError(f"{unit} is not counted in days")
	rolled = next_workday(raw, days) if roll else raw
	return Due(raw, rolled, _touches_unpublished(start, raw, rolled, unit, roll, days))


def _touches_unpublished(start: date, raw: date, rolled: date, unit: str, roll: bool, days: Days) -> bool:
	if unit == WORKING_DAY:
		return days.is_provisional(raw) or days.is_provisional(start)
	return roll and (days.is_provisional(raw) or days.is_provisional(rolled))


def add_workdays(start: date, number: int, days: Days = PUBLISHED) -> date:
	"""Return the `number`-th working day after `start` (which is not counted); `start` itself for 0."""
	day = start
	while number > 0:
		day += timedelta(days=1)
		if days.is_workday(day):
			number -= 1
	return day


def next_workday(day: date, days: Days = PUBLISHED) -> date:
	"""Return `day` if it is a working day, else the next one."""
	while not days.is_workday(day):
		day += timedelta(days=1)
	return day


def workdays_between(after: date, until: date, days: Days = PUBLISHED) -> int:
	"""Return how many working days lie after `after` up to and including `until`; 0 when `until` is not later."""
	count, day = 0, after
	while day < until:
		day += timedelta(days=1)
		count += days.is_workday(day)
	return count


def end_of(day: date) -> datetime:
	"""Return the moment at which `day` is over: 24:00."""
	return datetime.combine(day + timedelta(days=1), time())


def is_backdated(occurred: date, recorded: date, days: Days = PUBLISHED) -> bool:
	"""Return whether more than two working days lie between what happened and its record (补录)."""
	return workdays_between(occurred, recorded, days) > RECORDING_DAYS


def last_record_of(due_on: date, days: Days = PUBLISHED) -> datetime:
	"""Return the moment from which no ordinary record can still say that a step was done on `due_on` or before.

	Rest days after the last of the two working days still belong to it: no working day more has passed on them.
	"""
	return datetime.combine(add_workdays(due_on, RECORDING_DAYS + 1, days), time())
