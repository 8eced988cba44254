"""What the desk calls for mediations. Thin: names in, plain data out; the rules are in `mediating` and `sessions`."""

import frappe
from frappe.utils import cint, flt, get_datetime

from xinfang_app import access
from xinfang_app.access import scope
from xinfang_app.petition import acting
from xinfang_app.settling import mediating, sessions

_STEPS = {
	"Consent Asked": ["begin", "decline"],
	"Under Way": ["plan", "agreement", "fail"],
	"Agreement Reached": ["performed"],
}


@frappe.whitelist()
def view(mediation: str) -> dict:
	"""Return the open steps for who is logged in: {steps, planned}."""
	doc = acting.read("Mediation", mediation)
	planned = any(row.state == "Planned" for row in doc.sessions)
	steps = list(_STEPS.get(doc.stage, [])) if scope.may(doc, "act") else []
	if planned:
		steps = ["held" if step == "plan" else step for step in steps]
		steps.insert(1, "fell_through")
	if any(row.state == "Held" for row in doc.sessions) and "agreement" in steps:
		steps.insert(steps.index("agreement") + 1, "agree")
	return {"steps": steps, "planned": planned}


@frappe.whitelist()
def of_petition(petition: str) -> dict:
	"""Return {may, rows}: whether a mediation may be proposed by the user, and those on record."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	rows = scope.get_list(
		"Mediation",
		{"petition": petition},
		["name", "kind", "stage", "workflow_state"],
		order_by="creation asc",
	)
	open_ = any(row["stage"] in mediating.OPEN for row in rows)
	may = doc.stage in mediating.HANDLED and not open_ and scope.may(doc, "act")
	return {"may": may, "rows": rows}


@frappe.whitelist(methods=["POST"])
def propose(
	petition: str, kind: str, dispute: str, other_party: str, mediating_body: str | None = None
) -> str:
	"""Propose a mediation (`mediating.propose`); return its name."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	return mediating.propose(doc, kind, dispute, other_party, mediating_body=mediating_body).name


@frappe.whitelist(methods=["POST"])
def begin(
	mediation: str,
	seen: str,
	petitioner_consents: int | str = 0,
	other_consents: int | str = 0,
	petitioner_consent_file: str | None = None,
	other_consent_file: str | None = None,
) -> str:
	"""Begin with the consent of both sides (`mediating.begin`)."""
	return mediating.begin(
		acting.held("Mediation", mediation, seen),
		petitioner_consents=bool(cint(petitioner_consents)),
		other_consents=bool(cint(other_consents)),
		petitioner_consent_file=petitioner_consent_file,
		other_consent_file=other_consent_file,
	).stage


@frappe.whitelist(methods=["POST"])
def decline(mediation: str, side: str, seen: str, reason: str | None = None) -> str:
	"""Record that a side does not agree (`mediating.decline`)."""
	return mediating.decline(acting.held("Mediation", mediation, seen), side, reason).stage


@frappe.whitelist(methods=["POST"])
def fail(mediation: str, side: str, reason: str, seen: str) -> str:
	"""End without an agreement (`mediating.fail`)."""
	return mediating.fail(acting.held("Mediation", mediation, seen), side, reason).stage


@frappe.whitelist(methods=["POST"])
def plan(mediation: str, held_on: str, place: str, seen: str, hours: float | str = 2) -> str:
	"""Plan a session (`sessions.plan`)."""
	return sessions.plan(acting.held("Mediation", mediation, seen), held_on, place, flt(hours)).stage


@frappe.whitelist(methods=["POST"])
def held(mediation: str, text: str, seen: str) -> str:
	"""Record the planned session (`sessions.held`)."""
	return sessions.held(acting.held("Mediation", mediation, seen), text).stage


@frappe.whitelist(methods=["POST"])
def fell_through(mediation: str, text: str, seen: str) -> str:
	"""Record that it did not take place (`sessions.fell_through`)."""
	return sessions.fell_through(acting.held("Mediation", mediation, seen), text).stage


@frappe.whitelist(methods=["POST"])
def agreement(mediation: str, terms: str, performance: str, seen: str) -> str | None:
	"""Make the paper of the agreement (`mediating.draft_agreement`); return the name of the letter."""
	letter = mediating.draft_agreement(acting.held("Mediation", mediation, seen), terms, performance)
	return letter.name if letter else None


@frappe.whitelist(methods=["POST"])
def agree(
	mediation: str,
	terms: str,
	agreement_file: str,
	perform_by: str,
	seen: str,
	agreed_on: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Record the signed agreement (`mediating.agree`)."""
	return mediating.agree(
		acting.held("Mediation", mediation, seen),
		terms=terms,
		agreement_file=agreement_file,
		perform_by=perform_by,
		agreed_on=agreed_on,
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def performed(mediation: str, occurred_on: str, proof: str, seen: str) -> str:
	"""Record the performance (`mediating.performed`)."""
	return mediating.performed(acting.held("Mediation", mediation, seen), occurred_on, proof).stage


@frappe.whitelist()
def events(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the planned sessions in the user's scope for the calendar."""
	rows = scope.get_list(
		"Mediation",
		[["next_session_on", ">=", get_datetime(start)], ["next_session_on", "<", get_datetime(end)]],
		["name", "petition_number", "kind", "next_session_on"],
	)
	return [
		{
			"name": row["name"],
			"title": row["petition_number"] or "",
			"start": row["next_session_on"],
			"end": row["next_session_on"],
		}
		for row in rows
	]
