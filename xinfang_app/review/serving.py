"""Serving the opinion of a review on those who asked; the second half of `petition.serving.service`.

Rule (arts. 35, 36): the term of the review (N10, N12) ends when the last of those who asked has been served. Each of them
has thirty days of his own for a re-review from his receipt (N11); after a re-review there is none. A letter that comes
back was no service: the term runs on with its first due date.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import custody
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import handling
from xinfang_app.petition.handling_errors import ServiceNotPossible
from xinfang_app.petition.serving import recipients, service_status
from xinfang_app.review import reviews, who
from xinfang_app.workflows import stages

TITLES = {reviews.REVIEW: "信访事项复查意见书", reviews.RE_REVIEW: "信访事项复核意见书"}


def require(review: Document) -> None:
	"""Raise NotTheReviewer unless the user serves for the organ that reviews. Registered in `xf_served_papers`."""
	who.require_reviewer(review)


def milestone(review: Document) -> str:
	"""Return what is recorded when the opinion has reached a recipient. Registered in `xf_served_papers`."""
	return reviews.SERVED[review.level]


def needed(review: Document) -> list[recipients.Recipient]:
	"""Return on whom the opinion is served: those who asked. Registered in `xf_served_papers`."""
	return reviews.requesters(review)


def told(review: Document) -> tuple[str, str]:
	"""Return title and remedy for the certificate of service. Registered in `xf_served_papers`."""
	return TITLES[review.level], review.remedy_text or ""


def served(review: Document, record: Document) -> None:
	"""After a service: when it was the last, the review is served. Registered in `xf_served_papers`."""
	rows = [service_status.first(review.name, one.petitioner) for one in needed(review)]
	if not rows or not all(rows) or review.stage != "Signed":
		return
	last = max(getdate(row.effective_on) for row in rows)
	review.served_on = last
	review = stages.advance(review, "Served", by_service=True)
	moment = handling.moment(last)
	proof = {"scan": record.proof, "backdate_reason": record.backdate_reason}
	milestones.record(review, "served", moment, organ=review.organ, **proof)
	petition = handling.petition_of(review)
	milestones.record(petition, reviews.SERVED[review.level], moment, organ=review.organ, **proof)
	if not review.external:
		custody.end(petition, kind=custody.TASK, source=review)


def undone(review: Document, record: Document) -> None:
	"""A letter came back: the review is not served. Registered in `xf_served_papers`."""
	if review.stage != "Served" or all(
		service_status.first(review.name, one.petitioner) for one in needed(review)
	):
		return
	review.served_on = None
	review = stages.advance(review, "Signed", by_service=True)
	engine.reopen(review, reviews.TERM[review.level], _("The letter came back"))
	if not review.external:
		custody.give(
			handling.petition_of(review),
			organ=review.organ,
			kind=custody.TASK,
			reason=_("Review of the opinion"),
			source=review,
		)


def check_served(review: Document) -> None:
	"""Stage guard: served when everybody who asked is. Raises ServiceNotPossible."""
	rows = [service_status.first(review.name, one.petitioner) for one in needed(review)]
	if not review.served_on or not rows or not all(rows):
		frappe.throw(_("Record the service on every recipient first."), ServiceNotPossible)
