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
from xinfang_app.deadline import calendar, clock, counting, rows, rules, schedule
from xinfang_app.deadline.clock import Moment
from xinfang_app.deadline.days import Days
from xinfang_app.deadline.errors import PolicyRefused

#: So many rows are written in one transaction, and shown in a preview.
BATCH, SHOWN = 200, 20
#: How often a batch is tried again after a deadlock.
TRIES = 3


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

	@property
	def idle(self) -> bool:
		"""Whether nothing would be written: the day stays as it is, and so do the steps."""
		return bool(self.kept) and not self.steps


def codes_of(doctype: str, name: str) -> list[str]:
	"""Return the rules that a change of a Deadline Rule or Escalation Policy concerns."""
	if doctype == "Deadline Rule":
		return [name]
	return frappe.get_all("Deadline Rule", filters={"policy": name}, pluck="name", order_by="code asc")


def preview(doctype: str, name: str) -> dict:
	"""Return {running, moved, kept, steps, rows}: what applying would change. Raises PermissionError."""
	_require(doctype, name)
	days = calendar.load()
	found = [change for row in _running(codes_of(doctype, name)) if (change := _change(row, days))]
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
	"""Apply the present rules `codes` to their running clocks; return how many changed. Commits batch by batch.

	A batch that another request disturbs is tried again; what it has written once comes out the same the next time.
	"""
	days, done = calendar.load(), 0
	changes = [change for row in _running(codes) if (change := _change(row, days)) and not change.idle]
	for first in range(0, len(changes), BATCH):
		done += _write_batch(changes[first : first + BATCH], days)
	return done


def _write_batch(batch: list[Change], days: Days) -> int:
	for left in reversed(range(TRIES)):
		try:
			for change in batch:
				_write(change, days)
			frappe.db.commit()
			return len(batch)
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
			if not left:
				raise
	return 0


def give(codes: list[str]) -> int:
	"""Give running clocks of `codes` that have none the ladder of their rule, from now on; nothing else changes."""
	days, now, done = calendar.load(), when.now(), 0
	for row in _running(codes):
		rule = rules.of(row.ref_doctype).get(row.rule)
		if row.ladder or not rule or not rule.ladder:
			continue
		next_on = schedule.next_step(rows.dates(row), days, rule.ladder, now)
		frappe.db.set_value(
			"Deadline",
			row.name,
			{"ladder": rule.ladder, "stepped_to": now, "next_step_on": next_on},
			update_modified=False,
		)
		done += 1
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
		fields=["name", "rule", "ref_doctype", "ref_name", "ladder", "due_on", *rows.DATES],
		order_by="due_on asc",
	)


def _change(row: frappe._dict, days: Days) -> Change | None:
	rule = rules.of(row.ref_doctype).get(row.rule)
	if not rule:
		return None
	length = _length(rule, row)
	steps = (row.ladder or None) != (rule.ladder or None)
	if length == row.length:
		return Change(row.name, row.due_on, row.due_on, "", True) if steps else None
	running = rows.dates(row)
	changed = replace(running, length=length)
	due, kept = changed.due(days).rolled, ""
	if changed.due_at(days) < running.due_at(days) and changed.due_at(days) <= when.now():
		due, kept = row.due_on, _("the new day, {0}, has passed already").format(due)
	return Change(row.name, row.due_on, due, kept, steps) if steps or kept or due != row.due_on else None


def _length(rule: frappe._dict, row: frappe._dict) -> int:
	if row.unit != rule.unit or row.unit == counting.ABSOLUTE_DATE:
		return row.length
	extra = frappe.db.get_value(row.ref_doctype, row.ref_name, rule.extra_field) if rule.extra_field else 0
	return rules.length_of(rule) + int(extra or 0)


def _write(change: Change, days: Days) -> None:
	row = frappe.get_doc("Deadline", change.name, for_update=True)
	rule = rules.of(row.ref_doctype)[row.rule]
	if row.state not in clock.LIVE:
		return
	now: datetime = when.now()
	if change.steps:
		row.ladder, row.stepped_to = rule.ladder, now
	running = rows.read(row)
	if not change.kept:
		running = replace(running, length=_length(rule, row))
	rows.write(row, running, days, "Recalculated", Moment(now, now), note=_("The rule was changed"))
