"""Running clocks are looked at when rest days after the two working days are over, too (`counting.last_record_of`)."""

import frappe

from xinfang_app.deadline import calendar, counting


def execute() -> None:
	"""Count `next_step_on` anew for the clocks that still wait for the job; one update for each due date."""
	days = calendar.load()
	table = frappe.qb.DocType("Deadline")
	waiting = table.next_step_on.isnotnull() & table.due_on.isnotnull()
	for (due_on,) in frappe.qb.from_(table).select(table.due_on).distinct().where(waiting).run():
		(
			frappe.qb.update(table)
			.set(table.next_step_on, counting.last_record_of(due_on, days))
			.where(waiting & (table.due_on == due_on))
		).run()
