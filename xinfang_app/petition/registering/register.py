"""Registration (登记): the one way in, for desk, import, API, phone and portal alike.

Rule (arts. 22, 23, 44(1); ideas 2, 5, 10):
- Every piece that comes in is registered, whatever it lacks. What is missing is noted; nothing is refused for it.
- `received_on` is the moment of the first save, drafts included. A letter that lay in the house carries its earlier
  arrival with scan and reason.
- A human decides whether a piece is new, a repeat or joined to a running matter; without a decision it is new. A
  piece attached to a matter is still owed its own disposal, notice and answer.
- An accusation is sealed instead (`sealed`): no row of it remains here.
- The number comes last in the transaction (`numbers`), so that the series has no gap.
"""

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.deadline import milestones
from xinfang_app.petition.referring import referral
from xinfang_app.petition.registering import (
	agency,
	entry,
	intake,
	matter,
	numbers,
	query_code,
	receipt,
	repeats,
	sealed,
	supplement,
	uploads,
)
from xinfang_app.petition.registering.errors import AlreadyRegistered
from xinfang_app.petition.registering.repeats import Decision

DOCTYPE = "Petition Submission"


def register(data: dict, *, by_citizen: bool = False) -> Document:
	"""Register a piece from plain data and return its Petition Submission, or its Sealed Register row if an accusation.

	`data` holds fields of Petition Submission by name (`name` takes a saved draft), and beside them
	- `petitioners`: list of {name, phone, id_type, id_no, address, kind, is_main, is_representative, authority_file};
	- `claims`: list of str; without it the lines of `claims_text`, else the title;
	- `decision`: {relation, petition, reason, open_own}, see `repeats.Decision`;
	- `occurred_on`, `scan`, `backdate_reason`: when it really came, naive in the site's zone, earlier than now;
	- `files`: names of File rows to attach; `accused_users`, `target_organ`: for an accusation.
	Values a code table does not know are noted and left out. `by_citizen` is for the citizen's own page, where nobody
	of the organ is logged in. The query code is in `flags.query_code` of the answer, once.
	Raises PermissionError for an organ the user does not serve, AlreadyRegistered, TooManyRepresentatives.
	"""
	data = frappe._dict(data)
	doc = _piece(data)
	values, notes = intake.known(data)
	doc.update(values)
	if notes:
		doc.need_supplement = 1
		doc.supplement_note = "\n".join(part for part in (doc.supplement_note, *notes) if part)
	for person in data.petitioners or []:
		entry.add(doc, **intake.person(person))
	return register_draft(
		doc,
		claims=data.claims,
		decision=Decision.of(data.decision),
		files=data.files or (),
		accused_users=data.accused_users or (),
		target_organ=data.target_organ,
		by_citizen=by_citizen,
	)


def register_draft(
	doc: Document,
	*,
	claims: list[str] | None = None,
	decision: Decision | None = None,
	files: tuple[str, ...] | list[str] = (),
	accused_users: tuple[str, ...] | list[str] = (),
	target_organ: str | None = None,
	by_citizen: bool = False,
) -> Document:
	"""Register the draft `doc`, saved or not; see `register` for the rest."""
	if doc.status == "Registered":
		frappe.throw(_("The piece is registered already: {0}").format(doc.number), AlreadyRegistered)
	doc.flags.ignore_permissions = True
	doc.flags.arrival = receipt.arrival_of(doc)
	entry.put_away(doc)
	receipt.fill(doc)
	if not by_citizen:
		_require_receiver(doc)
	uploads.check(files)
	if sealed.is_accusation(doc):
		return sealed.seal_piece(
			doc, claims=claims or (), files=files, accused_users=accused_users, target_organ=target_organ
		)
	decision = decision or Decision()
	target = repeats.target_of(decision)
	return _write(doc, matter.claims_of(doc, claims), decision, target, files)


def _piece(data: dict) -> Document:
	if not data.name:
		return frappe.new_doc(DOCTYPE)
	doc = frappe.get_doc(DOCTYPE, data.name, for_update=True)
	scope.require(doc, "act")
	return doc


def _require_receiver(doc: Document) -> None:
	"""Refuse to register in the name of an organ for which the user takes nothing down. Raises PermissionError."""
	user = frappe.session.user
	if user != "Administrator" and doc.organ not in receipt.receivers_for(user):
		frappe.throw(_("You register for your own organ only."), frappe.PermissionError)


def _write(doc: Document, claims: list[str], decision: Decision, target: Document | None, files) -> Document:
	"""Write the piece and its matter, the custody and the milestones, and the number last."""
	was_draft = not doc.is_new()
	name = doc.name or frappe.generate_hash(length=10)
	doc.name = name
	code = query_code.give(doc)
	_fill_registration(doc, decision, target)
	opens = target is None or decision.opens_own(target)
	doc.petition = frappe.generate_hash(length=10) if opens else target.name
	supplement.note_missing(doc)
	doc.title = matter.title_of(doc)
	# The matter is written after its piece, so this one link points ahead; all others were checked on the way in.
	doc.flags.ignore_links = True
	if was_draft:
		doc.save(ignore_permissions=True)
	else:
		doc.insert(ignore_permissions=True, set_name=name)
	_attach_files(doc, files)
	if opens:
		petition = matter.new(doc, claims)
		petition.insert(ignore_permissions=True, set_name=doc.petition)
		custody.hand_over(petition, doc.organ, _("Registered"), source=doc)
	else:
		petition = target
		matter.attach(petition, doc, claims, joined=decision.relation == "Joined")
	agency.let_village_follow(doc, petition)
	_record(doc, petition, was_draft=was_draft, opens=opens)
	if not opens and petition.holder != doc.organ:
		referral.forward(doc)
	give_number(doc, petition if opens else None, petition_number=petition.number)
	doc.flags.query_code = code
	return doc


def _fill_registration(doc: Document, decision: Decision, target: Document | None) -> None:
	doc.update(
		{
			"status": "Registered",
			"registered_on": when.now(),
			"registered_by": frappe.session.user,
			"holder": doc.organ,
			"scope_code": receipt.scope_of(doc.place_code, doc.organ),
			"relation": decision.relation,
			"repeat_of": target.name if target else None,
			"repeat_of_number": target.number if target else None,
		}
	)
	if target:
		doc.is_first_here = 0
		doc.update(decision.signed())


def _record(doc: Document, petition: Document, *, was_draft: bool, opens: bool) -> None:
	"""Write the milestones; a draft had no receiver at its first save, so its terms are looked at again."""
	if was_draft:
		if doc.flags.arrival:
			receipt.record(doc)
		matter.follow(doc, petition)
		receipt.start_terms(doc)
	milestones.record(doc, "registered", organ=doc.organ)
	if opens:
		milestones.record(petition, "registered", organ=doc.organ)


def give_number(doc: Document, petition: Document | None, petition_number: str | None = None) -> str:
	"""Draw the number of the registered `doc` and of the `petition` it opens. The last write of the transaction."""
	year = get_datetime(doc.registered_on).year
	number = numbers.next_number(numbers.county_of(doc.organ), year)
	petition_number = number if petition else petition_number
	doc.number, doc.petition_number = number, petition_number
	frappe.db.set_value(
		DOCTYPE, doc.name, {"number": number, "petition_number": petition_number}, update_modified=False
	)
	if petition:
		petition.number = number
		frappe.db.set_value("Petition", petition.name, "number", number, update_modified=False)
	return number


def _attach_files(doc: Document, files) -> None:
	"""Attach files that were uploaded before the piece had a row."""
	for name in files:
		file = frappe.get_doc("File", name)
		file.update({"attached_to_doctype": DOCTYPE, "attached_to_name": doc.name, "is_private": 1})
		file.save(ignore_permissions=True)


def told(doc: Document) -> dict[str, Any]:
	"""Return what the counter is told after registration: numbers, and the query code this one time."""
	if doc.doctype == "Sealed Register":
		return {
			"sealed": True,
			"number": doc.number,
			"name": doc.name,
			"query_code": doc.flags.query_code,
			"received_on": str(doc.received_on),
			"organ": frappe.get_cached_value("Organ", doc.organ, "title"),
		}
	return {
		"sealed": False,
		"name": doc.name,
		"number": doc.number,
		"query_code": doc.flags.query_code,
		"petition": doc.petition,
		"petition_number": doc.petition_number,
		"relation": doc.relation,
		"received_on": str(doc.received_on),
		"organ": frappe.get_cached_value("Organ", doc.organ, "title"),
		"need_supplement": doc.supplement_note if doc.need_supplement else None,
	}
