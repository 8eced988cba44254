"""A letter with several matters (拆分), and an accusation inside an ordinary letter.

Rule: one letter stays one piece (件次 1). Its first matter keeps the piece; each further matter gets a part: a
submission of its own with `is_part`, the people of the letter, a number, a matter and clocks of its own, and the same
moment of receipt, since the citizen brought it then. Counts of pieces leave parts out.

A letter that also accuses somebody (art. 30) is taken apart before it is seen: `seal_out` seals the whole letter as
it came, and the ordinary claims go on as an extract that the officer types, without what belongs to the accusation.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.deadline import milestones
from xinfang_app.petition.registering import (
	entry,
	intake,
	matter,
	query_code,
	receipt,
	register,
	rooms_above,
	sealed,
	supplement,
	traces,
)
from xinfang_app.petition.registering.errors import NotAnAccusation, SplitNotPossible
from xinfang_app.petition.registering.repeats import ENDED

#: What a part takes over from its piece unless the part says otherwise.
INHERITED = (
	"form",
	"channel",
	"source_level",
	"source_kind",
	"upper_number",
	"written_on",
	"organ",
	"urgency",
	"agent_kind",
	"agent_consent",
	"agent_consent_way",
	"agent_consent_file",
	"agent_witness",
	"agent_consent_on",
	"people_count",
	"is_joint",
	"is_anonymous",
	"is_first_here",
	"is_first_nationwide",
	"place",
	"place_detail",
	"respondent_organ",
	"purpose",
	"category",
	"cause",
)
#: What a part may say for itself.
OWN = (
	"title",
	"content",
	"place",
	"place_detail",
	"respondent_organ",
	"purpose",
	"category",
	"cause",
	"urgency",
)


def split(whole: Document, parts: list[dict]) -> list[Document]:
	"""Split further matters off `whole` (a Petition, or a registered Petition Submission); return their submissions.

	Each part is a dict of {title, content, claims: list[str], purpose, category, cause, place, place_detail,
	respondent_organ, urgency}; `claims` that the original holds word by word move over, and it keeps the others. At
	least one claim stays. Raises SplitNotPossible.
	"""
	piece, petition = _both(whole)
	scope.require(petition, "act")
	if not parts:
		frappe.throw(_("Name at least one further matter."), SplitNotPossible)
	if petition.stage in ENDED:
		frappe.throw(_("This matter has ended; what is new is registered as a new piece."), SplitNotPossible)
	for part in parts:
		if not (part.get("title") or part.get("content") or part.get("claims")):
			frappe.throw(_("Each part needs a title, a content or a claim."), SplitNotPossible)
		if _accuses(part):
			frappe.throw(
				_("An accusation is not split off in the open: use “seal an accusation”."), SplitNotPossible
			)
	_move_claims_off(petition, parts)
	made = [_make_part(piece, petition, part) for part in parts]
	for doc, opened in made:
		register.give_number(doc, opened)
	return [doc for doc, _opened in made]


def seal_out(
	piece: Document,
	extract: dict,
	*,
	accused_users: tuple[str, ...] | list[str] = (),
	target_organ: str | None = None,
) -> Document:
	"""Seal the accusation in a mixed letter, let `extract` stand in its place, and return the Sealed Register row.

	`extract` is {title, content, claims: list[str], purpose, category, cause, place, place_detail, respondent_organ}
	as the officer typed it. The letter as it came is sealed with its files; the piece (draft or registered) keeps its
	people, number and clocks, and from now on holds the extract only. Earlier versions, comments and hand-over texts
	that quote the letter are purged. Raises NotAnAccusation when the extract itself would have to be sealed or says
	nothing.
	"""
	scope.require(piece, "act")
	values, _notes = intake.known({key: extract.get(key) for key in OWN})
	claims = [claim.strip() for claim in extract.get("claims") or [] if claim.strip()]
	if not (values.get("content") or claims):
		frappe.throw(_("Type the extract with which the ordinary claims go on."), NotAnAccusation)
	if _accuses(values):
		frappe.throw(_("The extract would be an accusation itself; seal the whole piece."), NotAnAccusation)
	whole = {key: piece.get(key) for key in sealed.CONTENT if piece.get(key) not in (None, "")}
	more, papers = rooms_above.kept_about(piece)
	row = sealed.write(
		piece,
		{**whole, **more},
		files=[*sealed.attached(piece), *papers],
		accused_users=accused_users,
		target_organ=target_organ,
	)
	piece.update({key: values.get(key) for key in OWN if key != "urgency"})
	piece.claims_text = "\n".join(claims)
	# What class the letter had goes with it; that of the extract follows from its own purpose.
	piece.purpose_class = None
	piece.supplement_note = None
	receipt.fill(piece)
	piece.flags.ignore_links = True
	piece.save(ignore_permissions=True)
	traces.wipe_piece(piece)
	if piece.petition:
		_put_extract(frappe.get_doc("Petition", piece.petition, for_update=True), piece, claims)
	sealed.give_number(row)
	return row


def _both(whole: Document) -> tuple[Document, Document]:
	if whole.doctype == "Petition":
		return frappe.get_doc("Petition Submission", whole.first_submission), whole
	if whole.status != "Registered":
		frappe.throw(_("Register the piece first; then split it."), SplitNotPossible)
	return whole, frappe.get_doc("Petition", whole.petition, for_update=True)


def _accuses(part: dict) -> bool:
	probe = frappe._dict(category=part.get("category"), purpose_class=None)
	if part.get("purpose"):
		probe.purpose_class = frappe.get_cached_value("Petition Purpose", part["purpose"], "purpose_class")
	return sealed.is_accusation(probe)


def _move_claims_off(petition: Document, parts: list[dict]) -> None:
	"""Take the claims that go to a part off `petition`; those already answered stay. Raises SplitNotPossible."""
	moving = {claim.strip() for part in parts for claim in part.get("claims") or []}
	staying = [row for row in petition.claims if row.claim not in moving or row.result]
	if len(staying) == len(petition.claims):
		return
	if not staying:
		frappe.throw(_("At least one claim stays with the first matter."), SplitNotPossible)
	petition.set("claims", staying)
	for number, row in enumerate(petition.claims, start=1):
		row.claim_no = number
	petition.save(ignore_permissions=True)


def _make_part(piece: Document, petition: Document, part: dict) -> tuple[Document, Document]:
	"""Write one part with its matter, custody and milestones, without numbers; return both documents."""
	values, notes = intake.known({key: part.get(key) for key in OWN})
	doc = frappe.new_doc("Petition Submission")
	doc.update({key: piece.get(key) for key in INHERITED})
	doc.update(values)
	for row in piece.petitioners:
		doc.append("petitioners", {key: row.get(key) for key in entry.ROW})
	claims = matter.claims_of(doc, part.get("claims"))
	doc.name = frappe.generate_hash(length=10)
	code = query_code.give(doc)
	doc.flags.ignore_permissions = True
	doc.flags.received_with = get_datetime(piece.received_on)
	receipt.fill(doc)
	doc.update(
		{
			"status": "Registered",
			"registered_on": when.now(),
			"registered_by": frappe.session.user,
			"holder": petition.holder,
			"scope_code": receipt.scope_of(doc.place_code, doc.organ),
			"relation": "Split Part",
			"is_part": 1,
			"split_from": piece.name,
			"split_from_number": piece.number,
			"petition": frappe.generate_hash(length=10),
			"supplement_note": "\n".join(notes) or None,
			"need_supplement": int(bool(notes)),
		}
	)
	supplement.note_missing(doc)
	doc.flags.ignore_links = True
	doc.insert(ignore_permissions=True, set_name=doc.name)
	doc.flags.query_code = code
	opened = matter.new(doc, claims, split_from=petition.name)
	opened.holder = petition.holder
	opened.people_count = max(cint(petition.people_count), 1)
	opened.insert(ignore_permissions=True, set_name=doc.petition)
	custody.hand_over(opened, petition.holder, _("Split off"), source=doc)
	milestones.record(doc, "registered", organ=doc.organ)
	milestones.record(opened, "registered", organ=doc.organ)
	return doc, opened


def _put_extract(petition: Document, piece: Document, claims: list[str]) -> None:
	"""Let the extract stand on the matter too, if the piece is the one it began with; wipe what quotes the letter."""
	if petition.first_submission == piece.name:
		petition.update({"title": matter.title_of(piece), "summary": matter.shortened(piece.content)})
		petition.update(
			{
				key: piece.get(key)
				for key in (
					"place",
					"place_code",
					"category",
					"purpose",
					"purpose_class",
					"cause",
					"respondent_organ",
				)
			}
		)
		kept = [row for row in petition.claims if row.added_by and row.added_by != piece.name]
	else:
		kept = [row for row in petition.claims if row.added_by != piece.name]
	petition.set("claims", kept)
	matter.append_claims(
		petition,
		claims or [matter.title_of(piece)],
		None if petition.first_submission == piece.name else piece.name,
	)
	for number, row in enumerate(petition.claims, start=1):
		row.claim_no = number
	petition.save(ignore_permissions=True)
	traces.wipe_matter(petition)
