"""The moments at which a running duty is pressed: a ladder of steps counted from its beginning or its end.

Rules.
- A step is counted from the beginning of the term, from the last day before it may be moved (warnings do not wait for a
  rest day to pass), from the due date, or from the moment at which the term is lost for good (`clock.Clock.lost_at`:
  past the due date, and no ordinary record can make the step timely any more).
- Steps in days happen when the office opens. “0 days before” is the last day itself; “0 days after” is the first moment
  that is too late (24:00). Hours, minutes and percent of the term run by the clock.
- A step for office hours only is moved out of nights and rest days: a warning to the working day before, all others to
  the next opening, so that no warning comes after the day it warns of.
- A step may come again every so many days, at most so many times. A step never lies before the beginning of the term:
  a term of three days has no warning five days ahead.

Pure module: times are naive datetimes in the site's zone, days come from a `Days` calendar.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from xinfang_app.deadline import counting
from xinfang_app.deadline.days import Days

AFTER_START, BEFORE_DUE, AFTER_DUE, AFTER_LATE = "After Start", "Before Due", "After Due", "After Late"
BASES = (AFTER_START, BEFORE_DUE, AFTER_DUE, AFTER_LATE)
PERCENT = "Percent"
#: A step that comes again does so at most this often: nothing climbs for ever.
MOST_TIMES = 60


@dataclass(frozen=True)
class Step:
	"""One step of a ladder. `whom`: audience codes; `options`: what the action needs (kind of letter, cause, days)."""

	key: str
	action: str
	basis: str
	amount: int
	unit: str
	every: int = 0
	times: int = 1
	office_hours: bool = True
	urgent: bool = False
	whom: tuple[str, ...] = ()
	options: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class Ladder:
	"""Steps and the hours of the office."""

	steps: tuple[Step, ...]
	opens: time = time(8, 30)
	closes: time = time(17, 30)
	by_start: bool = field(default=False)
	"""Whether any step depends on when the term began, beyond not lying before it."""


class Term(NamedTuple):
	"""The dates of a running duty that its steps are counted from."""

	started: datetime
	raw: date
	rolled: date
	due_at: datetime
	lost_at: datetime


class Planned(NamedTuple):
	"""One step at its moment; `occurrence` counts from 1."""

	on: datetime
	step: Step
	occurrence: int


def make(steps: list[Step], opens: time, closes: time) -> Ladder:
	"""Return the ladder of `steps`."""
	by_start = any(step.basis == AFTER_START for step in steps)
	return Ladder(tuple(steps), opens, closes, by_start)


def dumps(ladder: Ladder) -> str:
	"""Return the ladder as text, the same for the same steps."""
	return json.dumps(
		{
			"opens": ladder.opens.isoformat(),
			"closes": ladder.closes.isoformat(),
			"steps": [asdict(step) for step in ladder.steps],
		},
		ensure_ascii=False,
		sort_keys=True,
	)


def loads(text: str) -> Ladder:
	"""Return the ladder that `dumps` wrote. Raises ValueError, KeyError or TypeError for anything else."""
	data = json.loads(text)
	steps = [
		Step(
			**{
				**row,
				"whom": tuple(row["whom"]),
				"options": tuple((key, value) for key, value in row["options"]),
			}
		)
		for row in data["steps"]
	]
	return make(steps, time.fromisoformat(data["opens"]), time.fromisoformat(data["closes"]))


def moments(ladder: Ladder, term: Term, days: Days) -> list[Planned]:
	"""Return every step of `ladder` on `term`, by moment; those of one moment in the order of the ladder."""
	found = [planned for step in ladder.steps for planned in _of_step(step, ladder, term, days)]
	return sorted(found, key=lambda planned: planned.on)


def _of_step(step: Step, ladder: Ladder, term: Term, days: Days) -> Iterator[Planned]:
	for number in range(min(max(step.times, 1), MOST_TIMES) if step.every else 1):
		if step.basis == BEFORE_DUE and number * step.every > step.amount:
			return
		on = _moment(step, number, ladder, term, days)
		if step.office_hours:
			on = _in_office(on, ladder, days, earlier=step.basis == BEFORE_DUE)
		yield Planned(on, step, number + 1)


def _moment(step: Step, number: int, ladder: Ladder, term: Term, days: Days) -> datetime:
	more = number * step.every
	amount = step.amount - more if step.basis == BEFORE_DUE else step.amount + more
	seconds = counting.BY_THE_CLOCK.get(step.unit)
	if step.unit == PERCENT:
		first = term.started + (term.due_at - term.started) * step.amount / 100
		return (first + timedelta(days=number * step.every)).replace(microsecond=0)
	if step.basis == BEFORE_DUE:
		if seconds:
			return term.due_at - timedelta(seconds=amount * seconds)
		return datetime.combine(_back(term.raw, amount, step.unit, days), ladder.opens)
	if seconds:
		return _base(step, term) + timedelta(seconds=amount * seconds)
	if amount == 0:
		return _base(step, term)
	return datetime.combine(_forth(_last_day(step, term), amount, step.unit, days), ladder.opens)


def _base(step: Step, term: Term) -> datetime:
	return {AFTER_START: term.started, AFTER_DUE: term.due_at, AFTER_LATE: term.lost_at}[step.basis]


def _last_day(step: Step, term: Term) -> date:
	"""The day that is not counted: that of the beginning, the due date, or the last day of an ordinary record."""
	if step.basis == AFTER_START:
		return term.started.date()
	if step.basis == AFTER_DUE:
		return term.rolled
	return (term.lost_at - timedelta(seconds=1)).date()


def _forth(day: date, number: int, unit: str, days: Days) -> date:
	if unit == counting.WORKING_DAY:
		return counting.add_workdays(day, number, days)
	return day + timedelta(days=number)


def _back(day: date, number: int, unit: str, days: Days) -> date:
	if unit != counting.WORKING_DAY:
		return day - timedelta(days=number)
	while number > 0:
		day -= timedelta(days=1)
		number -= days.is_workday(day)
	return day


def _in_office(on: datetime, ladder: Ladder, days: Days, *, earlier: bool) -> datetime:
	if days.is_workday(on.date()) and ladder.opens <= on.time() <= ladder.closes:
		return on
	if earlier:
		if days.is_workday(on.date()) and on.time() > ladder.closes:
			return datetime.combine(on.date(), ladder.closes)
		return datetime.combine(_back(on.date(), 1, counting.WORKING_DAY, days), ladder.opens)
	if days.is_workday(on.date()) and on.time() < ladder.opens:
		return datetime.combine(on.date(), ladder.opens)
	return datetime.combine(counting.add_workdays(on.date(), 1, days), ladder.opens)


def taken(
	planned: list[Planned], started: datetime, after: datetime | None, now: datetime
) -> tuple[list[Planned], datetime | None]:
	"""Return the steps after `after` (None: from the beginning) up to `now`, and the moment of the next one."""
	due: list[Planned] = []
	for one in planned:
		if one.on < started or (after is not None and one.on <= after):
			continue
		if one.on > now:
			return due, one.on
		due.append(one)
	return due, None
