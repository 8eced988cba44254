"""Hearings on 今日工作: to decide, to prepare, to hold, to conclude. Registered in `xf_worklist`.

Rule: plain dicts, under the user's own scope. A line names number and title of the matter, never a person.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.hearing.who import REVIEWERS
from xinfang_app.organization import posting
from xinfang_app.petition import acting

LIMIT = 100
STEPS = {
	"Considered": "Decide whether the hearing is held",
	"Requested": "Decide whether the hearing is held",
	"Preparing": "Prepare the hearing and send the notices",
	"Notified": "Hold the hearing",
	"Under Way": "Write the record and close the sitting",
	"Deliberation": "Deliberate, vote and sign the conclusion",
}


def sections(user: str) -> list[dict]:
	"""Return the section of hearings that wait for `user`: of his organ, or on whose panel he sits."""
	rows = posting.current(user)
	organs = [row.organ for row in rows if row.post in (*acting.WORKING_POSTS, *REVIEWERS)]
	fields = ["name", "number", "title", "stage", "held_on", "organ"]
	found = (
		scope.get_list(
			"Hearing",
			{"organ": ["in", organs], "stage": ["in", list(STEPS)]},
			fields,
			user,
			order_by="held_on asc",
			limit=LIMIT,
		)
		if organs
		else []
	)
	known = {row["name"] for row in found}
	seats = _seats(user)
	if seats:
		found += [
			row
			for row in scope.get_list(
				"Hearing",
				{"name": ["in", seats], "stage": ["in", list(STEPS)]},
				fields,
				user,
				order_by="held_on asc",
				limit=LIMIT,
			)
			if row["name"] not in known
		]
	items = [_line(row) for row in found]
	return [{"key": "hearings", "title": _("Hearings"), "items": items}] if items else []


def _seats(user: str) -> list[str]:
	member, hearing = frappe.qb.DocType("Hearing Member"), frappe.qb.DocType("Hearing")
	return (
		frappe.qb.from_(member)
		.join(hearing)
		.on(hearing.name == member.parent)
		.select(hearing.name)
		.where(member.user == user)
		.where(member.stands_aside == 0)
		.where(hearing.stage.isin(list(STEPS)))
		.orderby(hearing.held_on)
		.limit(LIMIT)
	).run(pluck=True)


def _line(row: dict) -> dict:
	held = row["held_on"] if row["stage"] in ("Notified", "Under Way") else None
	today = bool(held) and getdate(held) == when.today()
	return {
		"doctype": "Hearing",
		"name": row["name"],
		"what": _("Hearing"),
		"number": row["number"] or "",
		"title": row["title"] or "",
		"organ": acting.organ_title(row["organ"]),
		"next_step": _(STEPS[row["stage"]]),
		"due_on": getdate(held) if held else None,
		"mark": _("Today") if today else "",
	}
