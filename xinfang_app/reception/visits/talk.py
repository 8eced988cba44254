"""The talk at the window: people, representatives, what was stated, what was explained; then registered and signed.

Rule (arts. 20, 22, 23): everybody who came is registered, however many; at most five speak as representatives. What is
stated is taken down as a record of the talk (接谈记录, W02), printed, and signed by the visitor or noted as refused with
the reason. Draft of the piece and record are begun together when the talk begins and saved while it is typed. The record
is recorded for good when the piece is registered; signing is added afterwards, since it is the print that is signed.

Exception: an accusation told at the window is sealed with its record (`reception.sealing`); nothing is printed then.

The record of a call (`reception.calls`) is of the same kind; it is read back instead of signed.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.letters import issuing
from xinfang_app.reception import drafts, letter
from xinfang_app.reception.errors import TalkNotReady
from xinfang_app.reception.visits import queue

DOCTYPE = "Reception Record"
#: What the window writes of a record.
FIELDS = ("place_detail", "interviewers", "recorder", "statement", "answer", "materials")
DRAFT, RECORDED = "Draft", "Recorded"
PAPER = "W02"
AT_WINDOW, BY_TELEPHONE = "At the window", "By telephone"
SIGNED, REFUSED = "Signed by the visitor", "Refused to sign"


def begin(visit: Document) -> tuple[Document, Document]:
	"""Begin the talk of a called visit (or go on with it); return the draft of the piece and the record."""
	scope.require(visit, "act")
	visit = queue.begin(visit)
	if visit.submission:
		doc = drafts.get(visit.submission)
	else:
		doc = drafts.begin(organ=visit.organ, form="Visit", people_count=visit.people_count)
		visit.submission = doc.name
		visit.save(ignore_permissions=True)
	return doc, record_of(doc, visit)


def record_of(doc: Document, visit: Document) -> Document:
	"""Return the record of the talk of a visit, made now if there is none."""
	return standing(doc) or new_record(
		doc,
		way=AT_WINDOW,
		visit=visit.name,
		occurred_on=visit.began_on or when.now(),
		place_detail=visit.window,
	)


def standing(doc: Document) -> Document | None:
	"""Return the record of the talk about the piece `doc`, None if there is none."""
	name = frappe.db.get_value(DOCTYPE, {"submission": doc.name})
	return frappe.get_doc(DOCTYPE, name) if name else None


def new_record(doc: Document, *, way: str, occurred_on, **values) -> Document:
	"""Begin the record of a talk about the draft `doc` (`way`: AT_WINDOW, BY_TELEPHONE); the user receives and records."""
	me = frappe.utils.get_fullname(frappe.session.user)
	record = frappe.new_doc(DOCTYPE)
	record.update(
		{
			"submission": doc.name,
			"organ": doc.organ,
			"status": DRAFT,
			"way": way,
			"occurred_on": occurred_on,
			"interviewers": me,
			"recorder": me,
			**values,
		}
	)
	return record.insert(ignore_permissions=True)


def save(
	doc: Document, record: Document, values: dict, people: list[dict] | None, notes: dict, seen=None
) -> list[str]:
	"""Write what was typed at the window: `values` and `people` as in `drafts.save`, `notes` fields of FIELDS."""
	told = drafts.save(doc, values, people, seen)
	require_draft(record)
	record.update({key: value for key, value in notes.items() if key in FIELDS})
	record.save(ignore_permissions=True)
	return told


def finish(
	visit: Document, doc: Document, *, decision: dict | None = None, seen=None
) -> tuple[Document, Document | None]:
	"""Register the piece of a visit and close both; return the piece (or Sealed Register row) and the record, if it stays."""
	at_window = visit.state == queue.AT_WINDOW
	record = record_of(doc, visit)
	require_draft(record)
	if not doc.content and record.statement:
		# What was stated is what the piece says, unless somebody wrote a shorter account of it.
		doc.content = record.statement
	made = letter.register(doc, decision=decision, seen=seen)[0]
	if at_window:
		visit.reload()
		queue.done(visit)
	if made.doctype == "Sealed Register":
		return made, None
	return made, close(record, made, ended_on=when.now())


def close(record: Document, made: Document, **values) -> Document:
	"""Record the talk for good with the piece `made` that was registered of it; return the record."""
	record.update(
		{
			"status": RECORDED,
			"petition": made.petition,
			"petition_number": made.petition_number,
			"scope_code": made.scope_code,
			"holder": frappe.db.get_value("Petition", made.petition, "holder"),
			**values,
		}
	)
	return record.save(ignore_permissions=True)


def paper(record: Document) -> str:
	"""Return the name of the paper W02 with what was said, issued now if it was not yet. Raises TalkNotReady."""
	scope.require(record, "act")
	_require_window(record)
	if record.status != RECORDED:
		frappe.throw(_("Register the piece first; then print the record and have it signed."), TalkNotReady)
	if record.letter:
		return record.letter
	said = {
		"place": record.place_detail or "",
		"interviewer": record.interviewers or "",
		"recorder": record.recorder or "",
		"statement": record.statement or "",
		"reply": record.answer or "",
		"materials": record.materials or "",
	}
	piece = frappe.get_doc("Petition Submission", record.submission)
	record.letter = issuing.issue(PAPER, piece, organ=record.organ, extra=said).name
	record.save(ignore_permissions=True)
	return record.letter


def sign(
	record: Document, signature: str, *, scan: str | None = None, note: str | None = None, signed_on=None
) -> Document:
	"""Record that the print was signed ("Signed by the visitor", with its `scan` if there is one) or not ("Refused to sign", `note` why).

	`signed_on` is naive, in the site's zone, default now. Raises TalkNotReady, NotPermitted.
	"""
	scope.require(record, "act")
	_require_window(record)
	moment = get_datetime(signed_on) if signed_on else when.now()
	if record.status != RECORDED:
		frappe.throw(_("Register the piece first; then print the record and have it signed."), TalkNotReady)
	if record.signature:
		frappe.throw(_("The signature of this record stands already."), TalkNotReady)
	if moment > when.now() or moment < get_datetime(record.occurred_on):
		frappe.throw(_("The record is signed after the talk and not later than now."), TalkNotReady)
	if signature == REFUSED and not (note or "").strip():
		frappe.throw(_("Say why it was not signed, and who was present."), TalkNotReady)
	if signature not in (SIGNED, REFUSED):
		raise ValueError(f"unknown signature: {signature!r}")
	if scan and not frappe.db.exists("File", {"file_url": scan, "attached_to_name": record.name}):
		frappe.throw(_("Upload the scan of the signed record first."), TalkNotReady)
	record.update({"signature": signature, "signed_on": moment, "signature_note": note, "signed_scan": scan})
	return record.save(ignore_permissions=True)


def get(name: str) -> Document:
	"""Return the record `name` if the user's organ has it in hand. Raises NotPermitted."""
	record = frappe.get_doc(DOCTYPE, name)
	scope.require(record, "act")
	return record


def shown(record: Document) -> dict:
	"""Return what the window shows of a record."""
	return {"name": record.name, "status": record.status, **{field: record.get(field) for field in FIELDS}}


def require_draft(record: Document) -> None:
	"""Raise TalkNotReady unless the record is still being written."""
	if record.status != DRAFT:
		frappe.throw(_("The record of this talk is closed; it can only be signed."), TalkNotReady)


def _require_window(record: Document) -> None:
	"""W02 is a visitor's paper; what was said by telephone was read back instead."""
	if record.way == BY_TELEPHONE:
		frappe.throw(_("The record of a call is read back, not signed."), TalkNotReady)
