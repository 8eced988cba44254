"""From the letter desk into the register: one letter, its further matters, or the seal.

Rule: the desk registers through `registering.register` like every other way in. A letter with several matters is
registered once and split in the same transaction (`registering.split`), so that it is never half done; the pages that
speak of a further matter are attached to its part as well. What was read from the scans is forgotten then.

An accusation is sealed on the spot (art. 30): `seal` puts the whole letter away with its scans and what was read from
them; `seal_out` does so and lets the ordinary claims go on as the extract the officer typed.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.petition import acting
from xinfang_app.petition.registering import register as registration
from xinfang_app.petition.registering import sealed, split
from xinfang_app.petition.registering.errors import NotAnAccusation
from xinfang_app.petition.registering.repeats import Decision
from xinfang_app.reception import drafts
from xinfang_app.reception.scans import cutting, keeping


def register(
	doc: Document, *, decision: dict | None = None, parts: list[dict] | None = None, seen=None
) -> list[Document]:
	"""Register the draft `doc` and split off `parts`; return the pieces, the letter first (or its Sealed Register row).

	`decision` as in `repeats.Decision`; each part as in `split.split`, and `pages`: list of {"scan", "page"} that are
	attached to it. Raises StaleDocument, AlreadyRegistered, PagesNotPossible, SplitNotPossible.
	"""
	scope.require(doc, "act")
	drafts.require_draft(doc)
	acting.lock(doc, seen)
	parts = parts or []
	if parts and sealed.is_accusation(doc):
		frappe.throw(
			_(
				"This letter is sealed as a whole. If it holds ordinary claims too, seal it and let them go on as an extract."
			),
			NotAnAccusation,
		)
	# Cutting takes its time, and the counter of numbers is held from the registration on.
	papers = [cutting.attached(doc, part.get("pages") or []) for part in parts]
	_prove_arrival(doc)
	made = registration.register_draft(doc, decision=Decision.of(decision))
	if made.doctype == "Sealed Register":
		return [made]
	keeping.forget_text(made.name)
	if not parts:
		return [made]
	further = split.split(made, [_plain(part) for part in parts])
	for piece, paper in zip(further, papers, strict=True):
		if paper:
			keeping.add(piece, keeping.files.taken(paper))
	return [made, *further]


def seal(
	doc: Document, *, accused_users: list[str] | None = None, target_organ: str | None = None, seen=None
) -> Document:
	"""Seal the draft `doc` as an accusation, with its scans, and return its Sealed Register row."""
	scope.require(doc, "act")
	drafts.require_draft(doc)
	acting.lock(doc, seen)
	if not sealed.is_accusation(doc):
		doc.purpose, doc.purpose_class = accusation_purpose(), "Accusation"
	_prove_arrival(doc)
	return registration.register_draft(doc, accused_users=accused_users or (), target_organ=target_organ)


def seal_out(
	doc: Document,
	extract: dict,
	*,
	accused_users: list[str] | None = None,
	target_organ: str | None = None,
	seen=None,
) -> Document:
	"""Seal the letter `doc` and let `extract` (as in `split.seal_out`) go on as the draft; return the Sealed Register row."""
	scope.require(doc, "act")
	drafts.require_draft(doc)
	acting.lock(doc, seen)
	return split.seal_out(doc, extract, accused_users=accused_users or (), target_organ=target_organ)


def accusation_purpose() -> str:
	"""Return the purpose that stands for accusations. Raises NotAnAccusation where the office has none."""
	found = frappe.get_all(
		"Petition Purpose",
		filters={"purpose_class": "Accusation", "enabled": 1},
		order_by="code asc",
		limit=1,
		pluck="name",
	)
	if not found:
		frappe.throw(_("No purpose of the class “accusation” is in use."), NotAnAccusation)
	return found[0]


def _prove_arrival(doc: Document) -> None:
	"""Name the scan, which shows the postmark, as proof of an earlier arrival, unless another was named."""
	scans = keeping.of(doc.name) if doc.arrived_on and not doc.arrival_scan else []
	if scans:
		doc.arrival_scan = frappe.db.get_value("File", scans[0].file, "file_url")


def _plain(part: dict) -> dict:
	return {key: value for key, value in part.items() if key in (*split.OWN, "claims")}
