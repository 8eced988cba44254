"""What the desk calls for the duties of an ownership and its requests for help. Thin: names in, plain data out."""

import frappe

from xinfang_app.leadership import view as views
from xinfang_app.leadership.owning import duties, helps
from xinfang_app.petition import acting


@frappe.whitelist()
def duty_view(name: str) -> dict:
	"""Return the open steps of a duty (`view.of_duty`)."""
	return views.of_duty(acting.read("Ownership Duty", name))


@frappe.whitelist(methods=["POST"])
def duty_done(
	name: str,
	note: str,
	proof: str,
	seen: str,
	done_on: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Record that a duty was done (`duties.done`)."""
	return duties.done(
		acting.held("Ownership Duty", name, seen), note, proof, done_on, backdate_reason=backdate_reason
	).status


@frappe.whitelist(methods=["POST"])
def drop_duty(name: str, reason: str, seen: str) -> str:
	"""Find that a duty is not owed (`duties.drop`)."""
	return duties.drop(acting.held("Ownership Duty", name, seen), reason).status


@frappe.whitelist()
def help_view(name: str) -> dict:
	"""Return the open steps of a request for help (`view.of_help`)."""
	return views.of_help(acting.read("Ownership Help", name))


@frappe.whitelist(methods=["POST"])
def answer_help(
	name: str, answer: str, seen: str, proof: str | None = None, answered_on: str | None = None
) -> str:
	"""Answer a request for help (`helps.answer`)."""
	return helps.answer(
		acting.held("Ownership Help", name, seen), answer, proof, answered_on=answered_on
	).status


@frappe.whitelist(methods=["POST"])
def withdraw_help(name: str, reason: str, seen: str) -> str:
	"""Take a request for help back (`helps.withdraw`)."""
	return helps.withdraw(acting.held("Ownership Help", name, seen), reason).status
