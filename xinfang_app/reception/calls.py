"""A call at the telephone: begun with one key, typed while the caller speaks, read back, registered.

Rule (arts. 17, 19, 21): what is told on the telephone is taken down as it is told, and received at the moment the call
came in. Draft and record of the talk (接谈记录, "By telephone") are begun together with the call; the record keeps when
it began and ended and what was answered on the spot. Before the piece is registered it is read back to the caller; the
record then holds what was read back. A caller may stay anonymous; the number to call him back is an identity, opened
one by one, on record. Nothing is counted, rated or kept about a caller.

An answer given on the telephone is on record and ends nothing: the piece takes the road of every other one (a question
may be handled by the simplified procedure, `accepting.simple`).

Exceptions: a call in which nothing at all was brought (a wrong number, silence) leaves no piece, as long as nothing
was ever saved of it (`put_down`). An accusation is sealed with its record and its recording (`reception.sealing`).
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import identity, scope
from xinfang_app.petition import acting
from xinfang_app.petition.registering import matter, purge, supplement
from xinfang_app.reception import choices, drafts, letter, recording, tray
from xinfang_app.reception.errors import CallNotEmpty
from xinfang_app.reception.reading import proposal
from xinfang_app.reception.visits import talk

FORM = "Call"
#: What the desk writes of the record of a call.
NOTES = ("answer",)
#: By how many characters of what was said a call without a title is known.
TITLE = 30


def begin(organ: str | None = None) -> tuple[Document, Document]:
	"""Begin a call that comes in now; return the draft of its piece and the record of the talk."""
	doc = drafts.begin(organ=organ, form=FORM)
	return doc, record_of(doc)


def take_up(doc: Document) -> Document:
	"""Go on with a call that broke off and return its record: it ended, at the latest, with what was typed last."""
	scope.require(doc, "act")
	drafts.require_draft(doc)
	record = record_of(doc)
	if record.owner != doc.owner:
		# The draft was given to another officer at a staff change; its record goes with it.
		record.db_set("owner", doc.owner, update_modified=False)
	if not record.ended_on:
		typed_last = max(get_datetime(doc.modified), get_datetime(record.occurred_on))
		record.ended_on = min(typed_last, when.now())
		record.save(ignore_permissions=True)
	return record


def record_of(doc: Document) -> Document:
	"""Return the record of the call about `doc`, made now if there is none (an extract left by a seal has none)."""
	return talk.standing(doc) or talk.new_record(doc, way=talk.BY_TELEPHONE, occurred_on=doc.received_on)


def save(
	doc: Document,
	values: dict,
	people: list[dict] | None = None,
	notes: dict | None = None,
	seen=None,
) -> list[str]:
	"""Write what was typed: `values` and `people` as in `drafts.save`; `notes`: "answer", and "call_back" if it changed."""
	notes = notes or {}
	record = record_of(doc)
	if "call_back" in notes:
		_keep_call_back(record, str(notes["call_back"] or "").strip())
	return talk.save(doc, record, values, people, {key: notes[key] for key in NOTES if key in notes}, seen)


def over(doc: Document) -> Document:
	"""Note that the caller has hung up, now; return the record. The piece may still be written."""
	scope.require(doc, "act")
	drafts.require_draft(doc)
	record = record_of(doc)
	talk.require_draft(record)
	record.ended_on = when.now()
	return record.save(ignore_permissions=True)


def put_down(doc: Document) -> None:
	"""Drop a call in which nothing was brought. Raises CallNotEmpty if anything was ever saved of it, AlreadyRegistered."""
	scope.require(doc, "act")
	drafts.require_draft(doc)
	acting.lock(doc)
	record = talk.standing(doc)
	untouched = get_datetime(doc.modified) == get_datetime(doc.creation)
	written = record and (record.call_back or any(record.get(key) for key in NOTES))
	if doc.form != FORM or not untouched or written or doc.petitioners or purge.files_of(doc):
		frappe.throw(
			_("Something was taken down of this call already: register it, whatever it lacks (art. 22)."),
			CallNotEmpty,
		)
	purge.purge(doc)


def finish(doc: Document, *, decision: dict | None = None, seen=None) -> tuple[Document, Document | None]:
	"""Register the call that was read back; return the piece (or Sealed Register row) and the record, if it stays."""
	record = record_of(doc)
	talk.require_draft(record)
	made = letter.register(doc, decision=decision, seen=seen)[0]
	if made.doctype == "Sealed Register":
		return made, None
	said = made.content or made.title
	return made, talk.close(record, made, ended_on=record.ended_on or when.now(), statement=said)


def hand_to(doc: Document, user: str, seen=None) -> None:
	"""Give an unfinished call to a colleague of its organ, with its record (`drafts.hand_to`)."""
	record = record_of(doc)
	drafts.hand_to(doc, user, seen)
	frappe.db.set_value(talk.DOCTYPE, record.name, "owner", user, update_modified=False)


def unfinished() -> list[dict]:
	"""Return the user's own calls that are not registered yet, the oldest first (`tray.rows`), each with words to know it by."""
	rows = [row for row in tray.rows((FORM,)) if row["mine"]]
	untitled = [row["name"] for row in rows if not row["title"]]
	said = dict(
		frappe.get_all(drafts.DOCTYPE, {"name": ("in", untitled)}, ["name", "content"], as_list=True)
		if untitled
		else ()
	)
	for row in rows:
		row["title"] = row["title"] or (said[row["name"]] or "")[:TITLE] or None
	return rows


def proposed(doc: Document) -> dict:
	"""Return what the text typed so far seems to say: {fields, categories, accusation}, for the officer to take or leave."""
	places = [(row[0], row[3]) for row in choices.all_of(doc.organ)["places"]]
	found = proposal.of((doc.content or "").splitlines(), places)
	return {"fields": found.fields, "categories": found.categories, "accusation": found.accusation}


def read_back(doc: Document) -> dict:
	"""Return what will be registered, in words to be read out: {rows: [[label, text]], lacks: [str], simple: bool}.

	Who calls is masked here; the desk reads out what the officer typed himself. `simple`: the purpose may be answered at
	once.
	"""
	scope.require(doc, "act")
	record = talk.standing(doc)
	rows = [
		[_("Caller"), _who(doc)],
		[_("Number of people"), str(doc.people_count) if doc.people_count > 1 else ""],
		[_("Title"), matter.title_of(doc)],
		[_("Content of the piece"), doc.content],
		[_("Claims"), "\n".join(f"{no}. {one}" for no, one in enumerate(matter.claims_of(doc), 1))],
		[_("Place of the matter"), _title("places", doc, "place")],
		[_("Place in detail"), doc.place_detail],
		[_("Organ complained of"), _title("organs", doc, "respondent_organ")],
		[_("Category"), _title("categories", doc, "category")],
		[_("Purpose"), _title("purposes", doc, "purpose")],
		[_("Answered on the telephone"), record.answer if record else ""],
		[_("Receiving organ"), frappe.get_cached_value("Organ", doc.organ, "title")],
	]
	simple = doc.purpose and frappe.get_cached_value("Petition Purpose", doc.purpose, "simple_reply")
	return {
		"rows": [[label, text] for label, text in rows if text],
		"lacks": supplement.missing(doc),
		"simple": bool(simple),
	}


def shown(doc: Document, record: Document) -> dict:
	"""Return what the desk shows of a call: the draft (`drafts.shown`), its record and its recordings."""
	begun, ended = get_datetime(record.occurred_on), record.ended_on and get_datetime(record.ended_on)
	return {
		**drafts.shown(doc),
		"record": {
			"answer": record.answer,
			"has_call_back": bool(record.call_back),
			"began_on": str(begun),
			"ended_on": str(ended) if ended else None,
			"seconds": int(((ended or when.now()) - begun).total_seconds()),
		},
		"recordings": recording.of(doc),
	}


def told(made: Document) -> dict[str, str]:
	"""Return the days the caller can be told after registration: {title of the term: its last day}."""
	found = tray.terms([made.name], ("N02", "N03")).get(made.name, {})
	return {
		frappe.get_cached_value("Deadline Rule", rule, "title"): str(day)
		for rule, day in sorted(found.items())
	}


def number_to_call(piece: Document, reason: str | None = None) -> str:
	"""Return the number on which the caller of `piece` wants to be called back, "" if he left none; logged as an opening.

	Raises NotPermitted, and ReasonMissing where it is not the user's own task (`identity.open`).
	"""
	record = talk.standing(piece)
	if not record or not record.call_back:
		return ""
	return identity.open(record.call_back, talk.DOCTYPE, record.name, reason)["phone"]


def _keep_call_back(record: Document, number: str) -> None:
	"""Put the number to call back away as an identity of its own; an emptied field forgets it. Saved by the caller."""
	if number:
		record.call_back = identity.keep(phone=number, petitioner=record.call_back or None)
	elif record.call_back:
		forgotten, record.call_back = record.call_back, None
		record.save(ignore_permissions=True)
		identity.forget(forgotten)


def _who(doc: Document) -> str:
	names = [row.masked_name for row in doc.petitioners]
	return "、".join(names) if any(row.has_name for row in doc.petitioners) else _("Anonymous")


def _title(options: str, doc: Document, field: str) -> str:
	value = doc.get(field)
	rows = choices.all_of(doc.organ)[options] if value else []
	return next((row[1] for row in rows if row[0] == value), value or "")
