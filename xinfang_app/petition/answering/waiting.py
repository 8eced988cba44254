"""What waits for one's signature: opinions, extensions, papers of other rooms, reviews before them included (待我签发).

Rule: a draft is listed for everybody who may take its next step today (`chain`), as himself or as a stand-in, while
his organ has the matter in hand. What is due first stands first; the due day is that of the handling term, which runs
on until service, so a day before it is late for a signature. A draft on a matter from which the user stands aside is
listed and says so: he shall know that it waits for somebody else.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import require, scope
from xinfang_app.organization import posting
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.answering import chain, presign, recusal, trail

TERMS = ("N06", "N15")
AT_MOST = 500


def waiting(user: str | None = None) -> list[dict]:
	"""Return what waits for `user` (default: who is logged in), the earliest due first, at most AT_MOST of each kind.

	Rows: doctype, name, seen (the `modified` that a signature confirms), kind, what, petition, number, title, person
	(masked), organ_title, steps [{action, state, last, on_behalf_of}], sent_by, sent_on, due_on, overdue, blocked.
	"""
	user = user or frappe.session.user
	organs = posting.organs_of(user)
	drafts = [
		(record, found)
		for doctype in chain.papers()
		for record in _drafts(doctype, organs, user)
		if (found := chain.mine(record, user))
	]
	petitions = list({record.petition for record, _steps in drafts if record.get("petition")})
	matters = _matters(petitions, user)
	terms = _terms(petitions)
	aside = _stands_aside(list({name for record, _s in drafts for name in chain.petitions(record)}), user)
	rows = [
		_row(
			record, found, user, matters.get(record.get("petition")), terms.get(record.get("petition")), aside
		)
		for record, found in drafts
	]
	return sorted(rows, key=lambda row: (row["due_on"] or "9999", str(row["sent_on"] or ""), row["name"]))


def count(user: str | None = None) -> int:
	"""Return how many drafts wait for `user` (default: who is logged in)."""
	return len(waiting(user))


def read(record: Document) -> dict:
	"""Return the draft in full beside its check, for the reading pane; the caller has locked nothing.

	Keys: those of a row of `waiting`, and fields {label: text}, items, problems [{text, hard}], trail. Raises NotPermitted.
	"""
	require(record, "read")
	user = frappe.session.user
	own = [record.petition] if record.get("petition") else []
	matter = _matters(own, user).get(record.get("petition"))
	term = _terms(own).get(record.get("petition"))
	aside = _stands_aside(chain.petitions(record), user)
	row = _row(record, chain.mine(record, user), user, matter, term, aside)
	opinion = record.doctype == "Handling Opinion"
	return {
		**row,
		"stage": record.stage,
		"state": record.workflow_state,
		"fields": _shown(record).get("fields") or _fields(record),
		"items": [_item(item) for item in record.items] if opinion else [],
		"problems": [{"text": p.text, "hard": p.hard} for p in presign.check(record)] if opinion else [],
		"trail": trail.of(record),
	}


def _drafts(doctype: str, organs: list[str], user: str) -> list[Document]:
	if not organs:
		return []
	how = chain.paper(doctype)
	signs = {how.organ: ["in", organs]}
	if how.organ == "organ":
		signs["holder"] = ["in", organs]
	rows = scope.get_list(
		doctype,
		{"stage": how.waiting, **signs},
		["*"],
		user,
		order_by="modified asc",
		limit=AT_MOST,
	)
	return [frappe.get_doc({**row, "doctype": doctype}) for row in rows]


def _row(record: Document, found: list[chain.Step], user: str, matter, term, aside: set[str]) -> dict:
	how = chain.paper(record.doctype)
	sender = record.get(how.sender)
	shown = _shown(record)
	term = shown.get("due_on") or term
	return {
		"doctype": record.doctype,
		"name": record.name,
		"seen": str(record.modified),
		"kind": _(record.doctype),
		"what": shown.get("what") or _what(record),
		"petition": record.get("petition"),
		"number": shown.get("number") or record.get("petition_number") or "",
		"title": shown.get("title") or (matter and matter.title) or _("(no title yet)"),
		"person": (matter and matter.masked_name) or "",
		"organ_title": organ_title(chain.organ_of(record)),
		"steps": [_step(record, step, user) for step in found],
		"sent_by": frappe.utils.get_fullname(sender) if sender else "",
		"sent_on": str(record.get(how.sent_on) or "")[:16],
		"due_on": str(term) if term else None,
		"overdue": bool(term and term < when.today()),
		"blocked": _("You stand aside from this matter.")
		if aside.intersection(chain.petitions(record))
		else None,
	}


def _step(record: Document, step: chain.Step, user: str) -> dict:
	who = chain.signer(record, step, user)
	for_whom = frappe.utils.get_fullname(who.on_behalf_of) if who and who.on_behalf_of else None
	return {"action": step.action, "state": step.state, "last": step.last, "on_behalf_of": for_whom}


def _shown(record: Document) -> dict:
	"""What another room says of its paper; {} for the papers of this room."""
	function = chain.paper(record.doctype).shown
	return frappe.get_attr(function)(record) if function else {}


def _what(record: Document) -> str:
	if record.doctype == "Extension Request":
		return _("{0} days more").format(record.days)
	return _(record.result) if record.get("result") else ""


def _fields(record: Document) -> list[dict]:
	"""Return the lines above and below the answers, with their labels."""
	names = (
		("days", "reason", "due_before", "due_after")
		if record.doctype == "Extension Request"
		else ("intro", "remedy_text", "returned_reason")
	)
	return [
		{"name": name, "label": _(record.meta.get_label(name)), "text": str(record.get(name))}
		for name in names
		if record.get(name)
	]


def _item(item: Document) -> dict:
	keys = ("claim_no", "claim", "facts", "fact_on", "fact_place", "law", "opinion", "granted")
	return {
		**{key: item.get(key) for key in keys},
		"result": _(item.result) if item.result else "",
		"due_on": str(item.due_on) if item.due_on else None,
		"executing_organ": organ_title(item.executing_organ),
	}


def _matters(petitions: list[str], user: str) -> dict:
	if not any(petitions):
		return {}
	rows = scope.get_list("Petition", {"name": ["in", petitions]}, ["name", "title", "masked_name"], user)
	return {row.name: row for row in rows}


def _terms(petitions: list[str]) -> dict:
	"""Return petition → the last day of its running handling term."""
	if not petitions:
		return {}
	rows = frappe.get_all(
		"Deadline",
		filters={
			"petition": ["in", petitions],
			"rule": ["in", TERMS],
			"state": ["in", ("Running", "Paused")],
		},
		fields=["petition", "due_on", "extended_to"],
	)
	return {row.petition: getdate(row.extended_to or row.due_on) for row in rows}


def _stands_aside(petitions: list[str], user: str) -> set[str]:
	return {name for name in petitions if recusal.is_recused(name, user)} if _any_recusal(user) else set()


def _any_recusal(user: str) -> bool:
	return bool(frappe.db.exists("Recusal", {"user": user, "status": "Recused"}))
