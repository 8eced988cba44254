"""What a petitioner may do on his page: rate, withdraw, ask for a review. Each is his own word (arts. 18, 21, 35, 36).

Rule: only the visitor whose number and code were right, only on his own matter, and only where `petition` lets him. A
browser in which an official is logged in may look, not act: nobody rates or withdraws in a petitioner's name here.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.citizen import papers
from xinfang_app.citizen.entry import PIECE, Visitor
from xinfang_app.hearing import by_citizen
from xinfang_app.petition.ending import withdrawal
from xinfang_app.petition.serving import rating, recipients
from xinfang_app.review import asking, deciding, requests

REASON = 500
WORDS = 4000


class NotThisWay(frappe.PermissionError):
	"""The act is not open to this visitor, or not in this browser."""


def piece_of(visitor: Visitor) -> Document:
	"""Return the submission of `visitor`; raises NotThisWay for one who follows a sealed piece."""
	if visitor.kind != PIECE:
		frappe.throw(_("This is not possible here."), NotThisWay)
	return frappe.get_doc("Petition Submission", visitor.name)


def rate(visitor: Visitor, target: str, value: str, reason: str | None = None) -> None:
	"""Keep the visitor's rating of `target` ("Petition office" or "Responsible organ"). Raises RatingNotOpen."""
	refuse_officials()
	piece = piece_of(visitor)
	rating.rate(_petition(piece), target, value, _short(reason), piece=piece)


def withdraw(visitor: Visitor, reason: str | None = None) -> None:
	"""Withdraw the visitor's matter: confirm the request entered in his name, else enter and confirm his own."""
	refuse_officials()
	piece = piece_of(visitor)
	petition = _petition(piece)
	waiting = waiting_request(piece, petition)
	if waiting:
		withdrawal.confirm(waiting, piece=piece)
	else:
		withdrawal.request_by_citizen(petition, piece, _short(reason))


def ask_review(
	visitor: Visitor,
	level: str,
	claims: str,
	facts: str,
	organ: str | None = None,
	late_cause: str | None = None,
) -> None:
	"""Ask in the visitor's own words for the review (or re-review) of the opinion that reached him. Raises RequestRefused."""
	refuse_officials()
	piece = piece_of(visitor)
	petition, who = _petition(piece), papers.main_of(piece)
	if not who:
		frappe.throw(_("This is not possible here."), NotThisWay)
	requests.request_by_citizen(
		petition,
		who,
		level=level,
		organ=organ or None,
		claims=_text(claims),
		facts=_text(facts),
		late_cause=_short(late_cause),
	)


def withdraw_review(visitor: Visitor) -> None:
	"""Withdraw the visitor's own request for review; the rest of his term stays his."""
	refuse_officials()
	piece = piece_of(visitor)
	petition, who = _petition(piece), papers.main_of(piece) or ""
	standing = asking.current(petition, who)
	if not standing:
		frappe.throw(_("This is not possible here."), NotThisWay)
	deciding.withdraw_by_citizen(standing, who)


def ask_hearing(visitor: Visitor, reason: str | None) -> None:
	"""Put on record that the visitor asks for a hearing of his matter. Raises HearingRefused."""
	refuse_officials()
	piece = piece_of(visitor)
	by_citizen.ask(_petition(piece), _short(reason) or "", papers.main_of(piece))


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


def refuse_officials() -> None:
	"""Raise NotThisWay in a browser in which an official is logged in."""
	if frappe.session.user != "Guest":
		frappe.throw(
			_("Somebody is logged in to the office system in this browser. Log out there first."), NotThisWay
		)


def _text(text: str | None) -> str:
	return (text or "").strip()[:WORDS]


def _short(text: str | None) -> str:
	return (text or "").strip()[:REASON]
