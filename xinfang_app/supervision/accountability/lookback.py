"""责任倒查: for each late step of a matter, who held it, who headed that organ, who had it in hand.

Rule (D9). The answer is put together from what was recorded at the time: the organ bound by the term, the custody of
the matter while the term ran, the postings of the day on which it was due (not of today: who left is named for his own
days, who came later is not), and whoever last recorded a step on it. It names parts, it judges nobody. It is kept with
the flag as one text, so that no list, chart or report can count or rank officials by it. Recorded dissent takes a name
out (2016 责任制办法 art. 11); the document stays.

A sealed piece tells nothing here but that there was a breach: not its number, not its days, not who kept it.
"""

import json
from datetime import date

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from xinfang_app.access import custody
from xinfang_app.organization import posting
from xinfang_app.organization.roles import LEADERS

HEAD, IN_CHARGE, OFFICER, TRIED = "Head", "Leader in charge", "Case officer", "Asked for it without right"


def of(evidence: list) -> dict:
	"""Return {"steps": [{title, rule, number, organ, organ_title, started_on, due_on, ended_on, holders, people}], "freed": []}.

	`evidence`: rows as `breaches.find` gives them. `holders`: [{organ, title, from_on, to_on}]; `people`: [{user, name, part}].
	"""
	return {"steps": [_step(row) for row in evidence], "freed": []}


def read(text: str | None) -> dict:
	"""Return a stored look-back."""
	return json.loads(text) if text else {"steps": [], "freed": []}


def write(value: dict) -> str:
	"""Return a look-back as it is stored."""
	return json.dumps(value, ensure_ascii=False, default=str)


def named(text: str | None) -> set[str]:
	"""Return every user whom a stored look-back names, also those whom dissent has freed: they are concerned."""
	value = read(text)
	return {person["user"] for step in value["steps"] for person in step["people"]} | {
		person["user"] for person in value["freed"]
	}


def free(value: dict, user: str, document: str, note: str, by: str, on) -> dict:
	"""Return the look-back with `user` taken out of every step, and why, with the document of his dissent."""
	steps = [
		{**step, "people": [person for person in step["people"] if person["user"] != user]}
		for step in value["steps"]
	]
	freed = {
		"user": user,
		"name": frappe.utils.get_fullname(user),
		"document": document,
		"note": note,
		"by": by,
		"on": str(on),
	}
	return {"steps": steps, "freed": [*value["freed"], freed]}


def _step(row) -> dict:
	found = {
		"title": row.title or "",
		"rule": row.rule or "",
		"number": row.number or "",
		"organ": row.organ,
		"organ_title": frappe.get_cached_value("Organ", row.organ, "title") or row.organ,
		"started_on": None,
		"due_on": None,
		"ended_on": None,
		"holders": [],
		"people": [],
	}
	if row.is_sealed:
		found["title"] = _("A sealed piece", lang="zh")
		found["people"] = _who_tried(row.evidence_key)
		return found
	begun = frappe.db.get_value("Deadline", row.deadline, "started_on") if row.deadline else None
	due = getdate(row.due_on) if row.due_on else None
	found.update(
		started_on=str(getdate(begun)) if begun else None,
		due_on=str(due) if due else None,
		ended_on=str(row.ended_on) if row.ended_on else None,
		holders=_holders(row.petition, begun, row.ended_on),
		people=_people(row, begun, due) if due else [],
	)
	return found


def _holders(petition: str | None, begun, ended) -> list[dict]:
	"""Return who held the matter while the term ran, oldest first."""
	if not petition:
		return []
	rows = frappe.get_all(
		"Custody",
		filters={"ref_doctype": "Petition", "ref_name": petition, "kind": custody.HOLDER},
		fields=["organ", "from_on", "to_on"],
		order_by="from_on asc",
	)
	first = get_datetime(begun).date() if begun else date.min
	last = getdate(ended) if ended else date.max
	return [
		{
			"organ": row.organ,
			"title": frappe.get_cached_value("Organ", row.organ, "title") or row.organ,
			"from_on": str(row.from_on)[:16],
			"to_on": str(row.to_on)[:16] if row.to_on else None,
		}
		for row in rows
		if row.from_on.date() <= last and (not row.to_on or row.to_on.date() >= first)
	]


def _people(row, begun, due: date) -> list[dict]:
	"""Return who answered for the step on the day it was due; each user once, in the part that lies nearest to it."""
	found: dict[str, str] = {}
	officer = _officer(row, begun, due)
	head = posting.head_of(row.organ, on=due)
	leaders = [user for user in posting.users_at(row.organ, LEADERS, on=due) if user != head]
	if officer:
		found[officer] = OFFICER
	# Where several leaders share the organ, no record says whose field it was; none is named for being there.
	if len(leaders) == 1:
		found.setdefault(leaders[0], IN_CHARGE)
	if head:
		found.setdefault(head, HEAD)
	return [
		{"user": user, "name": frappe.utils.get_fullname(user), "part": part} for user, part in found.items()
	]


def _officer(row, begun, due: date) -> str | None:
	"""Return who of the organ had it in hand: whoever was asked to, else who recorded its last step, else the inbox."""
	staff = posting.users_at(row.organ, on=due)
	names = [name for name in (row.ref_name, row.petition) if name]
	asked = frappe.get_all(
		"ToDo",
		filters={"reference_name": ("in", names), "status": ("!=", "Cancelled")},
		pluck="allocated_to",
		order_by="creation desc",
	)
	recorded = frappe.get_all(
		"Clock Milestone",
		filters={
			"ref_name": ("in", names),
			"recorded_on": ("between", (begun or "1900-01-01", f"{row.ended_on or due} 23:59:59")),
		},
		pluck="by_user",
		order_by="recorded_on desc",
	)
	keeper = frappe.db.get_value("Organ", row.organ, "inbox_user")
	return next((user for user in (*asked, *recorded, keeper) if user in staff), None)


def _who_tried(evidence_key: str) -> list[dict]:
	kind, _colon, name = evidence_key.partition(":")
	user = frappe.db.get_value("Sealed Opening Log", name, "user") if kind == "s" else None
	return [{"user": user, "name": frappe.utils.get_fullname(user), "part": TRIED}] if user else []
