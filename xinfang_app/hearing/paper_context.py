"""What the papers of hearings are written from: the petition's own data, and the hearing's.

Rule: names of people outside the organs are slots (`letters.slots`). The announcement (W19G) prints the kind of matter
and the township, no title and nobody's name. Deliberation and votes are given for W19P and W19J only, which are made
with the signed conclusion.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from xinfang_app.access import scope
from xinfang_app.hearing import announcement, paper_fields, settings, who
from xinfang_app.hearing.vocabulary import CHAIR, CONCLUDED, MEMBER, RECORDER
from xinfang_app.letters import slots
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.paperwork import letter_context

SHOWN = 20
#: Papers that tell what the panel thought; never before the conclusion is signed.
AFTERWARDS = ("W19J", "W19P", "W19R")
_COPIED = (
	"number reason refusal_reason closed_note moved move_reason conclusion conclusion_number votes_for votes_against "
	"dissent ended_reason"
).split()
_CHOICES = "source refusal_ground closed_reason".split()
_DAYS = "ask_by asked_on decided_on concluded_on".split()
_MOMENTS = "held_on opened_on closed_on".split()


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about a hearing."""
	case = letter_context.of(frappe.get_doc("Petition", doc.petition), code, recipient=recipient)
	case.data.update(plain(_data(doc, code)))
	# The paper belongs to the hearing's own place in the file, to nobody but whom it names.
	case.scope_code, case.holder = doc.scope_code, doc.holder
	return case


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	return paper_fields.fields(document_type)


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return hearings in the user's scope to look at a paper on: [{value, label}]."""
	filters = {"title": ["like", f"%{text.strip()}%"]} if text.strip() else {}
	rows = scope.get_list(
		document_type, filters, ["name", "number", "title"], order_by="modified desc", limit=SHOWN
	)
	return [{"value": row["name"], "label": f"{row['number']} {row['title']}"} for row in rows]


def owed(doc: Document) -> list[str]:
	"""Return the papers that a step about `doc` should have brought and did not."""
	wanted = {
		"Not Held": ["W19B"],
		"Notified": ["W19"],
		"Deliberation": ["W19L"],
		CONCLUDED: ["W19L", "W19J", "W19P"],
	}.get(doc.stage, [])
	made = frappe.get_all(
		"Official Letter", filters={"ref_doctype": doc.doctype, "ref_name": doc.name}, pluck="template"
	)
	return [code for code in wanted if code not in made and not (code == "W19B" and not doc.asked_on)]


def made(doc: Document, letter: Document) -> None:
	"""Write an owed paper on its record."""
	if letter.template == "W19J":
		doc.db_set({"conclusion_letter": letter.name, "conclusion_number": letter.document_number})


def _data(doc: Document, code: str) -> dict:
	after = code in AFTERWARDS and doc.stage == CONCLUDED
	shown = announcement.of(doc)
	hearing = {
		**{
			key: doc.get(key) or ("" if key not in ("moved", "votes_for", "votes_against") else 0)
			for key in _COPIED
		},
		**{key: _zh(doc.get(key)) for key in _CHOICES},
		**{key: getdate(doc.get(key)) if doc.get(key) else None for key in _DAYS},
		**{key: get_datetime(doc.get(key)) if doc.get(key) else None for key in _MOMENTS},
		"level": doc.level_shown,
		"about": shown.about,
		"township": shown.place_of_matter,
		"venue": shown.venue,
		"address": shown.address,
		"organ": organ_title(who.organ_of(doc)),
		"handling_organ": organ_title(who.handling_organ(doc)),
		"public": bool(doc.public),
		"chair": _named(doc, CHAIR),
		"recorder": _named(doc, RECORDER),
		"deliberation": "",
	}
	votes = []
	if after:
		kept = frappe.get_doc("Hearing Deliberation", {"hearing": doc.name})
		hearing["deliberation"] = kept.text or ""
		votes = [
			{"name": row.member_name, "vote": _zh(row.vote), "opinion": row.opinion or ""}
			for row in kept.votes
		]
	setting = settings.load()
	rules = ("ask_days", "notice_days", "most_representatives", "most_proxies")
	return {
		"hearing": hearing,
		"members": [
			{
				"name": row.member_name or "",
				"capacity": _zh(row.capacity),
				"unit": row.unit or "",
				"present": bool(row.present),
			}
			for row in doc.panel
			if row.role == MEMBER and not row.stands_aside
		],
		"parties": [_party(row) for row in doc.parties],
		"phases": [{"phase": _zh(row.phase), "text": row.text or ""} for row in doc.phases],
		"evidence": [
			{
				"side": _zh(row.side),
				"title": row.title,
				"shows": row.shows or "",
				"other_view": row.other_view or "",
				"accepted": _zh(row.accepted),
			}
			for row in doc.evidence
		],
		"votes": votes,
		"rules": {key: getattr(setting, key) for key in rules},
	}


def _party(row: Document) -> dict:
	return {
		"side": _zh(row.side),
		"name": slots.slot(row.petitioner, "name") if row.petitioner else row.shown_name or "",
		"organ": organ_title(row.organ),
		"attendance": _zh(row.attendance),
	}


def _named(doc: Document, role: str) -> str:
	return "、".join(row.member_name for row in doc.panel if row.role == role and not row.stands_aside)


def _zh(value: str | None) -> str:
	return _(value, lang="zh") if value else ""
