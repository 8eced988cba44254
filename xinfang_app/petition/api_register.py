"""What the desk's forms call at the counter: registering, repeats, splitting, sealing, classifying, supplements.

Thin: names and plain data in, plain data out. The rules are in the modules beside this one. Each call that draws a
number repeats itself once after a deadlock.
"""

import frappe
from frappe import _

from xinfang_app.access import identity, scope
from xinfang_app.petition import again
from xinfang_app.petition.registering import (
	classification,
	intake,
	matter,
	query_code,
	receipt,
	repeats,
	split,
	supplement,
)
from xinfang_app.petition.registering import register as registration


def _data(value: str | dict | list | None):
	return frappe.parse_json(value) if isinstance(value, str) else value


@frappe.whitelist(methods=["POST"])
def register(data: str | dict) -> dict:
	"""Register a piece from plain data (`register.register`) and tell its number and, once, its query code."""
	given = _data(data)
	return again.once_more(lambda: registration.told(registration.register(given)))


@frappe.whitelist()
def receivers() -> list[str]:
	"""Return the organs for which the user may register, his own first (`receipt.receivers_for`)."""
	return receipt.receivers_for()


@frappe.whitelist()
def candidates(submission: str) -> list[dict]:
	"""Return matters that the saved piece may repeat, as far as the user may see them (`repeats.candidates`)."""
	return repeats.candidates(_piece(submission, "read"))


@frappe.whitelist(methods=["POST"])
def decide_repeat(
	submission: str,
	decision: str,
	petition: str | None = None,
	reason: str | None = None,
	open_own: bool = False,
) -> dict:
	"""Record afterwards that a registered piece is new, a repeat or joined (`repeats.decide`)."""
	piece = repeats.decide(_piece(submission, "act"), decision, petition, reason, open_own)
	return {"relation": piece.relation, "petition": piece.petition, "petition_number": piece.petition_number}


@frappe.whitelist(methods=["POST"])
def split_off(submission: str, parts: str | list) -> list[dict]:
	"""Split further matters off a registered piece (`split.split`); return what the counter is told of each part."""
	given = _data(parts)
	return again.once_more(
		lambda: [registration.told(doc) for doc in split.split(_piece(submission, "act"), given)]
	)


@frappe.whitelist(methods=["POST"])
def seal_out(
	submission: str,
	extract: str | dict,
	accused_users: str | list | None = None,
	target_organ: str | None = None,
) -> dict:
	"""Seal the accusation in a mixed letter and let the extract go on (`split.seal_out`)."""
	given, accused = _data(extract), _data(accused_users) or []
	return again.once_more(
		lambda: registration.told(
			split.seal_out(
				_piece(submission, "act"), given, accused_users=accused, target_organ=target_organ or None
			)
		)
	)


@frappe.whitelist(methods=["POST"])
def classify(
	petition: str,
	reason: str,
	category: str | None = None,
	purpose: str | None = None,
	cause: str | None = None,
	place: str | None = None,
	respondent_organ: str | None = None,
	urgency: str | None = None,
) -> dict:
	"""Classify a matter anew with a reason (`classification.classify`). A field left out stays as it is."""
	changes = {
		"category": category,
		"purpose": purpose,
		"cause": cause,
		"place": place,
		"respondent_organ": respondent_organ,
		"urgency": urgency,
	}
	doc = frappe.get_doc("Petition", petition, for_update=True)
	scope.require(doc, "act")
	doc = classification.classify(
		doc, reason, **{key: value for key, value in changes.items() if value is not None}
	)
	return {field: doc.get(field) for field in (*changes, "purpose_class", "scope_code")}


@frappe.whitelist(methods=["POST"])
def ask_supplement(submission: str, note: str | None = None) -> str:
	"""Record that the petitioner was asked, once, to supplement (`supplement.ask`); return when."""
	return str(supplement.ask(_piece(submission, "act"), note).supplement_asked_on)


@frappe.whitelist(methods=["POST"])
def record_supplement(
	submission: str,
	text: str | None = None,
	petitioner: str | dict | None = None,
	claims: str | list | None = None,
) -> str:
	"""Record what the petitioner supplied (`supplement.record`); return when."""
	person = intake.person(_data(petitioner) or {})
	doc = supplement.record(
		_piece(submission, "act"), text=text, petitioner=person or None, claims=_data(claims) or []
	)
	return str(doc.supplemented_on)


@frappe.whitelist()
def people(ref_doctype: str, ref_name: str) -> list[dict]:
	"""Return who stands behind a piece or a matter, masked: {petitioner, masked_name, is_main, is_representative}."""
	doc = frappe.get_doc(ref_doctype, ref_name)
	scope.require(doc, "read")
	return matter.people(doc)


@frappe.whitelist(methods=["POST"])
def open_identity(ref_doctype: str, ref_name: str, petitioner: str, reason: str | None = None) -> dict:
	"""Open one identity for a record (`access.identity.open`): need-to-know, logged."""
	return identity.open(petitioner, ref_doctype, ref_name, reason)


@frappe.whitelist(methods=["POST"])
def reprint_code(submission: str) -> dict:
	"""Return number and query code for a second receipt; the holder only, and it is logged (`query_code.reprint`)."""
	piece = _piece(submission, "act")
	if piece.status != "Registered":
		frappe.throw(_("The piece has no query code before it is registered."))
	return {"number": piece.number, "query_code": query_code.reprint(piece)}


def _piece(name: str, action: str):
	doc = frappe.get_doc("Petition Submission", name, for_update=action == "act")
	scope.require(doc, action)
	return doc
