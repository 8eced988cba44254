"""An accusation (检举控告) at the counter: sealed at once, so that no readable row of it remains.

Rule (arts. 22 §2, 30; idea 8): a piece whose purpose is accusation, or whose category goes the sealed road, is sealed
at registration. Its content, its people and its files go to `access.sealing`; others see a row of the Sealed Register
with a number of the same series and the petition office's term of 15 days (N02S). The draft it was typed into is
purged with its versions, comments and files.

Sealing follows the accusation, not the organ complained of: a claim against an organ is an ordinary petition.
A letter that holds both is split first (`split.seal_out`): the claims go on as an extract typed by the officer.
"""

import frappe
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import sealing
from xinfang_app.deadline import milestones
from xinfang_app.organization import competence
from xinfang_app.petition.registering import numbers, purge, receipt, rooms_above, uploads

#: What of a piece is sealed with it; the keys are those of Petition Submission.
CONTENT = (
	"title",
	"content",
	"claims_text",
	"place",
	"place_detail",
	"respondent_organ",
	"category",
	"purpose",
	"cause",
	"channel",
	"source_kind",
	"upper_number",
	"agent_kind",
	"agent_witness",
	"people_count",
	"is_anonymous",
	"urgency",
	"supplement_note",
)


def is_accusation(doc: Document) -> bool:
	"""Return whether `doc` has to be sealed: by the class of its purpose, or by its category. Art. 30."""
	return doc.purpose_class == "Accusation" or bool(competence.sealed_route(doc.category))


def seal_piece(
	doc: Document,
	*,
	claims: tuple[str, ...] | list[str] = (),
	files: tuple[str, ...] | list[str] = (),
	accused_users: tuple[str, ...] | list[str] = (),
	target_organ: str | None = None,
) -> Document:
	"""Seal the draft `doc` (saved or not) and return its row of the Sealed Register.

	`accused_users` are kept away from it whatever their post. `target_organ` is the discipline organ; without it the
	one competent for the place. The draft and every trace of it are purged.
	"""
	content = {key: doc.get(key) for key in CONTENT if doc.get(key) not in (None, "")}
	if claims:
		content["claims"] = list(claims)
	more, kept = rooms_above.kept_about(doc)
	content.update(more)
	papers = list(dict.fromkeys([*files, *attached(doc), *uploads.in_fields(doc), *kept]))
	register = write(doc, content, files=papers, accused_users=accused_users, target_organ=target_organ)
	purge.files(papers)
	if not doc.is_new():
		purge.purge(doc)
	give_number(register)
	return register


def write(
	doc: Document,
	content: dict,
	*,
	files: list[str],
	accused_users: tuple[str, ...] | list[str] = (),
	target_organ: str | None = None,
) -> Document:
	"""Seal `content`, which came in with the piece `doc`, and record its receipt and registration; return the row.

	The row has no number yet: the caller calls `give_number` as the last write of the transaction.
	"""
	content = {
		**content,
		"petitioners": [
			{"petitioner": row.petitioner, "is_main": row.is_main, "is_representative": row.is_representative}
			for row in doc.petitioners
		],
	}
	received = doc.received_on or when.now()
	if doc.flags.arrival:
		received = min(frappe.utils.get_datetime(received), doc.flags.arrival)
	register = sealing.seal(
		content,
		received_on=received,
		form=doc.form,
		channel=doc.channel,
		source_level=doc.source_level,
		organ=doc.organ,
		target_organ=target_organ or _discipline_organ(doc),
		accused_users=list(accused_users),
		files=files,
	)
	milestones.record(register, "received", occurred_on=received, organ=doc.organ, **receipt.proof_of(doc))
	milestones.record(register, "registered", organ=doc.organ)
	return register


def give_number(register: Document) -> str:
	"""Give a row of the Sealed Register its number, of the same series as all pieces. The last write of the transaction."""
	register.number = numbers.next_number(numbers.county_of(register.organ), when.today().year)
	frappe.db.set_value("Sealed Register", register.name, "number", register.number, update_modified=False)
	return register.number


def attached(doc: Document) -> list[str]:
	"""Return the names of the files attached to `doc`."""
	return [] if doc.is_new() else purge.files_of(doc)


def _discipline_organ(doc: Document) -> str | None:
	"""Return the discipline organ competent for the place of `doc`, if its category leads there."""
	if not competence.sealed_route(doc.category):
		return None
	place = doc.place_code or frappe.get_cached_value("Organ", doc.organ, "place_code")
	found = competence.competent(doc.category, place)
	return found[0][0] if found else None


def record_disposal(register: Document, method: str | None = None) -> None:
	"""End the petition office's term (N02S, art. 22) when a sealed piece was passed on or closed. Hook of Sealed Register."""
	before = register.get_doc_before_save()
	if not before or before.stage == register.stage or register.stage not in ("Transferred", "Closed"):
		return
	if milestones.last(register, "disposed"):
		return
	milestones.record(
		register, "disposed", occurred_on=register.transferred_on or register.closed_on, organ=register.organ
	)
