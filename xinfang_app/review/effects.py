"""What the signed opinion of a review does to the matter.

Rule: upheld leaves everything as it is. Changed writes the review's results on the claims. Revoked and to be done again
gives the matter back to the organ that handled it, with the term that the review set. Revoked takes the opinion away: the
matter was none for this procedure. A redo begins on the day of the signature: an order to an organ needs no service.
A re-review of a review that revoked the opinion upholds it or orders the matter to be done again with a new term; once a
new opinion is signed, that one stands and is reviewed by itself. A matter that was closed or archived meanwhile (a letter was under way, a late request was excused) is opened again.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app.deadline import calendar
from xinfang_app.petition import handling
from xinfang_app.petition.answering import opinion as opinions
from xinfang_app.petition.answering import redo
from xinfang_app.petition.ending import archive
from xinfang_app.review import reviews


def apply(review: Document, **proof) -> date | None:
	"""Let `review` take effect on its matter; return the last day for doing it again, if any.

	`proof`: scan, backdate_reason.
	"""
	opinion = frappe.get_doc("Handling Opinion", review.opinion)
	if review.result == "Upheld" or opinion.stage != "Signed":
		return None
	if opinion.revoked_on and review.result != reviews.REDO:
		# Only an organ outside can have decided so; whoever enters it is told what it does not do.
		frappe.msgprint(
			_(
				"The review had revoked the opinion. This one stays on record and changes nothing on the matter; ask the organ outside for an order to do it again, if it is to be handled anew."
			)
		)
		return None
	on = get_datetime(review.signed_on)
	archive.reopen(handling.petition_of(opinion))
	told = {"number": review.document_number or "", "occurred_on": on}
	if review.result == "Changed":
		if review.items:
			redo.change(opinion, review.items, _whole(review), **told)
		return None
	if review.result == "Revoked":
		redo.revoke(opinion, **told)
		return None
	due = calendar.due(on.date(), cint(review.redo_days), "Calendar Day", True).rolled
	redo.order(opinion, organ=review.organ, due_on=due, **told, **proof)
	return due


def _whole(review: Document) -> str:
	changed = {row.claim_no: row.result for row in review.items}
	claims = handling.petition_of(review).claims
	return opinions.whole([changed.get(claim.claim_no) or claim.result for claim in claims])
