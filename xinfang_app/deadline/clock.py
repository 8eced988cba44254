"""One clock: what may happen to it, and what each happening does to its due date and to its record of lateness.

Rules.
- A clock runs from the day of its start (not counted) for its term. Its due date is always counted anew from the
  start: term + extension + what is not counted. So nothing is lost or doubled by any order of happenings.
- Paused: the days from the pause to the resumption are not counted (art. 36 hearing in a re-review; nothing else).
- Suspended: the matter went to another legal pathway. The clock stops; when the other organ refuses it runs on, and
  the days it lay there are not counted, for the organ could not act. While it is away nothing runs.
- Reopened: the step that ended the clock was undone (a referral came back). The first due date stays: a wrong
  referral buys no time.
- Extended once, before the term is over, by no more than the rule allows; counted from the start.
- Late. A step is judged by the day it happened on. But what was entered more than two working days afterwards (补录)
  and after the due date is on record as late, whatever day the paper bears: a scan and a reason explain a late record,
  they do not make it a timely one. Such a clock ends as met, with `late_by_record`. The same holds for an extension
  or a pause that was entered so late. A clock that still runs two working days past its due date is late for good,
  because every later record would be such a one; so a job that marks it (`is_lost`) never has to take it back, and
  what is judged at the end does not depend on whether the job ran.
- `was_late`, once set, is never cleared: not by reopening, extending or resuming.
- A Window is a right, not a duty: it is used in time or it lapses; it is never late. The petitioner's own window is
  judged by the day he acted alone (posting date), however late an office entered it.

Pure module: times are naive datetimes in the site's zone, days come from a `Days` calendar.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from xinfang_app.deadline import counting
from xinfang_app.deadline.days import Days

RUNNING, PAUSED, MET, LATE_MET = "Running", "Paused", "Met", "Late Met"
LAPSED, STOPPED, CANCELLED = "Lapsed", "Stopped", "Cancelled"
LIVE = (RUNNING, PAUSED)
DUTY, WINDOW = "Duty", "Window"


class ClockError(ValueError):
	"""Something that may not happen to this clock. `text` is an English sentence with {0}… for `values`."""

	def __init__(self, text: str, *values):
		super().__init__(text.format(*values))
		self.text = text
		self.values = values


@dataclass(frozen=True)
class Moment:
	"""When something happened and when it was entered; `trusted`: nobody gains by the date (set by law, posted)."""

	occurred: datetime
	recorded: datetime
	trusted: bool = False

	def is_backdated(self, days: Days) -> bool:
		"""Return whether this is a 补录."""
		return not self.trusted and counting.is_backdated(self.occurred.date(), self.recorded.date(), days)


@dataclass(frozen=True)
class Clock:
	"""The state of one clock. Functions below return a changed copy."""

	started: datetime
	length: int
	unit: str
	roll: bool
	kind: str = DUTY
	absolute: date | None = None
	state: str = RUNNING
	#: not counted, in days of the unit (working days for Working Day), or seconds for hours and minutes
	excluded: int = 0
	extension: int = 0
	#: since when it is paused (Paused) or away on another pathway (Stopped)
	away_since: datetime | None = None
	#: the latest happening; nothing may be entered before it
	latest: datetime | None = None
	stopped: datetime | None = None
	was_late: bool = False
	late_by_record: bool = False

	def due(self, days: Days) -> counting.Due:
		"""Return the last day: raw, moved on, provisional."""
		if self.unit in counting.BY_THE_CLOCK:
			day = self.due_at(days).date()
			return counting.Due(day, day, False)
		if self.unit == counting.ABSOLUTE_DATE:
			day = self.absolute + timedelta(days=self.extension + self.excluded)
			return counting.due(day, 0, self.unit, self.roll, days)
		return counting.due(
			self.started.date(), self.length + self.extension + self.excluded, self.unit, self.roll, days
		)

	def due_at(self, days: Days) -> datetime:
		"""Return the first moment that is too late."""
		seconds = counting.BY_THE_CLOCK.get(self.unit)
		if seconds:
			return self.started + timedelta(seconds=(self.length + self.extension) * seconds + self.excluded)
		return counting.end_of(self.due(days).rolled)

	def is_past(self, moment: datetime, days: Days) -> bool:
		"""Return whether `moment` is after the term."""
		return moment >= self.due_at(days)

	def is_lost(self, now: datetime, days: Days) -> bool:
		"""Return whether the clock still runs and no ordinary record can make it timely any more."""
		return self.state == RUNNING and now >= self.lost_at(days)

	def lost_at(self, days: Days) -> datetime:
		"""Return the moment from which `is_lost` holds."""
		return counting.last_record_of(self.due(days).rolled, days)


def start(
	moment: Moment, length: int, unit: str, roll: bool, *, kind: str = DUTY, absolute: date | None = None
) -> Clock:
	"""Return a clock that began at `moment`. `absolute`: the date set, for Absolute Date."""
	if unit == counting.ABSOLUTE_DATE and not absolute:
		raise ClockError("A date must be set for this term.")
	if absolute and absolute < moment.occurred.date():
		raise ClockError("The date set ({0}) lies before the beginning of the term.", absolute)
	return Clock(moment.occurred, length, unit, roll, kind, absolute, latest=moment.occurred)


def pause(clock: Clock, moment: Moment, days: Days) -> Clock:
	"""Return the clock paused."""
	_must_be(clock, RUNNING)
	_not_before(clock, moment)
	return replace(
		_on_record(clock, moment, days), state=PAUSED, away_since=moment.occurred, latest=moment.occurred
	)


def suspend(clock: Clock, moment: Moment, days: Days) -> Clock:
	"""Return the clock stopped because the matter went to another legal pathway; `resume` may follow."""
	_must_be(clock, RUNNING)
	_not_before(clock, moment)
	return replace(
		_judged(clock, moment, days),
		state=STOPPED,
		away_since=moment.occurred,
		stopped=moment.occurred,
		latest=moment.occurred,
	)


def resume(clock: Clock, moment: Moment, days: Days) -> Clock:
	"""Return the clock running again after a pause or suspension; the days between are not counted."""
	if not clock.away_since or clock.state not in (PAUSED, STOPPED):
		raise ClockError("The term is not suspended.")
	_not_before(clock, moment)
	return replace(_back(clock, moment.occurred, days), state=RUNNING, stopped=None, latest=moment.occurred)


def extend(clock: Clock, number: int, limit: int, moment: Moment, days: Days) -> Clock:
	"""Return the clock extended by `number` days (working days for Working Day), counted from the start."""
	_must_be(clock, *LIVE)
	_not_before(clock, moment)
	if clock.extension:
		raise ClockError("The term has been extended once; it cannot be extended again.")
	if not 0 < number <= limit:
		raise ClockError("The extension must be between 1 and {0} days.", limit)
	if clock.state == RUNNING and clock.is_past(moment.occurred, days):
		raise ClockError(
			"The term ended on {0}; it can only be extended before that.", clock.due(days).rolled
		)
	return replace(_on_record(clock, moment, days), extension=number, latest=moment.occurred)


def end(clock: Clock, moment: Moment, days: Days, *, met: bool = True) -> Clock:
	"""Return the clock ended: by the step it asks for (`met`), or because nothing is owed any more."""
	if clock.state == LAPSED and clock.kind == WINDOW and met:
		clock = replace(clock, state=RUNNING)
	_must_be(clock, *LIVE)
	_not_before(clock, moment)
	if clock.away_since:
		clock = _back(clock, moment.occurred, days)
	if clock.kind == WINDOW:
		in_time = not (clock.is_past(moment.occurred, days) or _late_record(clock, moment, days))
		state = (MET if met else STOPPED) if in_time else LAPSED
		return replace(clock, state=state, stopped=moment.occurred, latest=moment.occurred)
	late = clock.is_past(moment.occurred, days)
	state = (LATE_MET if late else MET) if met else STOPPED
	return replace(_judged(clock, moment, days), state=state, stopped=moment.occurred, latest=moment.occurred)


def reopen(clock: Clock, moment: Moment, days: Days) -> Clock:
	"""Return the clock running again with its due date unchanged; a running clock stays as it is."""
	if clock.state in LIVE:
		return clock
	if clock.state == CANCELLED:
		raise ClockError("The term was cancelled.")
	_not_before(clock, moment)
	return replace(clock, state=RUNNING, away_since=None, stopped=None, latest=moment.occurred)


def cancel(clock: Clock, moment: Moment) -> Clock:
	"""Return the clock taken off: it should not have begun. What was late stays."""
	_must_be(clock, *LIVE, LAPSED, STOPPED)
	return replace(clock, state=CANCELLED, away_since=None, stopped=moment.occurred, latest=moment.occurred)


def lose(clock: Clock) -> Clock:
	"""Return the clock as it is when the term is over for good: a duty is late and runs on, a window has lapsed."""
	return replace(clock, state=LAPSED) if clock.kind == WINDOW else replace(clock, was_late=True)


def _back(clock: Clock, moment: datetime, days: Days) -> Clock:
	away, unit = clock.away_since, clock.unit
	if unit in counting.BY_THE_CLOCK:
		more = int((moment - away).total_seconds())
	elif unit == counting.WORKING_DAY:
		more = counting.workdays_between(away.date(), moment.date(), days)
	else:
		more = (moment.date() - away.date()).days
	return replace(clock, excluded=clock.excluded + max(more, 0), away_since=None)


def _judged(clock: Clock, moment: Moment, days: Days) -> Clock:
	late_by_record = _late_record(clock, moment, days)
	late = clock.is_past(moment.occurred, days)
	return replace(
		clock,
		was_late=clock.was_late or clock.kind == DUTY and (late or late_by_record),
		late_by_record=clock.late_by_record or clock.kind == DUTY and late_by_record and not late,
	)


def _on_record(clock: Clock, moment: Moment, days: Days) -> Clock:
	"""Judge only the record: a pause or extension that happened in time may have been entered too late."""
	return _judged(clock, moment, days) if _late_record(clock, moment, days) else clock


def _late_record(clock: Clock, moment: Moment, days: Days) -> bool:
	return moment.is_backdated(days) and clock.is_past(moment.recorded, days)


def _must_be(clock: Clock, *states: str) -> None:
	if clock.state not in states:
		raise ClockError("The term is not running ({0}).", clock.state)


def _not_before(clock: Clock, moment: Moment) -> None:
	"""Days are compared, for a paper bears a date; hours and minutes by the clock."""
	latest = clock.latest or clock.started
	early = (
		moment.occurred < latest
		if clock.unit in counting.BY_THE_CLOCK
		else moment.occurred.date() < latest.date()
	)
	if early:
		raise ClockError(
			"This cannot have happened on {0}, before {1}.", moment.occurred.date(), latest.date()
		)
