"""What the desk calls for proposals to the conference, inspections and recommendations. Thin, like `api_letters`."""

import frappe
from frappe.utils import cint

from xinfang_app.petition import acting
from xinfang_app.supervision import inspections, proposals, recommendations
from xinfang_app.supervision import view as views

_PROPOSAL = {"Draft": ["submit", "withdraw"], "Put forward": ["decide", "withdraw"]}
_INSPECTION = {
	"Planned": ["begin"],
	"Under way": ["find", "report", "close"],
	"Findings told": ["find", "report", "close"],
	"Closed": ["report"],
}


@frappe.whitelist()
def view(doctype: str, name: str) -> dict:
	"""Return the open steps of a record for who is logged in: {side, steps}."""
	if doctype not in ("Conference Proposal", "Inspection", "Rectification", "Recommendation"):
		raise frappe.PermissionError
	doc = acting.read(doctype, name)
	if doctype == "Recommendation":
		return views.of_recommendation(doc)
	if doctype == "Rectification":
		return views.of_rectification(doc)
	return views.of_office(doc, _PROPOSAL if doctype == "Conference Proposal" else _INSPECTION)


@frappe.whitelist(methods=["POST"])
def draft_proposal(
	petitions: str | list, organ: str, measure: str, reason: str | None = None, letter: str | None = None
) -> str:
	"""Draft a proposal to the joint conference (`proposals.draft`); return its name."""
	return proposals.draft(list(frappe.parse_json(petitions)), organ, measure, reason, letter).name


@frappe.whitelist(methods=["POST"])
def submit_proposal(name: str, seen: str) -> str:
	"""Put a proposal before the conference (`proposals.submit`)."""
	return proposals.submit(acting.held("Conference Proposal", name, seen)).status


@frappe.whitelist(methods=["POST"])
def decide_proposal(
	name: str,
	taken_up: int | str,
	decided_on: str,
	decided_by: str,
	seen: str,
	number: str | None = None,
	scan: str | None = None,
	note: str | None = None,
) -> str:
	"""Record the decision of the conference (`proposals.decide`)."""
	return proposals.decide(
		acting.held("Conference Proposal", name, seen),
		bool(cint(taken_up)),
		number=number,
		decided_on=decided_on,
		decided_by=decided_by,
		scan=scan,
		note=note,
	).status


@frappe.whitelist(methods=["POST"])
def withdraw(doctype: str, name: str, reason: str, seen: str) -> str:
	"""Take a proposal, an order to rectify or a recommendation back; return where it stands."""
	services = {
		"Conference Proposal": proposals.withdraw,
		"Rectification": inspections.withdraw,
		"Recommendation": recommendations.withdraw,
	}
	if doctype not in services:
		raise frappe.PermissionError
	done = services[doctype](acting.held(doctype, name, seen), reason)
	return done.get("stage") or done.get("status")


@frappe.whitelist(methods=["POST"])
def plan_inspection(
	title: str,
	checked: str,
	organs: str | list,
	team: str | list | None = None,
	begins_on: str | None = None,
	ends_on: str | None = None,
	period_from: str | None = None,
	period_to: str | None = None,
) -> str:
	"""Plan an inspection (`inspections.plan`); return its name."""
	return inspections.plan(
		title,
		checked,
		list(frappe.parse_json(organs) or []),
		team=list(frappe.parse_json(team) or []) if team else [],
		begins_on=begins_on,
		ends_on=ends_on,
		period_from=period_from,
		period_to=period_to,
	).name


@frappe.whitelist(methods=["POST"])
def begin_inspection(name: str, seen: str) -> str:
	"""Begin an inspection (`inspections.begin`)."""
	return inspections.begin(acting.held("Inspection", name, seen)).stage


@frappe.whitelist(methods=["POST"])
def find(
	name: str, organ: str, finding: str, demand: str, due_on: str, seen: str, article: str | None = None
) -> str:
	"""Draft an order about a finding (`inspections.find`); return its name."""
	return inspections.find(
		acting.held("Inspection", name, seen), organ, finding, demand, due_on, article
	).name


@frappe.whitelist(methods=["POST"])
def report_inspection(name: str, organ: str, number: str, scan: str, seen: str) -> str:
	"""Record the report of an inspection (`inspections.report`)."""
	return inspections.report(acting.held("Inspection", name, seen), organ, number, scan).stage


@frappe.whitelist(methods=["POST"])
def close_inspection(name: str, summary: str, seen: str) -> str:
	"""Close an inspection (`inspections.close`)."""
	return inspections.close(acting.held("Inspection", name, seen), summary).stage


@frappe.whitelist(methods=["POST"])
def order(name: str, seen: str) -> str:
	"""Order the organ to mend (`inspections.order`)."""
	return inspections.order(acting.held("Rectification", name, seen)).stage


@frappe.whitelist(methods=["POST"])
def rectify(name: str, reply: str, files: str | list, seen: str) -> str:
	"""Tell what was mended (`inspections.rectify`)."""
	return inspections.rectify(
		acting.held("Rectification", name, seen), reply, list(frappe.parse_json(files) or [])
	).stage


@frappe.whitelist(methods=["POST"])
def verify_rectification(name: str, verdict: str, reason: str, seen: str, due_on: str | None = None) -> str:
	"""Verify what was mended (`inspections.verify`)."""
	return inspections.verify(acting.held("Rectification", name, seen), verdict, reason, due_on=due_on).stage


@frappe.whitelist(methods=["POST"])
def draft_recommendation(kind: str, organ: str, petitions: str | list) -> str:
	"""Draft a recommendation (`recommendations.draft`); return its name."""
	return recommendations.draft(kind, organ, list(frappe.parse_json(petitions))).name


@frappe.whitelist(methods=["POST"])
def submit_recommendation(name: str, seen: str) -> str:
	"""Send a recommendation up (`recommendations.submit`)."""
	return recommendations.submit(acting.held("Recommendation", name, seen)).stage


@frappe.whitelist(methods=["POST"])
def answer_recommendation(
	name: str,
	adopted: str,
	feedback: str,
	seen: str,
	reasons: str | None = None,
	files: str | list | None = None,
) -> str:
	"""Give the feedback on a recommendation (`recommendations.answer`)."""
	return recommendations.answer(
		acting.held("Recommendation", name, seen),
		adopted,
		feedback,
		reasons=reasons,
		files=list(frappe.parse_json(files) or []) if files else [],
	).stage
