"""What the desk calls for reviews. Thin: names in, plain data out; the rules are in the modules beside it.

Where a form was open before, it sends the `modified` it has read, so that two officers do not write over each other.
"""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from xinfang_app import access
from xinfang_app.access import scope
from xinfang_app.petition import acting
from xinfang_app.petition.serving import service
from xinfang_app.review import (
	casework,
	deciding,
	decision,
	drafting,
	overturns,
	requests,
	reviews,
)
from xinfang_app.review import view as views


@frappe.whitelist()
def view(review: str) -> dict:
	"""Return the open steps of a review (`view.of`)."""
	return views.of(acting.read(reviews.DOCTYPE, review))


@frappe.whitelist()
def of_petition(petition: str) -> dict:
	"""Return the reviews of a petition and what may be asked for (`view.of_petition`)."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	return views.of_petition(doc)


@frappe.whitelist()
def events(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the reviews in the user's scope by the day on which their opinion is due, for the calendar."""
	rows = scope.get_list(
		reviews.DOCTYPE,
		[["due_on", ">=", getdate(start)], ["due_on", "<", getdate(end)], ["stage", "in", reviews.UNDER_WAY]],
		["name", "petition_number", "title", "level", "due_on"],
	)
	return [
		{
			"name": row["name"],
			"title": " ".join(filter(None, (_(row["level"]), row["petition_number"], row["title"]))),
			"start": row["due_on"],
			"end": row["due_on"],
			"allDay": 1,
		}
		for row in rows
	]


@frappe.whitelist(methods=["POST"])
def request(
	petition: str,
	recipient: str,
	level: str,
	claims: str,
	facts: str,
	seen: str,
	organ: str | None = None,
	filed_on: str | None = None,
	occurred_on: str | None = None,
	way: str = "In person",
	new_evidence: str | None = None,
	late_cause: str | None = None,
	file: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Enter a request for review (`requests.request`); return the Petition Review."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	acting.lock(doc, seen)
	return requests.request(
		doc,
		recipient,
		level=level,
		organ=organ or None,
		claims=claims,
		facts=facts,
		filed_on=filed_on or None,
		occurred_on=occurred_on or None,
		way=way,
		new_evidence=new_evidence,
		late_cause=late_cause,
		file=file,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def accept(
	review: str,
	seen: str,
	late_excused: int | str = 0,
	reason: str | None = None,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Take a request on (`deciding.accept`)."""
	return deciding.accept(
		acting.held(reviews.DOCTYPE, review, seen),
		late_excused=bool(cint(late_excused)),
		reason=reason,
		occurred_on=occurred_on or None,
		scan=scan,
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def not_accept(review: str, ground: str, reason: str, seen: str) -> str:
	"""Turn a request away (`deciding.not_accept`)."""
	return deciding.not_accept(acting.held(reviews.DOCTYPE, review, seen), ground, reason).stage


@frappe.whitelist(methods=["POST"])
def ask_supplement(review: str, needed: str, seen: str, due_on: str | None = None) -> str:
	"""Ask for a supplement (`deciding.ask_supplement`)."""
	return deciding.ask_supplement(acting.held(reviews.DOCTYPE, review, seen), needed, due_on or None).stage


@frappe.whitelist(methods=["POST"])
def supplement(review: str, text: str, seen: str, file: str | None = None) -> str:
	"""Record a supplement (`deciding.supplement`)."""
	return deciding.supplement(acting.held(reviews.DOCTYPE, review, seen), text, file).stage


@frappe.whitelist(methods=["POST"])
def withdraw(review: str, petitioner: str, statement: str, seen: str) -> str:
	"""Record a signed withdrawal (`deciding.withdraw`)."""
	return deciding.withdraw(acting.held(reviews.DOCTYPE, review, seen), petitioner, statement).stage


@frappe.whitelist(methods=["POST"])
def call_file(review: str, seen: str, due_on: str | None = None) -> str:
	"""Call for the case file and the answer (`casework.call_file`)."""
	return casework.call_file(acting.held(reviews.DOCTYPE, review, seen), due_on or None).stage


@frappe.whitelist(methods=["POST"])
def answer(review: str, text: str, seen: str, files: str | list | None = None) -> str:
	"""Give the answer of the organ (`casework.answer`)."""
	return casework.answer(
		acting.held(reviews.DOCTYPE, review, seen), text, list(frappe.parse_json(files) or [])
	).stage


@frappe.whitelist(methods=["POST"])
def set_panel(review: str, users: str | list, seen: str, chair: str | None = None) -> str:
	"""Name the panel (`casework.set_panel`)."""
	return casework.set_panel(
		acting.held(reviews.DOCTYPE, review, seen), list(frappe.parse_json(users)), chair or None
	).stage


@frappe.whitelist(methods=["POST"])
def draft(review: str) -> str:
	"""Return the draft of the opinion, made where there is none yet (`drafting.begin`)."""
	return drafting.begin(acting.read(reviews.DOCTYPE, review)).name


@frappe.whitelist()
def problems(review: str) -> list[dict]:
	"""Return what the check before signing finds, to who reviews (`drafting.problems`)."""
	doc = acting.read(reviews.DOCTYPE, review)
	access.require(doc, "act")
	return views.of(doc)["problems"]


@frappe.whitelist(methods=["POST"])
def submit(review: str, seen: str) -> str:
	"""Send the opinion up for signature (`decision.submit`)."""
	return decision.submit(acting.held(reviews.DOCTYPE, review, seen)).stage


@frappe.whitelist(methods=["POST"])
def sign_on_paper(
	review: str,
	signer: str,
	occurred_on: str,
	scan: str,
	seen: str,
	backdate_reason: str | None = None,
) -> str | None:
	"""Record the signed paper (`decision.sign_on_paper`); return the document number."""
	return decision.sign_on_paper(
		acting.held(reviews.DOCTYPE, review, seen),
		signer=signer,
		occurred_on=occurred_on,
		scan=scan,
		backdate_reason=backdate_reason,
	).document_number


@frappe.whitelist(methods=["POST"])
def record_outside(
	review: str,
	result: str,
	document_number: str,
	signed_on: str,
	file: str,
	seen: str,
	redo_days: int | str | None = None,
	items: str | list | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Enter the opinion of an organ outside the system (`decision.record_outside`)."""
	return decision.record_outside(
		acting.held(reviews.DOCTYPE, review, seen),
		result=result,
		document_number=document_number,
		signed_on=signed_on,
		file=file,
		redo_days=cint(redo_days),
		items=list(frappe.parse_json(items) or []),
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def serve(
	review: str,
	recipient: str,
	way: str,
	seen: str,
	occurred_on: str | None = None,
	proof: str | None = None,
	result: str | None = None,
	mail_number: str | None = None,
	signer: str | None = None,
	witnesses: str | None = None,
	consent: int | str = 0,
	note: str | None = None,
	refusal_reason: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Record a service of the opinion on one who asked (`petition.serving.service.serve`)."""
	return service.serve(
		acting.held(reviews.DOCTYPE, review, seen),
		recipient,
		way,
		occurred_on or None,
		proof,
		result=result or None,
		mail_number=mail_number,
		signer=signer,
		witnesses=witnesses,
		consent=bool(cint(consent)),
		note=note,
		refusal_reason=refusal_reason,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def prepare_service(review: str, recipient: str) -> str | None:
	"""Make the blank certificate of service; return the Official Letter."""
	return service.prepare(acting.read(reviews.DOCTYPE, review), recipient).letter


@frappe.whitelist(methods=["POST"])
def propose_inspection(organ: str) -> str:
	"""Plan the inspection that an organ's overturn rate calls for (`overturns.propose`); return the Inspection."""
	return overturns.propose(organ).name
