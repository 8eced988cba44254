"""When the job has to look at a clock next.

Rule: a running duty is looked at when its next step comes, and when it is lost for good (`clock.Clock.lost_at`); a right
(Window) only when it has lapsed: nothing presses the citizen. A clock that is paused or has ended is not looked at.
Steps up to `stepped_to` have been taken; what lies before is never made up.
"""

from collections.abc import Callable
from datetime import date, datetime

from xinfang_app.deadline import clock as clocks
from xinfang_app.deadline import counting, ladder, policies
from xinfang_app.deadline.days import Days
from xinfang_app.deadline.ladder import Planned, Term


class Schedule:
	"""The steps of many clocks by one calendar; clocks with the same dates share what was computed."""

	def __init__(self, days: Days, ladders: Callable = policies.ladder):
		self._days = days
		self._ladders = ladders
		self._planned: dict[tuple, list[Planned]] = {}
		self._lost: dict[date, datetime] = {}

	def lost_at(self, rolled: date) -> datetime:
		"""Return the moment from which a term due on `rolled` is over for good."""
		if rolled not in self._lost:
			self._lost[rolled] = counting.last_record_of(rolled, self._days)
		return self._lost[rolled]

	def planned(
		self, name: str | None, started: datetime, raw: date, rolled: date, due_at: datetime
	) -> list[Planned]:
		"""Return all steps of the ladder `name` on a term with these dates, in order. Raises KeyError (no such ladder)."""
		steps = self._ladders(name)
		if not steps:
			return []
		key = (name, started if steps.by_start else None, raw, rolled, due_at)
		if key not in self._planned:
			term = Term(started, raw, rolled, due_at, self.lost_at(rolled))
			self._planned[key] = ladder.moments(steps, term, self._days)
		return self._planned[key]


def next_step(
	clock: clocks.Clock, days: Days, name: str | None = None, after: datetime | None = None
) -> datetime | None:
	"""Return when the job has to look at `clock` (with the ladder `name`, stepped up to `after`) next, or None."""
	if clock.state != clocks.RUNNING:
		return None
	schedule, due = Schedule(days), clock.due(days)
	lost_at = None if clock.was_late else schedule.lost_at(due.rolled)
	if clock.kind == clocks.WINDOW:
		return lost_at
	planned = schedule.planned(name, clock.started, due.raw, due.rolled, clock.due_at(days))
	coming = [one.on for one in planned if one.on >= clock.started and (after is None or one.on > after)]
	return min([moment for moment in (lost_at, min(coming, default=None)) if moment], default=None)
