"""What a hand-over lists, and how it moves.

Groups: the drafts one has written, the tasks on matters one was given, and, where nobody else works at the organ, the
matters it has in hand. Other rooms' open work forms a group by its kind of record. Numbers and titles of matters are
kept in the list as they stood; of a draft only the day it came in.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.organization import posting_end

DRAFTS, TASKS, MATTERS = "Drafts", "Tasks on matters", "Matters of the organ"


def items(posting_doc: Document) -> list[dict]:
	"""Return the open work of a Posting as rows of a Work Handover: part, ref_doctype, ref_name, number, label, due_on."""
	work = posting_end.open_work(posting_doc)
	given = set(
		frappe.get_all(
			"ToDo",
			filters={"allocated_to": posting_doc.user, "status": "Open", "reference_type": "Petition"},
			pluck="reference_name",
		)
	)
	heads = _heads([item["name"] for item in work if item["doctype"] == "Petition"])
	received = dict(
		frappe.get_all(
			"Petition Submission",
			filters={
				"name": ["in", [i["name"] for i in work if i["doctype"] == "Petition Submission"] or [""]]
			},
			fields=["name", "received_on"],
			as_list=True,
		)
	)
	rows = []
	for item in work:
		head = heads.get(item["name"], {})
		rows.append(
			{
				"part": _group(item, given),
				"ref_doctype": item["doctype"],
				"ref_name": item["name"],
				"number": head.get("number") or "",
				"label": head.get("title") or _label(item, received),
				"due_on": item.get("due_on"),
			}
		)
	return rows


def groups(posting_doc: Document) -> list[dict]:
	"""Return the groups of a Posting's open work: {part, title, count, due_on, items}, for the page."""
	found: dict[str, dict] = {}
	for row in items(posting_doc):
		group = found.setdefault(
			row["part"],
			{"part": row["part"], "title": _(row["part"]), "count": 0, "due_on": None, "items": []},
		)
		group["count"] += 1
		due = str(row["due_on"]) if row["due_on"] else None
		group["due_on"] = min(filter(None, (group["due_on"], due)), default=None)
		group["items"].append({**row, "due_on": due})
	return list(found.values())


def move(posting_doc: Document, to_user: str, rows: list) -> None:
	"""Move the work in `rows` to `to_user`, by the functions that move it when the posting ends."""
	open_now = {(item["doctype"], item["name"]) for item in posting_end.open_work(posting_doc)}
	work = [
		{"doctype": row.ref_doctype, "name": row.ref_name, "label": row.label or "", "due_on": row.due_on}
		for row in rows
		if (row.ref_doctype, row.ref_name) in open_now
	]
	if not work:
		return
	for path in frappe.get_hooks("xf_posting_ended"):
		frappe.get_attr(path)(posting_doc, to_user, work)


def _group(item: dict, given: set[str]) -> str:
	if item["doctype"] == "Petition Submission":
		return DRAFTS
	if item["doctype"] == "Petition":
		return TASKS if item["name"] in given else MATTERS
	return item["doctype"]


def _heads(names: list[str]) -> dict[str, dict]:
	if not names:
		return {}
	return {
		row["name"]: row
		for row in scope.get_list("Petition", [["name", "in", names]], ["name", "number", "title"])
	}


def _label(item: dict, received: dict) -> str:
	if item["doctype"] == "Petition Submission":
		when_in = received.get(item["name"])
		return _("piece not registered, received {0}").format(str(when_in)[:16]) if when_in else ""
	return ""
