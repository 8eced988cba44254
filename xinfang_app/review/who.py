"""Who takes which step of a review.

Rule: the organ that reviews works through its officers, leaders and review officers. A review organ outside the system
takes no step here: what it did is recorded by the petition office that entered the request, never by the organ whose opinion is reviewed. That organ hands over its file and gives its answer,
and nothing else.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.organization import posting
from xinfang_app.petition import acting
from xinfang_app.review.errors import NotTheReviewer

POSTS = (*acting.WORKING_POSTS, "Review Officer")


def serves(organ: str | None, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) takes steps of a review for `organ` today."""
	user = user or frappe.session.user
	return bool(organ) and (user == "Administrator" or posting.has_post(user, organ, POSTS, when.today()))


def organs_of(user: str | None = None) -> list[str]:
	"""Return the organs for which `user` (default: who is logged in) takes steps of a review today."""
	rows = posting.current(user or frappe.session.user)
	return list(dict.fromkeys(row.organ for row in rows if row.post in POSTS))


def desk_of(review: Document) -> str | None:
	"""Return the organ that works on `review` here: the review organ, or who records for one outside."""
	return review.recorded_organ if review.external else review.organ


def is_reviewer(review: Document, user: str | None = None) -> bool:
	"""Return whether `user` works on `review` for the organ that reviews."""
	return serves(desk_of(review), user)


def require_reviewer(review: Document) -> None:
	"""Raise NotTheReviewer unless the user works on `review` for the organ that reviews."""
	if not is_reviewer(review):
		frappe.throw(
			_("Only {0} can take this step.").format(acting.organ_title(desk_of(review))), NotTheReviewer
		)


def require_respondent(review: Document) -> None:
	"""Raise NotTheReviewer unless the user acts for the organ whose opinion is reviewed."""
	if not serves(review.respondent_organ):
		frappe.throw(
			_("Only {0} can take this step.").format(acting.organ_title(review.respondent_organ)),
			NotTheReviewer,
		)


def entering_organ(petition: Document, organ: str, respondent: str, external: bool) -> str:
	"""Return in whose name the user enters a request for a review by `organ`. Raises NotTheReviewer.

	Inside the system: the review organ itself, a petition office, or the organ that holds the matter, which hands the
	request on. For a review organ outside: a petition office.
	"""
	own = organs_of()
	offices = [name for name in own if acting.is_petition_office(name)]
	allowed = [organ, *offices, *([] if external else [petition.holder, respondent])]
	found = next((name for name in allowed if name in own), None)
	if not found and frappe.session.user == "Administrator":
		return organ
	if not found:
		frappe.throw(
			_("A request for review is entered by the organ that reviews, or by the petition office."),
			NotTheReviewer,
		)
	return found
