"""What a changed rule or policy does to the clocks that run already: the admin's choice, seen before it is made.

Rule: a change counts for clocks that begin after it. Whoever may change the rule may also let it count for those that
run. Then their ladder becomes the present one and their due date is counted anew with the present length. Three
limits: steps whose moment has passed are not made up, so nobody is pressed for a day on which nothing was asked; a
due date never moves to a day that is already past, so nobody is late by a change; and what was late stays late.

The preview computes exactly what `apply` would write, row by row, and writes nothing.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.deadline import calendar, clock, counting, rows, rules
from xinfang_app.deadline.clock import Moment
from xinfang_app.deadline.days import Days
from xinfang_app.deadline.errors import PolicyRefused

#: So many rows are written in one transaction, and shown in a preview.
BATCH, SHOWN = 200, 20


@dataclass(frozen=True)
class Change:
	"""What applying would do to one clock."""

	name: str
	due_on: date
	new_due_on: date
	kept: str
	"""Why the due date stays although the length differs; empty where it does not."""
	steps: bool
	"""Whether it climbs another ladder afterwards."""


def codes_of(doctype: str, name: str) -> list[str]:
	"""Return the rules that a change of a Deadline Rule or Escalation Policy concerns."""
	if doctype == "Deadline Rule":
		return [name]
	return frappe.get_all("Deadline Rule", filters={"policy": name}, pluck="name", order_by="code asc")


def preview(doctype: str, name: str) -> dict:
	"""Return {running, moved, kept, steps, rows}: what applying would change. Raises PermissionError."""
	_require(doctype, name)
	found = [change for row in _running(codes_of(doctype, name)) if (change := _change(row))]
	return {
		"running": frappe.db.count(
			"Deadline", {"rule": ("in", codes_of(doctype, name) or [""]), "state": ("in", clock.LIVE)}
		),
		"changed": len(found),
		"moved": sum(one.new_due_on != one.due_on for one in found),
		"kept": sum(bool(one.kept) for one in found),
		"steps": sum(one.steps for one in found),
		"rows": [
			{"due_on": str(one.due_on), "new_due_on": str(one.new_due_on), "kept": one.kept}
			for one in found
			if one.new_due_on != one.due_on or one.kept
		][:SHOWN],
	}


def apply(doctype: str, name: str) -> dict:
	"""Let the present rule or policy count for the clocks that run, in the background; return the preview of it."""
	seen = preview(doctype, name)
	if not seen["changed"]:
		frappe.throw(_("Nothing would change for the terms that run."), PolicyRefused)
	frappe.enqueue(
		"xinfang_app.deadline.changing.apply_to",
		queue="long",
		codes=codes_of(doctype, name),
		enqueue_after_commit=True,
	)
	return seen


def apply_to(codes: list[str]) -> int:
	"""Apply the present rules `codes` to their running clocks; return how many changed. Commits batch by batch."""
	done = 0
	for row in _running(codes):
		if change := _change(row):
			_write(change)
			done += 1
			if not done % BATCH:
				frappe.db.commit()
	frappe.db.commit()
	return done


def _require(doctype: str, name: str) -> None:
	if doctype not in ("Deadline Rule", "Escalation Policy"):
		raise frappe.PermissionError
	frappe.get_doc(doctype, name).check_permission("write")


def _running(codes: list[str]) -> list[frappe._dict]:
	if not codes:
		return []
	return frappe.get_all(
		"Deadline",
		filters={"rule": ("in", codes), "state": ("in", clock.LIVE), "kind": clock.DUTY},
		fields=["name", "rule", "ref_doctype", "ref_name", "length", "unit", "ladder", "due_on"],
		order_by="due_on asc",
	)


def _change(row: frappe._dict) -> Change | None:
	rule = rules.of(row.ref_doctype).get(row.rule)
	if not rule:
		return None
	length = _length(rule, row)
	steps = (row.ladder or None) != (rule.ladder or None)
	if length == row.length:
		return Change(row.name, row.due_on, row.due_on, "", True) if steps else None
	due, kept = _new_due(row.name, length, calendar.load())
	return Change(row.name, row.due_on, due, kept, steps) if steps or kept or due != row.due_on else None


def _length(rule: frappe._dict, row: frappe._dict) -> int:
	if row.unit != rule.unit or row.unit == counting.ABSOLUTE_DATE:
		return row.length
	extra = frappe.db.get_value(row.ref_doctype, row.ref_name, rule.extra_field) if rule.extra_field else 0
	return rules.length_of(rule) + int(extra or 0)


def _new_due(name: str, length: int, days: Days) -> tuple[date, str]:
	row = frappe.get_doc("Deadline", name)
	changed = _with_length(row, length)
	due = changed.due(days).rolled
	if changed.due_at(days) < rows.read(row).due_at(days) and changed.due_at(days) <= when.now():
		return row.due_on, _("the new day, {0}, has passed already").format(due)
	return due, ""


def _with_length(row, length: int) -> clock.Clock:
	return replace(rows.read(row), length=length)


def _write(change: Change) -> None:
	row = frappe.get_doc("Deadline", change.name, for_update=True)
	rule = rules.of(row.ref_doctype)[row.rule]
	if row.state not in clock.LIVE:
		return
	now: datetime = when.now()
	if change.steps:
		row.ladder, row.stepped_to = rule.ladder, now
	running = rows.read(row)
	if not change.kept:
		running = _with_length(row, _length(rule, row))
	rows.write(
		row, running, calendar.load(), "Recalculated", Moment(now, now), note=_("The rule was changed")
	)
