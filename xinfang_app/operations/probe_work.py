"""Whether what the office waits for gets done: clocks, lists and bulk work, mail, errors. Numbers only."""

import frappe
from frappe import _
from frappe.utils import add_to_date, now_datetime

from xinfang_app import when
from xinfang_app.operations import limits, words
from xinfang_app.operations.line import ATTENTION, FAULT, FINE, Line, worst

#: DocType, field of the state, its running states, field of the sign of life.
RUNS = (
	("Bulk Run", "stage", ("Running",), "progress_on"),
	("Exchange Batch", "status", ("Under way", "Undoing"), "heartbeat"),
)
#: Two turns of the scheduler's own taking up.
STILL = 15


def clocks() -> list[Line]:
	"""How far the marking of terms is behind, and when it last went round."""
	now = when.now()
	number, first = frappe.db.sql(
		"select count(*), min(next_step_on) from `tabDeadline` where next_step_on <= %s", (now,)
	)[0]
	lag = now - first if first else None
	# Rows that failed come due again within four hours.
	failed = frappe.db.count(
		"Deadline", {"step_attempts": (">", 0), "next_step_on": ("<", add_to_date(now, hours=5))}
	)
	last = frappe.db.get_value(
		"Scheduled Job Type", {"method": "xinfang_app.deadline.tick.run"}, "last_execution"
	)
	state = FINE if lag is None else limits.of_age(lag, limits.CLOCK_LAG)
	said = _("last round {0}").format(words.age(now_datetime() - last if last else None))
	said += "；" + (
		_("nothing is behind")
		if not number
		else _("{0} wait to be marked, the oldest due {1}").format(number, words.age(lag))
	)
	if failed:
		state = worst([state, ATTENTION])
		said += "；" + _("{0} cannot be judged and are tried again").format(failed)
	todo = (
		""
		if state == FINE
		else _("Terms are still judged by their dates. Start scheduler and workers; it catches up.")
	)
	return [Line("clocks", _("Work of the office"), _("Statutory terms"), state, said, todo)]


def runs() -> list[Line]:
	"""Bulk work and lists that have shown no sign of life for a while."""
	border = add_to_date(when.now(), minutes=-STILL)
	number = sum(
		frappe.db.count(doctype, {field: ("in", states), sign: ("<", border)})
		for doctype, field, states, sign in RUNS
	)
	said = _("none stands still") if not number else _("{0} stand still").format(number)
	todo = _("They go on by themselves once workers run.") if number else ""
	state = FAULT if number else FINE
	return [Line("runs", _("Work of the office"), _("Bulk work and lists"), state, said, todo)]


def mail() -> list[Line]:
	"""Mail that was not sent."""
	title = _("Outgoing mail")
	waiting = frappe.get_all(
		"Email Queue",
		filters={"status": ("in", ("Not Sent", "Sending", "Partially Sent"))},
		fields=["creation"],
		order_by="creation asc",
		limit_page_length=1,
	)
	wrong = frappe.db.count(
		"Email Queue", {"status": "Error", "modified": (">", add_to_date(now_datetime(), days=-1))}
	)
	age = now_datetime() - waiting[0].creation if waiting else None
	state = limits.of_number(wrong, limits.FAILED_JOBS)
	if age is not None and state != FAULT:
		state = max(state, limits.of_age(age, limits.MAIL_AGE), key=("Fine", "Attention", "Fault").index)
	if not waiting and not wrong:
		said = _("nothing waits")
	else:
		said = _("oldest unsent {0}, {1} failed in 24 hours").format(words.age(age), wrong)
	todo = (
		""
		if state == FINE
		else _("Look into Email Queue and Email Account; switch mail off where none is used.")
	)
	return [Line("mail", _("Work of the office"), title, state, said, todo)]


def errors() -> list[Line]:
	"""How many errors were logged in a day."""
	number = frappe.db.count("Error Log", {"creation": (">", add_to_date(now_datetime(), days=-1))})
	state = limits.of_number(number, limits.ERRORS)
	todo = "" if state == FINE else _("Read Error Log; report what comes again and again.")
	said = _("{0} in 24 hours").format(number)
	return [Line("errors", _("Work of the office"), _("Error log"), state, said, todo)]
