"""Between the row `Deadline` and the pure `clock.Clock`.

The row is what is stored, listed and queried; the clock is what is computed. `read` makes the one from the other,
`write` brings a changed clock back, adds a line to the history and sets the moment of the next step. Nothing else
writes a Deadline.
"""

from dataclasses import replace
from datetime import datetime, time

import frappe
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, getdate

from xinfang_app import when
from xinfang_app.deadline import cards, counting, rules, schedule
from xinfang_app.deadline import clock as clocks
from xinfang_app.deadline.days import Days

#: What time or the calendar did, not anybody: a step entered later may well have happened before it.
BY_ITSELF = ("Late", "Lapsed", "Recalculated")


#: The columns that `dates` needs, to read many clocks without their histories.
DATES = (
	"started_on",
	"length",
	"unit",
	"roll",
	"kind",
	"absolute_on",
	"state",
	"paused_seconds",
	"paused_days",
	"extended_days",
	"paused_on",
	"stopped_on",
	"was_late",
	"late_by_record",
)


def read(row: Document) -> clocks.Clock:
	"""Return the clock that `row` stores."""
	history = [get_datetime(event.happened_on) for event in row.history if event.event not in BY_ITSELF]
	return replace(dates(row), latest=max(history, default=get_datetime(row.started_on)))


def dates(row) -> clocks.Clock:
	"""Return the clock as far as its due date goes, from the columns `DATES`: without what happened to it last."""
	by_seconds = row.unit in counting.BY_THE_CLOCK
	return clocks.Clock(
		started=get_datetime(row.started_on),
		length=cint(row.length),
		unit=row.unit,
		roll=bool(cint(row.roll)),
		kind=row.kind,
		absolute=getdate(row.absolute_on) if row.absolute_on else None,
		state=row.state,
		excluded=cint(row.paused_seconds if by_seconds else row.paused_days),
		extension=cint(row.extended_days),
		away_since=get_datetime(row.paused_on) if row.paused_on else None,
		stopped=get_datetime(row.stopped_on) if row.stopped_on else None,
		was_late=bool(cint(row.was_late)),
		late_by_record=bool(cint(row.late_by_record)),
	)


def write(
	row: Document,
	clock: clocks.Clock,
	days: Days,
	event: str,
	moment: clocks.Moment,
	*,
	note: str | None = None,
	number: int = 0,
) -> Document:
	"""Store `clock` in `row` with a line of history; return the saved row.

	An existing row is updated in one statement and the line added in another: a full save would load the row and all
	its history again, for checks that `clock.py` has made.
	"""
	if row.was_late and not clock.was_late:
		raise ValueError(f"{row.name}: what was late stays on record")
	before = get_datetime(row.due_at) if row.due_at else None
	_set_round(row, event, moment, before, clock.due_at(days))
	set_values(row, clock, days)
	if not clock.was_late and (clock.state not in clocks.LIVE or row.due_at > when.now()):
		cards.withdraw(row)
	if clock.stopped and event not in ("Recalculated", "Late"):
		row.stop_recorded_on = moment.recorded
		row.stop_reason = note or ""
	elif not clock.stopped:
		row.stop_recorded_on = row.stop_reason = None
	row.append(
		"history",
		{
			"event": event,
			"happened_on": moment.occurred,
			"recorded_on": moment.recorded,
			"due_on": row.due_on,
			"days": number,
			"by_user": frappe.session.user,
			"note": note,
		},
	)
	if row.name:
		row.modified, row.modified_by = frappe.utils.now(), frappe.session.user
		row.db_update()
		line = row.history[-1]
		line.owner = line.modified_by = frappe.session.user
		line.creation = line.modified = row.modified
		line.set_new_name()
		line.db_insert()
	else:
		row.flags.xf_engine = True
		row.flags.ignore_links = True
		row.insert(ignore_permissions=True)
	return row


def _set_round(
	row: Document, event: str, moment: clocks.Moment, before: datetime | None, due_at: datetime
) -> None:
	"""A term that was prolonged is pressed anew; one that was taken up again is not pressed for the time between.

	A clock that began before there were policies gets its ladder when it runs again.
	"""
	if event in ("Extended", "Resumed") or (event == "Recalculated" and before and due_at > before):
		row.round = cint(row.round) + 1
	if event == "Reopened":
		row.stepped_to = moment.recorded
	if event in ("Resumed", "Reopened") and not row.ladder:
		row.ladder = (rules.of(row.ref_doctype).get(row.rule) or {}).get("ladder")
		row.stepped_to = moment.recorded


def set_values(row: Document, clock: clocks.Clock, days: Days) -> None:
	"""Set the columns of `row` that follow from `clock`."""
	due = clock.due(days)
	by_seconds = clock.unit in counting.BY_THE_CLOCK
	row.update(
		{
			"state": clock.state,
			"kind": clock.kind,
			"started_on": clock.started,
			"length": clock.length,
			"unit": clock.unit,
			"roll": int(clock.roll),
			"absolute_on": clock.absolute,
			"due_on_raw": due.raw,
			"due_on": due.rolled,
			"due_at": clock.due_at(days),
			"provisional": int(due.provisional),
			"first_due_on": row.first_due_on or due.rolled,
			"extended_days": clock.extension,
			"extended_to": due.rolled if clock.extension else None,
			"paused_days": 0 if by_seconds else clock.excluded,
			"paused_seconds": clock.excluded if by_seconds else 0,
			"paused_on": clock.away_since,
			"stopped_on": clock.stopped,
			"was_late": int(clock.was_late),
			"late_by_record": int(clock.late_by_record),
			"next_step_on": schedule.next_step(
				clock, days, row.ladder, get_datetime(row.stepped_to) if row.stepped_to else None
			),
			"step_attempts": 0,
			"step_error": None,
			"live_key": live_key(row, clock),
		}
	)


def live_key(row: Document, clock: clocks.Clock) -> str | None:
	"""Return the unique key that keeps a rule from running twice on one document; None when the clock has ended."""
	resumable = clock.state == clocks.STOPPED and clock.away_since
	if clock.state in clocks.LIVE or resumable:
		return f"{row.rule}:{row.ref_name}"
	return None


def as_datetime(value) -> datetime:
	"""Return a moment for a datetime, date or string. A bare date means the close of business of that day."""
	text = isinstance(value, str) and len(value) <= 10
	if text or not (isinstance(value, str) or isinstance(value, datetime)):
		return datetime.combine(getdate(value), time(17))
	return get_datetime(value).replace(microsecond=0)
