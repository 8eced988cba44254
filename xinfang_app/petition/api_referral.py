"""What the desk's dialogs call for referral, objection, dispute, acceptance, legal routes and refusals.

Thin: names and plain data in, plain data out; the rules are in the modules beside this one. `seen` is the `modified`
that the user had before him: if somebody else was faster, he is told so and nothing is written. A call is repeated
once after a deadlock. Each returns the stage of what it moved, and whether the user still sees the petition.
"""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.petition import acting, again, available
from xinfang_app.petition import timeline as story
from xinfang_app.petition.accepting import acceptance, duty, pathway, refusal, routes, simple, suggestion
from xinfang_app.petition.referring import demanded, dispute, objection, returns, suggest
from xinfang_app.petition.referring import referral as referrals


@frappe.whitelist()
def steps(petition: str) -> dict:
	"""Return which steps are open to the user on a petition (`available.of_petition`)."""
	return available.of_petition(_doc("Petition", petition))


@frappe.whitelist()
def referral_steps(referral: str) -> dict:
	"""Return which steps are open to the user on a referral (`available.of_referral`)."""
	return available.of_referral(_doc("Petition Referral", referral))


@frappe.whitelist()
def suggestions(petition: str) -> list[dict]:
	"""Return the organs suggested for a petition, with reasons (`suggest.organs`)."""
	return [row._asdict() for row in suggest.organs(_doc("Petition", petition))]


@frappe.whitelist()
def demanded_above(petition: str) -> dict | None:
	"""Return what an office above demands of a petition, or None (`demanded.of`)."""
	found = demanded.of([_doc("Petition", petition).name])
	return found[petition].told() if petition in found else None


@frappe.whitelist()
def timeline(petition: str) -> list[dict]:
	"""Return the petition's story as far as the user may see it (`timeline.timeline`)."""
	return story.timeline(_doc("Petition", petition))


@frappe.whitelist()
def open_routes(organ: str | None = None) -> list[dict]:
	"""Return the legal routes that are not at their end, as far as the user may see them (`routes.open_routes`)."""
	return routes.open_routes(organ)


@frappe.whitelist()
def simple_grounds() -> list[dict]:
	"""Return the grounds of the simplified procedure, key and text in the user's language."""
	return [{"value": key, "label": _(text)} for key, text in simple.GROUNDS.items()]


@frappe.whitelist(methods=["POST"])
def refer(
	petition: str,
	to_organ: str,
	kind: str = "Transfer",
	due_on: str | None = None,
	demand: str | None = None,
	co_organs: str | list | None = None,
	reason: str | None = None,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Send a petition over (`referral.refer`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: referrals.refer(
			doc,
			to_organ,
			kind=kind,
			due_on=due_on or None,
			demand=demand,
			co_organs=_rows(co_organs),
			occurred_on=occurred_on or None,
			reason=reason,
			scan=scan,
			backdate_reason=backdate_reason,
		),
	)


@frappe.whitelist(methods=["POST"])
def join_organ(
	petition: str,
	organ: str,
	consent: str,
	sub_term_on: str | None = None,
	demand: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Take in a co-organ with its consent (`referral.join_organ`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: referrals.join_organ(doc, organ, sub_term_on or None, consent, demand),
	)


@frappe.whitelist(methods=["POST"])
def receive(
	referral: str,
	proof: str,
	occurred_on: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Record when an outside organ received a referral (`referral.receive`)."""
	return _on(
		"Petition Referral",
		referral,
		seen,
		lambda doc: referrals.receive(doc, occurred_on or None, proof, backdate_reason=backdate_reason),
	)


@frappe.whitelist(methods=["POST"])
def answer(referral: str, text: str, seen: str | None = None) -> dict:
	"""Answer on a referral (`referral.answer`)."""
	return _on("Petition Referral", referral, seen, lambda doc: referrals.answer(doc, text))


@frappe.whitelist(methods=["POST"])
def object_to(
	referral: str,
	reason: str,
	basis: str,
	competent_organ: str | None = None,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Object to a referral (`objection.object_to`)."""
	return _on(
		"Petition Referral",
		referral,
		seen,
		lambda doc: objection.object_to(
			doc,
			reason,
			basis,
			competent_organ or None,
			occurred_on or None,
			scan=scan,
			backdate_reason=backdate_reason,
		),
	)


@frappe.whitelist(methods=["POST"])
def withdraw_objection(referral: str, seen: str | None = None) -> dict:
	"""Take back an objection (`objection.withdraw`)."""
	return _on("Petition Referral", referral, seen, objection.withdraw)


@frappe.whitelist(methods=["POST"])
def decide_objection(
	referral: str,
	agreed: str | int | bool,
	reason: str,
	occurred_on: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Decide on an objection (`objection.decide`)."""
	return _on(
		"Petition Referral",
		referral,
		seen,
		lambda doc: objection.decide(doc, bool(cint(agreed)), reason, occurred_on or None),
	)


@frappe.whitelist(methods=["POST"])
def offer_return(referral: str, reason: str, seen: str | None = None) -> dict:
	"""Offer a return by agreement (`returns.offer_return`)."""
	return _on("Petition Referral", referral, seen, lambda doc: returns.offer_return(doc, reason))


@frappe.whitelist(methods=["POST"])
def confirm_return(referral: str, seen: str | None = None) -> dict:
	"""Confirm a return by agreement (`returns.confirm_return`)."""
	return _on("Petition Referral", referral, seen, returns.confirm_return)


@frappe.whitelist(methods=["POST"])
def raise_dispute(
	petition: str,
	parties: str | list,
	reason: str,
	decider: str | None = None,
	by_government: str | int | bool = False,
	seen: str | None = None,
) -> dict:
	"""Ask who shall accept a petition (`dispute.raise_dispute`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: dispute.raise_dispute(
			doc, _rows(parties), reason, decider or None, by_government=bool(cint(by_government))
		),
	)


@frappe.whitelist(methods=["POST"])
def decide_dispute(
	record: str,
	organ: str,
	decision: str,
	file: str | None = None,
	co_organs: str | list | None = None,
	seen: str | None = None,
) -> dict:
	"""Name the organ that accepts (`dispute.decide_dispute`)."""
	return _on(
		"Acceptance Dispute",
		record,
		seen,
		lambda doc: dispute.decide_dispute(doc, organ, decision, file, co_organs=_rows(co_organs)),
	)


@frappe.whitelist(methods=["POST"])
def agree(
	petition: str,
	lead: str,
	parties: str | list,
	consent: str,
	file: str | None = None,
	co_organs: str | list | None = None,
	seen: str | None = None,
) -> dict:
	"""Record that the organs concerned agreed who accepts (`dispute.agree`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: dispute.agree(doc, lead, _rows(parties), consent, file, co_organs=_rows(co_organs)),
	)


@frappe.whitelist(methods=["POST"])
def accept(
	petition: str,
	pathway: str = "P6",
	simplified: str | int | bool = False,
	simplified_ground: str | None = None,
	law: str | None = None,
	term_text: str | None = None,
	term_on: str | None = None,
	also_told: str | None = None,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Accept a petition and tell the citizen (`acceptance.accept`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: acceptance.accept(
			doc,
			pathway,
			bool(cint(simplified)),
			law,
			occurred_on or None,
			simplified_ground=simplified_ground or None,
			term_text=term_text,
			term_on=term_on or None,
			also_told=also_told,
			scan=scan,
			backdate_reason=backdate_reason,
		),
	)


@frappe.whitelist(methods=["POST"])
def tell_joined(submission: str) -> dict:
	"""Tell the writer of a joined piece (`acceptance.tell_joined`)."""
	return {"told": len(_on_doc("Petition Submission", submission, None, acceptance.tell_joined))}


@frappe.whitelist(methods=["POST"])
def not_accept(petition: str, running: str, explanation: str, seen: str | None = None) -> dict:
	"""Turn a petition away while its matter is being handled below (`refusal.not_accept`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: refusal.not_accept(doc, _doc("Petition", running), explanation),
	)


@frappe.whitelist(methods=["POST"])
def no_further(
	petition: str,
	review_number: str,
	review_served_on: str,
	new_facts: str,
	note: str,
	review_paper: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Decline a petition after the last review (`refusal.no_further`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: refusal.no_further(
			doc, review_number, review_served_on, new_facts, note, review_paper=review_paper
		),
	)


@frappe.whitelist()
def final_reviews(petition: str) -> list[dict]:
	"""Return the re-reviews on record that ended a matter of the same person (`refusal.final_reviews`)."""
	doc = _doc("Petition", petition)
	scope.require(doc, "act")
	return refusal.final_reviews(doc)


@frappe.whitelist(methods=["POST"])
def divert(
	petition: str,
	pathway_code: str,
	law: str,
	receiving_organ: str | None = None,
	receiving_name: str | None = None,
	term_text: str | None = None,
	term_on: str | None = None,
	explanation: str | None = None,
	also_told: str | None = None,
	helped_by: str | None = None,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Lead a petition to another organ's procedure (`pathway.divert`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: pathway.divert(
			doc,
			pathway_code,
			law,
			receiving_organ=receiving_organ or None,
			receiving_name=receiving_name,
			term_text=term_text,
			term_on=term_on or None,
			explanation=explanation,
			also_told=also_told,
			helped_by=helped_by,
			occurred_on=occurred_on or None,
			scan=scan,
			backdate_reason=backdate_reason,
		),
	)


@frappe.whitelist(methods=["POST"])
def judicial(
	petition: str,
	law: str,
	explanation: str,
	receiving_organ: str | None = None,
	receiving_name: str | None = None,
	term_text: str | None = None,
	helped_by: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Separate a litigation matter (`pathway.judicial`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: pathway.judicial(
			doc,
			law,
			explanation,
			receiving_organ=receiving_organ or None,
			receiving_name=receiving_name,
			term_text=term_text,
			helped_by=helped_by,
		),
	)


@frappe.whitelist(methods=["POST"])
def guide(
	petition: str,
	law: str,
	explanation: str,
	receiving_organ: str | None = None,
	receiving_name: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Tell a citizen at the wrong door whom to turn to (`pathway.guide`)."""
	return _on(
		"Petition",
		petition,
		seen,
		lambda doc: pathway.guide(
			doc, law, explanation, receiving_organ=receiving_organ or None, receiving_name=receiving_name
		),
	)


@frappe.whitelist(methods=["POST"])
def confirm_route(
	route: str,
	confirmed_by: str,
	file: str | None = None,
	occurred_on: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Record that the receiving organ has the matter (`pathway.confirm`)."""
	return _on(
		"Legal Route",
		route,
		seen,
		lambda doc: pathway.confirm(
			doc, confirmed_by, file, occurred_on or None, backdate_reason=backdate_reason
		),
	)


@frappe.whitelist(methods=["POST"])
def decline_route(
	route: str,
	reason: str,
	occurred_on: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> dict:
	"""Record that the receiving organ does not take the matter (`pathway.decline`)."""
	return _on(
		"Legal Route",
		route,
		seen,
		lambda doc: pathway.decline(
			doc, reason, occurred_on or None, scan=scan, backdate_reason=backdate_reason
		),
	)


@frappe.whitelist(methods=["POST"])
def end_route(route: str, outcome: str, seen: str | None = None) -> dict:
	"""Record what came of a confirmed route (`pathway.end`)."""
	return _on("Legal Route", route, seen, lambda doc: pathway.end(doc, outcome))


@frappe.whitelist(methods=["POST"])
def answer_duty(route: str, text: str, seen: str | None = None) -> dict:
	"""Answer on a legal duty (`duty.answer`)."""
	return _on("Legal Route", route, seen, lambda doc: duty.answer(doc, text))


@frappe.whitelist(methods=["POST"])
def reply(petition: str, adoption: str, study: str, text: str, seen: str | None = None) -> dict:
	"""Reply to a suggestion (`suggestion.reply`)."""
	return _on("Petition", petition, seen, lambda doc: suggestion.reply(doc, adoption, study, text))


def _on(doctype: str, name: str, seen: str | None, work: Callable[[Document], Document]) -> dict:
	done = _on_doc(doctype, name, seen, work)
	petition = done.name if done.doctype == "Petition" else done.petition
	return {
		"doctype": done.doctype,
		"name": done.name,
		"stage": done.stage,
		"readable": scope.may_name("Petition", petition, "read"),
	}


def _on_doc(doctype: str, name: str, seen: str | None, work: Callable):
	def once():
		doc = _doc(doctype, name)
		if seen:
			acting.lock(doc, seen)
		return work(doc)

	return again.once_more(once)


def _doc(doctype: str, name: str) -> Document:
	"""Return the record if the user may see it; the same words whether it is hidden or does not exist."""
	if not scope.may_name(doctype, name, "read") or not frappe.db.exists(doctype, name):
		frappe.throw(_("You have no access to this record."), NotPermitted)
	return frappe.get_doc(doctype, name)


def _rows(value: str | list | None) -> list[dict]:
	"""Return the rows of a dialog's table: dicts without the grid's own keys and without empty rows."""
	rows = frappe.parse_json(value) if isinstance(value, str) and value else value or []
	return [dict(row) for row in rows if row.get("organ")]
