"""Count running clocks anew when the calendar changes, and mark those that are over for good.

Rules. `recount`: a clock whose due date lies in a year that was not published when it began is provisional; when the
arrangement is there (a new version of the package, or records of an admin) its due date is counted anew from its
start. A date never moves to a day that is already past: nobody is late by an announcement.

`mark_lost`: a duty that has run two working days past its term is late for good, a right has lapsed (see `clock.py`).
The job takes only rows whose `next_step_on` has come, oldest first, in batches of their own transactions; rows that
another worker holds are skipped, so any number of workers may run. Nothing else depends on the job: whoever ends a
clock judges by dates.
"""

from datetime import timedelta

import frappe

from xinfang_app import when
from xinfang_app.deadline import calendar, clock, rows
from xinfang_app.deadline.clock import Moment
from xinfang_app.messages.transactions import read_committed

BATCH = 500


def mark_lost(limit: int | None = None) -> int:
	"""Mark the clocks that are over for good, oldest first; return how many. Commits batch by batch."""
	done = 0
	with read_committed():
		while limit is None or done < limit:
			names = _due_rows(BATCH if limit is None else min(BATCH, limit - done))
			if not names:
				break
			_mark(names)
			frappe.db.commit()
			done += len(names)
	return done


def _due_rows(number: int) -> list[str]:
	return [
		name
		for (name,) in frappe.db.sql(
			"""select name from `tabDeadline`
			where next_step_on <= %s
			order by next_step_on limit %s for update skip locked""",
			(when.now(), number),
		)
	]


def _mark(names: list[str]) -> None:
	"""Write the end of these clocks, set-based: two updates and one insert of history lines."""
	table = frappe.qb.DocType("Deadline")
	now = when.now()
	chosen = table.name.isin(names)
	(
		frappe.qb.update(table)
		.set(table.was_late, 1)
		.set(table.next_step_on, None)
		.set(table.modified, now)
		.where(chosen & (table.kind == clock.DUTY))
	).run()
	(
		frappe.qb.update(table)
		.set(table.state, clock.LAPSED)
		.set(table.stopped_on, table.due_at)
		.set(table.stop_recorded_on, now)
		.set(table.live_key, None)
		.set(table.next_step_on, None)
		.set(table.modified, now)
		.where(chosen & (table.kind == clock.WINDOW))
	).run()
	_write_history(names, now)


def _write_history(names: list[str], now) -> None:
	lines = frappe.db.sql(
		"""select d.name, d.kind, d.due_on, d.due_at, coalesce(max(e.idx), 0) + 1
		from `tabDeadline` d left join `tabDeadline Event` e on e.parent = d.name and e.parenttype = 'Deadline'
		where d.name in %s group by d.name""",
		(tuple(names),),
	)
	frappe.db.bulk_insert(
		"Deadline Event",
		[
			"name",
			"creation",
			"modified",
			"owner",
			"modified_by",
			"parent",
			"parenttype",
			"parentfield",
			"idx",
			"event",
			"happened_on",
			"recorded_on",
			"due_on",
		],
		[
			(
				frappe.generate_hash(length=10),
				now,
				now,
				frappe.session.user,
				frappe.session.user,
				name,
				"Deadline",
				"history",
				idx,
				"Late" if kind == clock.DUTY else "Lapsed",
				due_at - timedelta(seconds=1),
				now,
				due_on,
			)
			for name, kind, due_on, due_at, idx in lines
		],
	)


def enqueue() -> None:
	"""Count anew after the present transaction, in the background."""
	frappe.enqueue("xinfang_app.deadline.recount.recount", queue="long", enqueue_after_commit=True)


def recount() -> int:
	"""Count every live clock anew by the calendar as it stands; return how many due dates moved."""
	days = calendar.load()
	moved = 0
	for name in frappe.get_all(
		"Deadline",
		filters={"state": ("in", clock.LIVE), "due_on": (">=", when.today() - timedelta(days=14))},
		pluck="name",
		order_by="due_on asc",
	):
		moved += _recount_one(name, days)
	return moved


def _recount_one(name: str, days) -> int:
	row = frappe.get_doc("Deadline", name, for_update=True)
	running = rows.read(row)
	due = running.due(days)
	if row.state not in clock.LIVE or (due.rolled == row.due_on and due.provisional == bool(row.provisional)):
		return 0
	today = when.today()
	if due.rolled < row.due_on and due.rolled < today:
		return 0
	moved = int(due.rolled != row.due_on)
	now = when.now()
	if not running.extension and row.first_due_on == row.due_on:
		row.first_due_on = due.rolled
	rows.write(row, running, days, "Recalculated", Moment(now, now))
	return moved
