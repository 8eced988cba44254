"""What the desk calls for help to people in hardship. Thin: names in, plain data out; the rules are in `assisting`."""

import frappe
from frappe.utils import flt

from xinfang_app import access
from xinfang_app.access import scope
from xinfang_app.petition import acting, handling
from xinfang_app.petition.serving import recipients
from xinfang_app.settling import assistance_funds, assisting


@frappe.whitelist()
def of_petition(petition: str) -> dict:
	"""Return {may, people, funds, records} for the petition's form."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	organ = handling.acting_organ(doc)
	may = acting.acts_for(organ)
	return {
		"may": may,
		"people": [
			{"value": one.petitioner, "label": one.masked_name} for one in recipients.required(doc.name)
		]
		if may
		else [],
		"funds": assistance_funds.of(organ) if may else [],
		"records": scope.get_list(
			"Assistance Record", {"petition": doc.name}, ["name", "kind", "stage"], order_by="creation asc"
		),
	}


@frappe.whitelist()
def view(record: str) -> dict:
	"""Return {steps, fund_title, funds} of a help for who is logged in."""
	doc = acting.read("Assistance Record", record)
	acts = access.may(doc, "act") and acting.acts_for(doc.organ)
	steps = {
		"Draft": ["submit", "change", "decline"],
		"Pending Approval": ["decline"],
		"Approved": ["give", "decline"],
	}.get(doc.stage, [])
	title = frappe.db.get_value("Assistance Fund", doc.fund, "title") if doc.fund else ""
	return {
		"steps": steps if acts else [],
		"fund_title": title or "",
		"funds": assistance_funds.of(doc.organ) if acts and doc.stage == "Draft" else [],
	}


@frappe.whitelist(methods=["POST"])
def propose(
	petition: str,
	recipient: str,
	kind: str,
	hardship: str,
	plan: str,
	amount: float | str | None = None,
	fund: str | None = None,
	passed_to: str | None = None,
	wish_file: str | None = None,
) -> str:
	"""Draft a help (`assisting.propose`); return the Assistance Record."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	return assisting.propose(
		doc,
		recipient,
		kind,
		hardship,
		plan,
		amount=flt(amount),
		fund=fund or None,
		passed_to=passed_to or None,
		wish_file=wish_file,
	).name


@frappe.whitelist(methods=["POST"])
def change(
	record: str,
	hardship: str,
	plan: str,
	seen: str,
	amount: float | str | None = None,
	fund: str | None = None,
) -> str:
	"""Change a draft, also one that was sent back (`assisting.change`)."""
	doc = acting.held("Assistance Record", record, seen)
	return assisting.change(doc, hardship=hardship, plan=plan, amount=flt(amount), fund=fund or None).stage


@frappe.whitelist(methods=["POST"])
def submit(record: str, seen: str) -> str:
	"""Send a help up for approval (`assisting.submit`)."""
	return assisting.submit(acting.held("Assistance Record", record, seen)).stage


@frappe.whitelist(methods=["POST"])
def refuse(record: str, reason: str, seen: str) -> str:
	"""Refuse a help (`assisting.refuse`)."""
	return assisting.refuse(acting.held("Assistance Record", record, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def give(record: str, receipt: str, seen: str, given_on: str | None = None) -> str:
	"""Record that a help was given (`assisting.give`)."""
	return assisting.give(acting.held("Assistance Record", record, seen), given_on or None, receipt).stage


@frappe.whitelist(methods=["POST"])
def decline(record: str, note: str, seen: str) -> str:
	"""Record that a help was declined (`assisting.decline`)."""
	return assisting.decline(acting.held("Assistance Record", record, seen), note).stage
