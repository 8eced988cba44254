"""What this room puts on the morning list of leaders and organs: what is owned and due, instructions, requests, tasks.

Rule: plain dicts for `xf_worklist`. Approvals stand under 待我签发 with the other drafts. Each section is one indexed question
under the user's own scope or by his own name; a line goes when its step is taken. A line names number, official and
organ, never a person who petitions.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.deadline.engine import OPEN_STATES
from xinfang_app.leadership import who
from xinfang_app.leadership.owning import common
from xinfang_app.petition.acting import organ_title
from xinfang_app.supervision import who as supervising

LIMIT = 100
#: The term of the first meeting; it begins anew with a new leader and ends with a meeting that was offered.
MEETING = "B01"


def sections(user: str) -> list[dict]:
	"""Return the sections of `user`. Registered in `xf_worklist`."""
	found = [_owned(user), _instructions(user), _helps(user), _tasks(user)]
	return [section for section in found if section["items"]]


def _owned(user: str) -> dict:
	"""Return the matters that a leader owns, or for whose owner he stands in, with what each waits for. Duties have their clocks."""
	rows = scope.get_list(
		common.DOCTYPE,
		{"leader": ["in", who.principals(user)], "stage": "Owned"},
		[
			"name",
			"title",
			"petition_number",
			"petition",
			"leader",
			"leader_name",
			"holder",
			"due_on",
		],
		user,
		order_by="due_on asc",
		limit=LIMIT,
	)
	items = []
	owes = owed([row["name"] for row in rows])
	for row in map(frappe._dict, rows):
		step, due = next_step(owes.get(row.name, []))
		items.append(line(common.DOCTYPE, row, _("Owned matter"), step, due, row.holder))
	return {"key": "owned", "title": _("Matters I own"), "items": items}


def owed(names: list[str]) -> dict[str, list[tuple[date, str, str]]]:
	"""Return ownership → [(day, rule, step)] of what the leader owes, first the first: the open clocks, in one question."""
	steps = {
		MEETING: _("Meet the petitioner"),
		"B02": _("Write the plan"),
		"B03": _("Give the monthly report"),
		"B05": _("Conclude it, or ask for a longer term"),
	}
	found: dict[str, list[tuple[date, str, str]]] = {}
	for row in frappe.get_all(
		"Deadline",
		filters={
			"ref_doctype": common.DOCTYPE,
			"ref_name": ["in", names or [""]],
			"rule": ["in", list(steps)],
			"state": ["in", OPEN_STATES],
			"due_on": ["is", "set"],
		},
		fields=["ref_name", "rule", "due_on"],
		order_by="due_on asc, rule asc",
	):
		found.setdefault(row.ref_name, []).append((getdate(row.due_on), row.rule, steps[row.rule]))
	return found


def next_step(owes: list[tuple[date, str, str]]) -> tuple[str, date | None]:
	"""Return (what the leader owes first, by when). Pure."""
	return (owes[0][2], owes[0][0]) if owes else ("", None)


def _instructions(user: str) -> dict:
	fields = [
		"name",
		"title",
		"petition_number",
		"petition",
		"to_organ",
		"organ",
		"due_on",
		"stage",
		"leader_name",
	]
	items = []
	organs = supervising.organs_of(user)
	if organs:
		rows = scope.get_list(
			"Leader Instruction",
			{"to_organ": ["in", organs], "stage": ["in", ["Handed On", "Seen"]]},
			fields,
			user,
			order_by="due_on asc",
			limit=LIMIT,
		)
		items += [
			line(
				"Leader Instruction",
				frappe._dict(row),
				_("Instruction of {0}").format(row["leader_name"]),
				_("Sign that it was seen") if row["stage"] == "Handed On" else _("Answer with evidence"),
				row["due_on"],
				row["organ"],
			)
			for row in rows
		]
	answered = scope.get_list(
		"Leader Instruction",
		{"leader": user, "stage": "Answered"},
		fields,
		user,
		order_by="due_on asc",
		limit=LIMIT,
	)
	items += [
		line(
			"Leader Instruction",
			frappe._dict(row),
			_("My instruction"),
			_("Read the answer and close it"),
			None,
			row["to_organ"],
		)
		for row in answered
	]
	return {"key": "instructions", "title": _("Leaders' instructions"), "items": items}


def _helps(user: str) -> dict:
	organs = supervising.organs_of(user)
	rows = (
		scope.get_list(
			"Ownership Help",
			{"asked_of": ["in", organs], "status": "Asked", "conference": 0},
			["name", "title", "petition_number", "petition", "organ", "need_by"],
			user,
			order_by="need_by asc",
			limit=LIMIT,
		)
		if organs
		else []
	)
	items = [
		line(
			"Ownership Help",
			frappe._dict(row),
			_("Help asked for"),
			_("Answer what you do"),
			row["need_by"],
			row["organ"],
		)
		for row in rows
	]
	return {"key": "helps", "title": _("Help that leaders ask for"), "items": items}


def _tasks(user: str) -> dict:
	organs = supervising.organs_of(user)
	rows = (
		scope.get_list(
			"Conference Task",
			{"organ": ["in", organs], "stage": "Issued"},
			["name", "title", "petition_number", "petition", "from_organ", "due_on"],
			user,
			order_by="due_on asc",
			limit=LIMIT,
		)
		if organs
		else []
	)
	items = [
		line(
			"Conference Task",
			frappe._dict(row),
			_("Conference Task"),
			_("Carry it out and report with evidence"),
			row["due_on"],
			row["from_organ"],
		)
		for row in rows
	]
	return {"key": "conference_tasks", "title": _("Tasks of the joint conference"), "items": items}


def line(doctype: str, row, what: str, step: str, due_on, organ: str | None) -> dict:
	"""Return one line of the morning list about a row that belongs to a matter."""
	return {
		"doctype": doctype,
		"name": row.name,
		"what": what,
		"number": row.petition_number or "",
		"title": row.title or "",
		"organ": organ_title(organ),
		"next_step": step,
		"due_on": getdate(due_on) if due_on else None,
		"petition": row.petition,
	}
