"""What the papers of this room are written from: plain data from the record, nothing about who petitions."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, getdate

from xinfang_app.access import scope
from xinfang_app.leadership import paper_fields
from xinfang_app.leadership.conference import bodies, tasks
from xinfang_app.letters.case import Field, LetterCase
from xinfang_app.letters.fields import plain
from xinfang_app.petition.acting import organ_title

SHOWN = 20
#: The organ whose paper it is, and the one that it goes to.
HOLDER = {
	"Leader Ownership": "office",
	"Leader Instruction": "office",
	"Joint Conference": "from_organ",
	"Conference Task": "from_organ",
}
TO = {"Leader Ownership": "organ", "Leader Instruction": "to_organ", "Conference Task": "organ"}


def of(doc: Document, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about an ownership, an instruction, a meeting or its task."""
	organ = recipient or (doc.get(TO[doc.doctype]) if doc.doctype in TO else None)
	data = {**_DATA[doc.doctype](doc), "recipient": {"organ": organ_title(organ) or _("Members", lang="zh")}}
	return LetterCase(
		data=plain(data),
		petition=doc.get("petition") if doc.doctype != "Conference Task" else None,
		scope_code=doc.scope_code,
		holder=doc.get(HOLDER[doc.doctype]),
		recipient_organ=organ,
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
	if doc.letter:
		return []
	if doc.doctype == "Leader Ownership":
		return ["W34"] if doc.signed_by else []
	if doc.doctype == "Leader Instruction":
		return ["W34P"]
	if doc.doctype == "Conference Task":
		return ["W35T"] if doc.delivery == "Sent" and doc.stage != "Withdrawn" else []
	return []


def made(doc: Document, letter: Document) -> None:
	"""Write an owed paper on its record."""
	values = {"letter": letter.name}
	if doc.meta.has_field("document_number"):
		values["document_number"] = letter.document_number
	doc.db_set(values)


def _ownership(doc: Document) -> dict:
	duties = frappe.get_all(
		"Ownership Duty",
		filters={"ownership": doc.name},
		fields=["title", "meaning", "due_on", "status"],
		order_by="due_on asc, creation asc",
	)
	return {
		"ownership": {
			**{
				key: doc.get(key) or ""
				for key in (
					"leader_name",
					"leader_post",
					"reason",
					"order_number",
					"duty_set",
					"measures",
					"plan",
					"signer_name",
					"sign_note",
				)
			},
			"tier": _(doc.leader_tier, lang="zh", context="Leader Ownership"),
			"listed_for": _(doc.listed_for, lang="zh"),
			**{key: _day(doc.get(key)) for key in ("started_on", "due_on", "planned_on", "signed_on")},
		},
		"duties": [
			{
				"title": row.title or "",
				"meaning": row.meaning or "",
				"due_on": _day(row.due_on),
				"status": _(row.status, lang="zh"),
			}
			for row in duties
		],
		"team": [
			{
				"name": row.member_name or "",
				"organ": organ_title(row.organ),
				"role": _(row.role, lang="zh") if row.role else "",
			}
			for row in doc.team
		],
		"matter": _matter(doc.petition),
	}


def _instruction(doc: Document) -> dict:
	return {
		"instruction": {
			"kind": _(doc.kind, lang="zh"),
			"to_organ": organ_title(doc.to_organ),
			**{key: doc.get(key) or "" for key in ("leader_name", "leader_post", "text")},
			**{key: _day(doc.get(key)) for key in ("instructed_on", "due_on")},
		},
		"matter": _matter(doc.petition),
	}


def _conference(doc: Document) -> dict:
	contact = (
		frappe.db.get_value(bodies.DOCTYPE, doc.body, ["contact_name", "contact_phone"], as_dict=True)
		or frappe._dict()
	)
	return {
		"conference": {
			**{
				key: doc.get(key) or ""
				for key in ("title", "place", "convener_name", "signer_name", "discussion")
			},
			"kind": _(doc.kind, lang="zh"),
			"planned_on": _moment(doc.planned_on),
			"held_on": _day(doc.held_on),
			"signed_on": _day(doc.signed_on),
			"present": cint(doc.present_count),
			"members": len(doc.members),
			"contact_name": contact.contact_name or "",
			"contact_phone": contact.contact_phone or "",
		},
		"topics": [
			{
				"title": row.title or "",
				"kind": _(row.kind, lang="zh"),
				"brought_by": organ_title(row.brought_by),
				# What was decided says itself that it was; only a refusal or a delay is named besides.
				"outcome": ""
				if not row.outcome or (row.outcome == "Decided" and row.decision)
				else _(row.outcome, lang="zh"),
				"decision": row.decision or "",
				"named_organ": organ_title(row.named_organ),
			}
			for row in doc.topics
		],
		"attendance": [
			{
				"organ": organ_title(row.organ),
				"name": row.stand_in or row.member_name or "",
				"present": "到会" if row.attended else "未到会",
			}
			for row in doc.members
		],
		"tasks": [
			{
				"decision": row.decision or "",
				"organ": organ_title(row.organ),
				"leader": row.leader_name or "",
				"due_on": _day(row.due_on),
			}
			for row in tasks.of(doc.name, ("Draft", "Issued", "Done", "Checked"))
		],
	}


def _task(doc: Document) -> dict:
	meeting = frappe.get_doc("Joint Conference", doc.conference)
	topic = next((row.title for row in meeting.topics if row.idx == cint(doc.topic_no)), "")
	return {
		"task": {
			"decision": doc.decision or "",
			"organ": organ_title(doc.organ),
			"leader": doc.leader_name or "",
			"due_on": _day(doc.due_on),
			"topic": topic or "",
			"meeting": meeting.title or "",
			"held_on": _day(meeting.held_on),
			"minutes_number": meeting.document_number or "",
			"matter_number": doc.petition_number or "",
		}
	}


_DATA = {
	"Leader Ownership": _ownership,
	"Leader Instruction": _instruction,
	"Joint Conference": _conference,
	"Conference Task": _task,
}


def _matter(petition: str | None) -> dict:
	row = (
		frappe.db.get_value(
			"Petition", petition, ["number", "title", "holder", "registered_on"], as_dict=True
		)
		or frappe._dict()
	)
	return {
		"number": row.number or "",
		"title": row.title or "",
		"holder": organ_title(row.holder),
		"registered_on": _day(row.registered_on),
	}


def _day(value):
	return getdate(value) if value else None


def _moment(value) -> str:
	if not value:
		return ""
	at = get_datetime(value)
	minutes = f"{at.minute}分" if at.minute else ""
	return f"{at.year}年{at.month}月{at.day}日{at.hour}时{minutes}"
