"""What the signing desk and the forms of drafts call: what waits, reading it, signing, sending back, paper.

Thin: names and plain data in, plain data out; the rules are in `answering`. Every signature names the `modified` that
the signer had before him.
"""

import frappe
from frappe.model.document import Document

from xinfang_app import access
from xinfang_app.petition.answering import chain, many, passing, recusal, signing, trail
from xinfang_app.petition.answering import waiting as lists


@frappe.whitelist()
def waiting() -> list[dict]:
	"""Return what waits for the signature of who is logged in (`waiting.waiting`)."""
	return lists.waiting()


@frappe.whitelist()
def read(doctype: str, name: str) -> dict:
	"""Return one draft in full with its check and its steps (`waiting.read`)."""
	return lists.read(_record(doctype, name))


@frappe.whitelist()
def view(doctype: str, name: str) -> dict:
	"""Return what the form of a draft offers: {acts, recused, steps, papers, trail, procedures}.

	`steps` are those the user may take; `papers` all open ones, each with who may give it on paper today.
	"""
	record = _record(doctype, name)
	acts = access.may(record, "act")
	return {
		"acts": acts,
		"recused": any(recusal.is_recused(name, frappe.session.user) for name in chain.petitions(record)),
		"steps": [_step(step) for step in chain.mine(record)] if acts else [],
		"papers": [_paper(record, step) for step in chain.steps(record)] if acts else [],
		"trail": trail.of(record),
		"procedures": passing.choices(record) if acts and record.stage in passing.OWN else [],
	}


@frappe.whitelist(methods=["POST"])
def sign_many(rows: str | list) -> list[dict]:
	"""Take the next step on several drafts, an answer for each (`many.sign_many`)."""
	return many.sign_many(list(frappe.parse_json(rows)))


@frappe.whitelist(methods=["POST"])
def sign(doctype: str, name: str, seen: str, state: str | None = None) -> str:
	"""Take one's next step on a draft, or the one that leads to `state` (`many.take`); return what was done."""
	return many.take(many.seen_and_locked(doctype, name, seen), state)


@frappe.whitelist(methods=["POST"])
def send_back(doctype: str, name: str, reason: str, seen: str) -> str:
	"""Send a draft back, or refuse an extension, with a reason (`many.send_back`)."""
	return many.send_back(many.seen_and_locked(doctype, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def review_on_paper(
	doctype: str,
	name: str,
	signer: str,
	occurred_on: str,
	scan: str,
	seen: str,
	backdate_reason: str | None = None,
	state: str | None = None,
) -> str:
	"""Record a step that was taken on paper (`many.take_on_paper`); return where the draft stands."""
	return many.take_on_paper(
		many.seen_and_locked(doctype, name, seen),
		signer=signer,
		occurred_on=occurred_on,
		scan=scan,
		backdate_reason=backdate_reason,
		state=state,
	).workflow_state


@frappe.whitelist(methods=["POST"])
def choose_procedure(doctype: str, name: str, procedure: str, seen: str) -> str:
	"""Put a draft under another procedure (`passing.choose`); return its name."""
	return passing.choose(many.seen_and_locked(doctype, name, seen), procedure).procedure


def _record(doctype: str, name: str) -> Document:
	if doctype not in chain.papers():
		raise frappe.PermissionError
	record = frappe.get_doc(doctype, name)
	access.require(record, "read")
	return record


def _step(step: chain.Step) -> dict:
	return {"action": step.action, "state": step.state, "last": step.last}


def _paper(record: Document, step: chain.Step) -> dict:
	"""An open step with who may give it on paper today, heads first: [{user, name, on_behalf_of}]."""
	signers = [
		{"user": who.user, "name": signing.full_name(who.user), "on_behalf_of": who.on_behalf_of}
		for who in chain.able(record, step)
	]
	return {**_step(step), "signers": signers}
