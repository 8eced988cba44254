"""What the forms of this room offer whom: the open steps, as the services would allow them, and the checks on record."""

import frappe
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.petition import acting
from xinfang_app.supervision import letters, recommendations, verifying, who


def of_letter(letter: Document) -> dict:
	"""Return {steps, side, checks, outside} of a letter for who is logged in.

	`side` is "office", "organ" or None. Of the checks only those the user may read are told.
	"""
	side = _side(letter)
	outside = acting.is_external(letter.organ)
	steps = []
	if side == "office":
		if letter.stage == "Draft":
			steps.append("submit")
		if letter.stage == "Sent" and outside:
			steps.append("receive")
		if letter.stage == "Received" and outside:
			steps.append("answer")
		if letter.stage == "Answered" and not _hand_in_it(letter):
			steps.append("verify")
		if verifying.is_overdue(letter) and not _hand_in_it(letter):
			steps.append("unanswered")
		if letter.stage in ("Draft", *letters.OPEN):
			steps.append("withdraw")
	if side == "organ" and not outside:
		if letter.stage == "Sent":
			steps.append("receive")
		if letter.stage in ("Sent", "Received"):
			steps.append("answer")
	return {
		"side": side,
		"steps": steps,
		"outside": outside,
		"must_not_verify": bool(side == "office" and letter.stage == "Answered" and _hand_in_it(letter)),
		"checks": scope.get_list(
			"Supervision Check",
			{"letter": letter.name},
			[
				"verdict",
				"verdict_reason",
				"file_finding",
				"organ_finding",
				"petitioner_asked",
				"petitioner_view",
				"not_asked_reason",
				"verified_by",
				"verified_on",
			],
			order_by="verified_on asc",
		),
	}


def of_petition(petition: Document) -> dict:
	"""Return {may, letters, policy_organ} for the petition's form: whether the user may press, the letters he may read."""
	office = (who.offices_of() or [None])[0]
	may = bool(office) and scope.may(petition, "supervise") and petition.holder != office
	names = frappe.get_all(
		"Supervision Matter",
		filters={"petition": petition.name, "parenttype": "Supervision Letter"},
		pluck="parent",
	)
	fields = ["name", "kind", "document_number", "stage", "due_on", "organ"]
	found = (
		scope.get_list("Supervision Letter", {"name": ["in", names]}, fields, order_by="creation asc")
		if names
		else []
	)
	return {
		"may": may,
		"office": office,
		"holder_title": acting.organ_title(petition.holder),
		"policy_organ": recommendations.policy_organ(office) if may else None,
		"letters": [{**row, "organ_title": acting.organ_title(row["organ"])} for row in found],
	}


def of_recommendation(record: Document) -> dict:
	"""Return {steps, side} of a recommendation for who is logged in."""
	side, outside = _side(record), acting.is_external(record.organ)
	steps = []
	if side == "office":
		if record.stage == "Draft":
			steps.append("submit")
		if record.stage in ("Draft", "Delivered"):
			steps.append("withdraw")
	if record.stage == "Delivered" and side == ("office" if outside else "organ"):
		steps.append("answer")
	return {"side": side, "steps": steps}


def of_rectification(record: Document) -> dict:
	"""Return {steps, side} of an order to rectify for who is logged in."""
	side, outside = _side(record), acting.is_external(record.organ)
	steps = []
	if side == "office":
		steps += {"Draft": ["order", "withdraw"], "Ordered": ["withdraw"], "Rectified": ["verify"]}.get(
			record.stage, []
		)
		if "verify" in steps and who.serves(record.organ):
			steps.remove("verify")
	if record.stage == "Ordered" and side == ("office" if outside else "organ"):
		steps.append("rectify")
	return {"side": side, "steps": steps}


def of_office(record: Document, steps: dict[str, list[str]]) -> dict:
	"""Return {steps, side} of a record that only its office works on: `steps` by where it stands."""
	side = _side(record)
	where = record.get("stage") or record.get("status")
	return {"side": side, "steps": steps.get(where, []) if side == "office" else []}


def _side(record: Document) -> str | None:
	if record.from_organ in who.offices_of():
		return "office"
	return "organ" if acting.acts_for(record.organ if record.get("organ") else None) else None


def _hand_in_it(letter: Document) -> bool:
	hands = (letter.signed_by, letter.on_behalf_of, letter.answered_by)
	return frappe.session.user in hands or who.serves(letter.organ)
