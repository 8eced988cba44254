"""What an officer leaves behind in this room when a posting ends, and handing it on (idea 13).

Rule: his are the drafts he wrote for the organ, what was assigned to him there, and, where nobody else works at the
organ, every open matter it holds. Drafts and assignments go over to whoever the posting's end names; a matter
belongs to its organ and needs no moving.
"""

from datetime import date

import frappe

from xinfang_app.organization import posting
from xinfang_app.petition.acting import WORKING_POSTS
from xinfang_app.petition.registering.repeats import ENDED

OURS = ("Petition", "Petition Submission")


def of(user: str, organ: str) -> list[dict]:
	"""Return the open work of `user` at `organ`: dicts of {doctype, name, label, due_on}."""
	work = [
		{"doctype": "Petition Submission", "name": row.name, "label": row.title or "", "due_on": None}
		for row in _drafts(user, organ)
	]
	assigned = [
		row
		for row in _assigned(user)
		if frappe.db.get_value(row.reference_type, row.reference_name, "holder") == organ
	]
	due = _terms([row.reference_name for row in assigned], organ)
	work += [
		{
			"doctype": row.reference_type,
			"name": row.reference_name,
			"label": "",
			"due_on": row.date or due.get(row.reference_name),
		}
		for row in assigned
	]
	others = set(posting.users_at(organ, WORKING_POSTS)) - {user}
	if not others:
		known = {item["name"] for item in work}
		work += [item for item in _open_matters(organ) if item["name"] not in known]
	return work


def hand_on(posting_doc, to_user: str | None, work: list[dict]) -> None:
	"""Move drafts and assignments in `work` to `to_user`. Called when a Posting has ended; without a receiver nothing moves."""
	if not to_user or to_user == posting_doc.user:
		return
	names = [item["name"] for item in work if item["doctype"] == "Petition Submission"]
	if names:
		piece = frappe.qb.DocType("Petition Submission")
		frappe.qb.update(piece).set(piece.owner, to_user).where(
			piece.name.isin(names) & (piece.status == "Draft") & (piece.owner == posting_doc.user)
		).run()
	every = [item["name"] for item in work if item["doctype"] in OURS]
	if every:
		todo = frappe.qb.DocType("ToDo")
		frappe.qb.update(todo).set(todo.allocated_to, to_user).where(
			todo.reference_name.isin(every)
			& todo.reference_type.isin(OURS)
			& (todo.allocated_to == posting_doc.user)
			& (todo.status == "Open")
		).run()


def _drafts(user: str, organ: str) -> list:
	return frappe.get_all(
		"Petition Submission",
		filters={"status": "Draft", "owner": user, "organ": organ},
		fields=["name", "title"],
		order_by="received_on asc",
	)


def _assigned(user: str) -> list:
	return frappe.get_all(
		"ToDo",
		filters={"allocated_to": user, "status": "Open", "reference_type": ("in", OURS)},
		fields=["reference_type", "reference_name", "date"],
	)


def _open_matters(organ: str) -> list[dict]:
	"""Return the open matters that `organ` holds, each with its earliest running term."""
	rows = frappe.get_all(
		"Petition",
		filters={"holder": organ, "stage": ("not in", ENDED)},
		fields=["name", "title"],
		order_by="registered_on asc",
	)
	if not rows:
		return []
	due = _terms([row.name for row in rows], organ)
	return [
		{"doctype": "Petition", "name": row.name, "label": row.title or "", "due_on": due.get(row.name)}
		for row in rows
	]


def _terms(petitions: list[str], organ: str) -> dict[str, date]:
	"""Return petition → the day of its running term that ends first at `organ`."""
	if not petitions:
		return {}
	rows = frappe.get_all(
		"Deadline",
		filters={"petition": ("in", petitions), "organ": organ, "state": "Running"},
		fields=["petition", "due_on"],
		order_by="due_on desc",
	)
	return {row.petition: row.due_on for row in rows}
