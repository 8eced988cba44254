"""What the desk calls for supervision letters. Thin: names in, plain data out; the rules are in the modules beside it.

Where a form was open before, it sends the `modified` it has read, so that two officers do not write over each other.
"""

import frappe
from frappe.utils import cint

from xinfang_app import access
from xinfang_app.petition import acting
from xinfang_app.supervision import basis, drafting, letters, replying, verifying
from xinfang_app.supervision import view as views


@frappe.whitelist()
def view(letter: str) -> dict:
	"""Return the open steps and the checks of a letter (`view.of_letter`)."""
	return views.of_letter(acting.read("Supervision Letter", letter))


@frappe.whitelist()
def of_petition(petition: str) -> dict:
	"""Return whether the user may press the holder of a petition, and its letters (`view.of_petition`)."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	return views.of_petition(doc)


@frappe.whitelist(methods=["POST"])
def draft(petitions: str | list, kind: str = basis.ORDER) -> list[dict]:
	"""Draft one letter for each organ that has some of `petitions` in hand; return [{name, title}]."""
	made = drafting.draft_many(list(frappe.parse_json(petitions)), basis.kind_of(kind))
	return [{"name": letter.name, "title": letter.title} for letter in made]


@frappe.whitelist(methods=["POST"])
def submit(letter: str, seen: str) -> str:
	"""Send a draft up (`letters.submit`)."""
	return letters.submit(acting.held("Supervision Letter", letter, seen)).stage


@frappe.whitelist(methods=["POST"])
def withdraw(letter: str, reason: str, seen: str) -> str:
	"""Take a letter back (`letters.withdraw`)."""
	return letters.withdraw(acting.held("Supervision Letter", letter, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def receive(
	letter: str,
	seen: str,
	occurred_on: str | None = None,
	proof: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Sign for a letter (`replying.receive`)."""
	return replying.receive(
		acting.held("Supervision Letter", letter, seen),
		occurred_on=occurred_on,
		proof=proof,
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def answer(letter: str, reply: str, files: str | list, seen: str) -> str:
	"""Answer a letter with its evidence (`replying.answer`)."""
	return replying.answer(
		acting.held("Supervision Letter", letter, seen), reply, list(frappe.parse_json(files) or [])
	).stage


@frappe.whitelist(methods=["POST"])
def verify(
	letter: str,
	verdict: str,
	reason: str,
	file_finding: str,
	organ_finding: str,
	seen: str,
	petitioner_asked: int | str = 0,
	petitioner_view: str | None = None,
	not_asked_reason: str | None = None,
) -> dict:
	"""Verify a reply (`verifying.verify`); return {stage, next_letter, next_proposal}."""
	done = verifying.verify(
		acting.held("Supervision Letter", letter, seen),
		verdict,
		reason=reason,
		file_finding=file_finding,
		organ_finding=organ_finding,
		petitioner_asked=bool(cint(petitioner_asked)),
		petitioner_view=petitioner_view,
		not_asked_reason=not_asked_reason,
	)
	return {"stage": done.stage, "next_letter": done.next_letter, "next_proposal": done.next_proposal}


@frappe.whitelist(methods=["POST"])
def unanswered(letter: str, seen: str, reason: str | None = None) -> dict:
	"""Raise a letter that nobody answered (`verifying.unanswered`); return {stage, next_letter, next_proposal}."""
	done = verifying.unanswered(acting.held("Supervision Letter", letter, seen), reason)
	return {"stage": done.stage, "next_letter": done.next_letter, "next_proposal": done.next_proposal}
