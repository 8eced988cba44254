"""Classifying a matter anew (分类): category, purpose, cause, place, organ complained of, with history.

Rule (idea 10, F3): the first classification is a counter's guess; the organ that has the matter corrects it, with a
reason that is kept beside what stood before (the version log of the matter, and a line in its history). The place
decides who sees it by range, so a new place moves the scope of the matter and of all its records.

A matter that proves to be an accusation is not reclassified but sealed (`split.seal_out`, `sealed`), and a change
never lets it slip from the sealed road into the open: sealed pieces are no Petitions at all.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope, scoped
from xinfang_app.petition.registering import receipt, sealed
from xinfang_app.petition.registering.errors import DecisionNeedsReason, MustBeSealed
from xinfang_app.workflows import stages

FIELDS = ("category", "purpose", "cause", "place", "respondent_organ", "urgency")


def classify(petition: Document, reason: str, **changes: str | None) -> Document:
	"""Change `category`, `purpose`, `cause`, `place`, `respondent_organ` or `urgency` of `petition`; return it.

	Only the holder may. `reason` is kept. Raises DecisionNeedsReason, MustBeSealed, and PermissionError.
	"""
	unknown = set(changes) - set(FIELDS)
	if unknown:
		raise ValueError(f"not part of the classification: {sorted(unknown)}")
	scope.require(petition, "act")
	changes = {
		field: value or None for field, value in changes.items() if (value or None) != petition.get(field)
	}
	if not changes:
		return petition
	if not (reason or "").strip():
		frappe.throw(_("Say why the classification is changed."), DecisionNeedsReason)
	after = frappe._dict({"category": petition.category, "purpose_class": petition.purpose_class, **changes})
	if changes.get("purpose"):
		after.purpose_class = frappe.get_cached_value("Petition Purpose", changes["purpose"], "purpose_class")
	if sealed.is_accusation(after):
		frappe.throw(
			_(
				"An accusation is sealed, not reclassified: use “seal an accusation” on the submission (art. 30)."
			),
			MustBeSealed,
		)
	before = {field: petition.get(field) for field in changes}
	road = _road(petition, after.purpose_class)
	petition.update({**changes, "purpose_class": after.purpose_class})
	if road:
		stages.switch(petition, road)
	if "place" in changes:
		petition.place_code = changes["place"]
		petition.scope_code = receipt.scope_of(petition.place_code, petition.registering_organ)
	petition.save(ignore_permissions=True)
	_tell_pieces(petition, changes)
	if "place" in changes:
		rescope(petition)
	petition.add_comment("Info", _line(petition, before, changes, reason))
	return petition


def rescope(petition: Document) -> None:
	"""Give every record of `petition` its present scope code, set-based, and its clocks and milestones too."""
	for entry in scoped.related("Petition"):
		if entry.range:
			_set(entry.doctype, entry.range, entry.subject, petition)
	for doctype in ("Deadline", "Clock Milestone"):
		_set(doctype, "scope_code", "petition", petition)


def _set(doctype: str, column: str, subject: str, petition: Document) -> None:
	table = frappe.qb.DocType(doctype)
	frappe.qb.update(table).set(table[column], petition.scope_code).where(
		table[subject] == petition.name
	).run()


def _road(petition: Document, purpose_class: str | None) -> str | None:
	"""Return the code of the procedure to go over to, if the class turns to or from a suggestion at the start (art. 29)."""
	turned = (petition.purpose_class == "Suggestion") != (purpose_class == "Suggestion")
	if not turned or petition.stage not in ("Registered", "Referred"):
		return None
	return "suggestion" if purpose_class == "Suggestion" else "ordinary"


def _tell_pieces(petition: Document, changes: dict) -> None:
	"""Let the first piece carry the corrected classification too, so that counts by piece and by matter agree."""
	piece = frappe.get_doc("Petition Submission", petition.first_submission)
	piece.update({field: value for field, value in changes.items() if field != "urgency"})
	receipt.fill(piece)
	piece.flags.ignore_links = True
	piece.save(ignore_permissions=True)


def _line(petition: Document, before: dict, changes: dict, reason: str) -> str:
	"""Return one line of history: field, old and new value in words, and the reason."""
	parts = []
	for field, value in changes.items():
		df = petition.meta.get_field(field)
		parts.append(f"{_(df.label)}:{_word(df, before[field])} → {_word(df, value)}")
	return _("Classification changed: {0}. Reason: {1}").format(";".join(parts), reason.strip())


def _word(df, value: str | None) -> str:
	if not value:
		return _("none")
	if df.fieldtype == "Link":
		return frappe.db.get_value(df.options, value, "title") or value
	return _(value)
