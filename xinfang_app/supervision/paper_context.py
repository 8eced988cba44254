"""What the papers of supervision are written from: plain data from the record, nothing about who petitions."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import scope
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition.acting import organ_title
from xinfang_app.supervision import basis, paper_fields

SHOWN = 20
#: The feedback goes the other way: from the organ to the office.
TO_OFFICE = ("W33",)


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about a letter, an order to rectify or a recommendation."""
	organ = recipient or (doc.from_organ if code in TO_OFFICE else doc.organ)
	data = {
		**_DATA[doc.doctype](doc),
		"recipient": {"organ": organ_title(organ)},
	}
	if doc.doctype != "Rectification":
		data["matters"] = [
			{"number": row.petition_number or "", "title": row.title or "", "facts": row.facts or ""}
			for row in doc.matters
		]
		data["copies"] = [{"organ": organ_title(row.organ)} for row in doc.copies]
	return LetterCase(
		data=plain(data), scope_code=doc.scope_code, holder=doc.from_organ, recipient_organ=organ
	)


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	return paper_fields.fields(document_type)


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return records in the user's scope to look at a paper on: [{value, label}]."""
	filters = {"title": ["like", f"%{text.strip()}%"]} if text.strip() else {}
	rows = scope.get_list(document_type, filters, ["name", "title"], order_by="modified desc", limit=SHOWN)
	return [{"value": row["name"], "label": row["title"]} for row in rows]


def owed(doc: Document) -> list[str]:
	"""Return the papers that a step about `doc` should have brought and did not."""
	if doc.letter or doc.get("delivery") != "Sent":
		return []
	return {
		"Supervision Letter": [basis.PAPERS.get(doc.get("kind"))],
		"Rectification": ["W31"],
		"Recommendation": ["W32"],
	}[doc.doctype]


def made(doc: Document, letter: Document) -> None:
	"""Write an owed paper on its record."""
	doc.db_set({"letter": letter.name, "document_number": letter.document_number})


def _letter(doc: Document) -> dict:
	cause = _values("Supervision Cause", doc.cause, "title", "basis")
	decision = _values("Conference Proposal", doc.conference_proposal, "decision_number", "decided_on")
	return {
		"supervision": {
			"kind": _(doc.kind, lang="zh"),
			"organ": organ_title(doc.organ),
			"cause": cause.title or "",
			"cause_basis": cause.basis or "",
			"article": doc.article or "",
			"rule": (_values("Deadline Rule", doc.rule, "title").title or "") if doc.rule else "",
			"way": _(doc.way, lang="zh") if doc.way else "",
			"facts": doc.facts or "",
			"demand": doc.demand or "",
			"next_step": doc.next_step or "",
			"due_on": _day(doc.due_on),
			"former": _values("Supervision Letter", doc.former, "document_number").document_number or "",
			"decision_number": decision.decision_number or "",
			"decided_on": _day(decision.decided_on),
		}
	}


def _rectification(doc: Document) -> dict:
	period = _values("Inspection", doc.inspection, "period_from", "period_to")
	return {
		"rectification": {
			"inspection": doc.title or "",
			"organ": organ_title(doc.organ),
			"period_from": _day(period.period_from),
			"period_to": _day(period.period_to),
			**{key: doc.get(key) or "" for key in ("finding", "article", "demand")},
			"due_on": _day(doc.due_on),
		}
	}


def _advice(doc: Document) -> dict:
	return {
		"advice": {
			"kind": _(doc.kind, lang="zh"),
			"organ": organ_title(doc.organ),
			"responsible_organ": organ_title(doc.responsible_organ),
			"number": doc.document_number or "",
			"adopted": _(doc.adopted, lang="zh") if doc.adopted else "",
			**{
				key: doc.get(key) or ""
				for key in ("legal_basis", "problem", "proposal", "grave_result", "feedback", "reasons")
			},
			**{key: _day(doc.get(key)) for key in ("due_on", "delivered_on", "answered_on")},
		}
	}


_DATA = {"Supervision Letter": _letter, "Rectification": _rectification, "Recommendation": _advice}


def _values(doctype: str, name: str | None, *names: str) -> frappe._dict:
	found = frappe.db.get_value(doctype, name, names, as_dict=True) if name else None
	return found or frappe._dict(dict.fromkeys(names))


def _day(value):
	return getdate(value) if value else None
