"""What a petitioner may do on his page: rate, withdraw. Each is his own word (arts. 18, 21).

Rule: only the visitor whose number and code were right, only on his own matter, and only where `petition` lets him. A
browser in which an official is logged in may look, not act: nobody rates or withdraws in a petitioner's name here.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.citizen import papers
from xinfang_app.citizen.entry import PIECE, Visitor
from xinfang_app.petition.ending import withdrawal
from xinfang_app.petition.serving import rating, recipients

REASON = 500


class NotThisWay(frappe.PermissionError):
	"""The act is not open to this visitor, or not in this browser."""


def piece_of(visitor: Visitor) -> Document:
	"""Return the submission of `visitor`; raises NotThisWay for one who follows a sealed piece."""
	if visitor.kind != PIECE:
		frappe.throw(_("This is not possible here."), NotThisWay)
	return frappe.get_doc("Petition Submission", visitor.name)


def rate(visitor: Visitor, target: str, value: str, reason: str | None = None) -> None:
	"""Keep the visitor's rating of `target` ("Petition office" or "Responsible organ"). Raises RatingNotOpen."""
	_refuse_officials()
	piece = piece_of(visitor)
	rating.rate(_petition(piece), target, value, _short(reason), piece=piece)


def withdraw(visitor: Visitor, reason: str | None = None) -> None:
	"""Withdraw the visitor's matter: confirm the request entered in his name, else enter and confirm his own."""
	_refuse_officials()
	piece = piece_of(visitor)
	petition = _petition(piece)
	waiting = waiting_request(piece, petition)
	if waiting:
		withdrawal.confirm(waiting, piece=piece)
	else:
		withdrawal.request_by_citizen(petition, piece, _short(reason))


def waiting_request(piece: Document, petition: Document) -> Document | None:
	"""Return the Withdrawal Request in the visitor's name that waits for his word, or None."""
	names = frappe.get_all(
		"Withdrawal Request",
		filters={
			"petition": petition.name,
			"requester": ["in", sorted(recipients.same(papers.main_of(piece)))],
			"status": "To be confirmed",
			"confirmed_on": ["is", "not set"],
		},
		order_by="creation asc",
		limit=1,
		pluck="name",
	)
	return frappe.get_doc("Withdrawal Request", names[0]) if names else None


def _petition(piece: Document) -> Document:
	if not piece.petition:
		frappe.throw(_("This is not possible here."), NotThisWay)
	return frappe.get_doc("Petition", piece.petition)


def _refuse_officials() -> None:
	if frappe.session.user != "Guest":
		frappe.throw(
			_("Somebody is logged in to the office system in this browser. Log out there first."), NotThisWay
		)


def _short(text: str | None) -> str:
	return (text or "").strip()[:REASON]
