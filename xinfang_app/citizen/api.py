"""The same as the page, for other clients: a phone app, a kiosk. Guests may call; what they may see decides `entry`.

`follow` opens a visit (cookie) and returns the matter with a `token`; the other calls need the cookie and that token.
"""

import dataclasses

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit

from xinfang_app.citizen import acts, entry, papers, sealed_code, session, view
from xinfang_app.citizen.acts import NotThisWay
from xinfang_app.letters import pdf


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60, methods=["POST"])
def follow(number: str, code: str) -> dict:
	"""Open a visit by number and query code; return {"token", "matter"} or {"token", "sealed"}."""
	visitor = entry.visitor(number, code)
	if not visitor:
		frappe.throw(_("The number or the query code is wrong, or it was tried too often."), NotThisWay)
	token = session.begin(visitor)
	frappe.local.cookie_manager.set_cookie(session.COOKIE, token, httponly=True, samesite="Strict")
	return {"token": session.form_token(token), **_shown(visitor)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60, methods=["POST"])
def rate(token: str, target: str, value: str, reason: str | None = None) -> dict:
	"""Rate the petition office or the organ that answered; return the matter."""
	visitor = _visitor(token)
	acts.rate(visitor, target, value, reason)
	return _shown(visitor)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60, methods=["POST"])
def confirm_withdrawal(token: str, reason: str | None = None) -> dict:
	"""Confirm the withdrawal asked for in the petitioner's name, or withdraw; return the matter."""
	visitor = _visitor(token)
	acts.withdraw(visitor, reason)
	return _shown(visitor)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60, methods=["POST"])
def ask_review(
	token: str,
	level: str,
	claims: str,
	facts: str,
	organ: str | None = None,
	late_cause: str | None = None,
) -> dict:
	"""Ask for the review ("Review") or re-review ("Re-Review") of the opinion that reached the petitioner; return the matter."""
	visitor = _visitor(token)
	acts.ask_review(visitor, level, claims, facts, organ, late_cause)
	return _shown(visitor)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60, methods=["POST"])
def withdraw_review(token: str) -> dict:
	"""Withdraw the petitioner's own request for review; return the matter."""
	visitor = _visitor(token)
	acts.withdraw_review(visitor)
	return _shown(visitor)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60, methods=["POST"])
def download(token: str, letter: str) -> None:
	"""Send the PDF of one of the petitioner's own papers; 202 while it is being made."""
	visitor = _visitor(token)
	found = papers.find(acts.piece_of(visitor), letter)
	if not found:
		frappe.throw(_("There is no such paper."), NotThisWay)
	if not pdf.is_made(found.name):
		pdf.in_background(found.name)
		frappe.local.response.http_status_code = 202
		return
	frappe.local.response.filename = f"{found.title}.pdf"
	frappe.local.response.filecontent = pdf.of(frappe.get_doc("Official Letter", found.name))
	frappe.local.response.type = "download"


@frappe.whitelist(methods=["POST"])
def new_sealed_code(register: str) -> str:
	"""Return a new query code for a sealed piece, to its custodian; the old one ends."""
	return sealed_code.give_anew(frappe.get_doc("Sealed Register", register))


def _visitor(form_token: str) -> entry.Visitor:
	token = frappe.local.request.cookies.get(session.COOKIE)
	visitor = session.read(token)
	if not visitor or not session.owns_form(token, form_token):
		frappe.throw(_("The visit is over. Enter number and code again."), NotThisWay)
	return visitor


def _shown(visitor: entry.Visitor) -> dict:
	if visitor.kind == entry.SEALED:
		return {"sealed": view.sealed(frappe.get_doc("Sealed Register", visitor.name))}
	return {"matter": dataclasses.asdict(view.of(frappe.get_doc("Petition Submission", visitor.name)))}
