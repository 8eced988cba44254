"""From a registered piece to the matter (信访事项): making it, adding claims and pieces to it.

Rule: a matter begins with its first piece and takes that piece's number. Every later piece of the same matter is
attached to it and still owed its own notice and answer (arts. 22, 23); a claim not raised before is added, so that it
gets an answer of its own (art. 32). Which procedure a matter runs under follows from the class of its purpose: a
suggestion (art. 29) has a road of its own, all others begin on the default road.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Coalesce
from frappe.utils import cint

from xinfang_app.workflows import stages

SUMMARY = 500
#: Fields a matter takes over from its first piece.
TAKEN_OVER = (
	"place",
	"place_code",
	"scope_code",
	"category",
	"purpose",
	"purpose_class",
	"cause",
	"respondent_organ",
	"form",
	"channel",
	"source_level",
	"upper_number",
	"urgency",
	"people_count",
	"is_group",
	"received_on",
	"registered_on",
)


def new(piece: Document, claims: list[str], *, procedure: str | None = None, split_from: str | None = None):
	"""Return a new, unsaved Petition for the registered `piece` with `claims`."""
	petition = frappe.new_doc("Petition")
	petition.update({field: piece.get(field) for field in TAKEN_OVER})
	main = next((row for row in piece.petitioners if row.is_main), None)
	petition.update(
		{
			"title": title_of(piece),
			"summary": shortened(piece.content),
			"procedure": procedure or procedure_for(piece.purpose_class),
			"holder": piece.organ,
			"registering_organ": piece.organ,
			"first_submission": piece.name,
			"first_petitioner": main.petitioner if main else None,
			"masked_name": main.masked_name if main else None,
			"submission_count": 1,
			"split_from": split_from,
		}
	)
	append_claims(petition, claims)
	return petition


def attach(petition: Document, piece: Document, claims: list[str], *, joined: bool) -> None:
	"""Attach a later `piece` to the running `petition` and save it; other people's pieces add to its head-count."""
	petition.submission_count = cint(petition.submission_count) + 1
	if joined:
		petition.people_count = cint(petition.people_count) + cint(piece.people_count)
		petition.is_group = int(bool(petition.is_group or piece.is_group))
	append_claims(petition, claims, piece.name)
	petition.save(ignore_permissions=True)


def follow(piece: Document, petition: Document) -> None:
	"""Let milestones and clocks of `piece` be found under `petition` and its place; a draft's were written before both."""
	for doctype in ("Clock Milestone", "Deadline"):
		table = frappe.qb.DocType(doctype)
		(
			frappe.qb.update(table)
			.set(table.petition, petition.name)
			.set(table.scope_code, piece.scope_code)
			.set(table.holder, piece.holder)
			.set(table.organ, Coalesce(table.organ, piece.organ))
			.where((table.ref_doctype == piece.doctype) & (table.ref_name == piece.name))
			.run()
		)


def add_claims(petition: Document, claims, piece: str | None = None) -> int:
	"""Add `claims` not raised before to `petition`, save it and return how many were added."""
	added = append_claims(petition, claims, piece)
	if added:
		petition.save(ignore_permissions=True)
	return added


def people(doc: Document) -> list[dict]:
	"""Return the people of a piece, or of all pieces of a matter that belong to it, each once, masked, main ones first."""
	pieces = (
		[doc.name]
		if doc.doctype == "Petition Submission"
		else frappe.get_all("Petition Submission", filters={"petition": doc.name}, pluck="name")
	)
	rows = frappe.get_all(
		"Submission Petitioner",
		filters={"parenttype": "Petition Submission", "parent": ("in", pieces)},
		fields=["petitioner", "masked_name", "is_main", "is_representative"],
		order_by="is_main desc, creation asc, idx asc",
	)
	return list({row.petitioner: dict(row) for row in reversed(rows)}.values())[::-1]


def append_claims(petition: Document, claims, piece: str | None = None) -> int:
	"""Append to `petition` (not saved here) those of `claims` that it does not hold word by word; return how many."""
	held = {_bare(row.claim) for row in petition.claims}
	added = 0
	for claim in claims:
		if not _bare(claim) or _bare(claim) in held:
			continue
		held.add(_bare(claim))
		petition.append(
			"claims", {"claim_no": len(petition.claims) + 1, "claim": claim.strip(), "added_by": piece}
		)
		added += 1
	return added


def claims_of(piece: Document, given: list[str] | None = None) -> list[str]:
	"""Return the claims of `piece`: those given, else its lines, else its title as the only one."""
	lines = [str(claim).strip() for claim in given or (piece.claims_text or "").splitlines()]
	return [line for line in lines if line] or [title_of(piece)]


def title_of(piece: Document) -> str:
	"""Return the title typed, else the beginning of the content, else words that say there is none."""
	content = " ".join((piece.content or "").split())
	return (piece.title or "").strip() or content[:40] or _("(no title yet)")


def shortened(text: str | None) -> str:
	"""Return `text`, cut where it is too long for a summary."""
	text = (text or "").strip()
	return text if len(text) <= SUMMARY else text[:SUMMARY] + "……"


def procedure_for(purpose_class: str | None) -> str | None:
	"""Return the Procedure under which a matter of this class begins; None lets the default one be taken."""
	return stages.procedure("Petition", "suggestion") if purpose_class == "Suggestion" else None


def _bare(text: str | None) -> str:
	return "".join(c for c in (text or "") if c.isalnum())
