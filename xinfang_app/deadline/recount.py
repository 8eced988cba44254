"""Count running clocks anew when the calendar changes.

Rule: a clock whose due date lies in a year that was not published when it began is provisional; when the
arrangement is there (a new version of the package, or records of an admin) its due date is counted anew from its
start. A date never moves to a day that is already past: nobody is late by an announcement.
"""

from datetime import timedelta

import frappe

from xinfang_app import when
from xinfang_app.deadline import calendar, clock, rows
from xinfang_app.deadline.clock import Moment


def enqueue() -> None:
	"""Count anew after the present transaction, in the background."""
	frappe.enqueue("xinfang_app.deadline.recount.recount", queue="long", enqueue_after_commit=True)


def recount() -> int:
	"""Count every live clock anew by the calendar as it stands; return how many due dates moved.

	Only rows that come out differently are loaded and written: a county has tens of thousands that run.
	"""
	days = calendar.load()
	moved = 0
	for row in frappe.get_all(
		"Deadline",
		filters={"state": ("in", clock.LIVE), "due_on": (">=", when.today() - timedelta(days=14))},
		fields=["name", "due_on", "provisional", *rows.DATES],
		order_by="due_on asc",
	):
		due = rows.dates(row).due(days)
		if due.rolled != row.due_on or due.provisional != bool(row.provisional):
			moved += _recount_one(row.name, days)
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
