"""What has become due on one clock: lateness, lapse, steps, the card, and when to look again. Pure but for the rows."""

from datetime import date, datetime
from typing import NamedTuple

from xinfang_app.deadline import catch_up, ladder
from xinfang_app.deadline import clock as clocks
from xinfang_app.deadline.catch_up import Taken
from xinfang_app.deadline.schedule import Schedule


class Due(NamedTuple):
	"""A clock whose moment has come, as stored."""

	name: str
	kind: str
	started_on: datetime
	due_on_raw: date
	due_on: date
	due_at: datetime
	was_late: int
	ladder: str | None
	stepped_to: datetime | None
	card: str | None


class Judged(NamedTuple):
	"""One clock at this moment."""

	name: str
	late: bool
	"""Whether it is late for good from now on."""
	lapsed: bool
	"""Whether a right has lapsed."""
	steps: tuple[Taken, ...]
	card: str | None
	next_on: datetime | None


def judge(row: Due, now: datetime, schedule: Schedule) -> Judged:
	"""Return what is due on the clock `row`. Raises KeyError where its ladder is missing."""
	lost_at = None if row.was_late else schedule.lost_at(row.due_on)
	lost = lost_at is not None and now >= lost_at
	if row.kind == clocks.WINDOW:
		return Judged(row.name, False, lost, (), row.card, None if lost else lost_at)
	planned = schedule.planned(row.ladder, row.started_on, row.due_on_raw, row.due_on, row.due_at)
	due, coming = ladder.taken(planned, row.started_on, row.stepped_to, now)
	steps = tuple(catch_up.judge(due))
	following = [moment for moment in (coming, None if lost else lost_at) if moment]
	return Judged(row.name, lost, False, steps, _card(row.card, steps), min(following, default=None))


def _card(card: str | None, steps: tuple[Taken, ...]) -> str | None:
	"""A red card is not taken back by a yellow one."""
	given = {catch_up.CARDS.get(one.planned.step.action) for one in steps}
	return "Red" if "Red" in given or card == "Red" else "Yellow" if "Yellow" in given else card
