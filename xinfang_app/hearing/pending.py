"""What is still to be decided, so that a hearing can serve it, and which hearing is open.

Rule (arts. 31(6), 36 §2): a hearing serves a decision that is still to be taken: of the matter while it is handled, of a
review while it is taken on. Once the opinion is out nothing is decided, told or opened any more. What belongs to another
legal route is not heard here. One hearing at a time: an open one holds a key that is unique in the database.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.hearing.errors import HearingRefused
from xinfang_app.hearing.vocabulary import OPEN
from xinfang_app.petition import handling

DOCTYPE = "Hearing"
#: Where a matter, or a review, is still to be decided.
HANDLED = ("Accepted", "Handling")
REVIEWED = ("Accepted",)
REVIEW_LIVE = ("Requested", "Supplementing", "Accepted", "Pending Signature")


def check_hearing(hearing: Document) -> None:
	"""Refuse a step of `hearing` where what it is to serve was decided meanwhile. Raises WrongMoment, HearingRefused."""
	check(frappe.get_doc("Petition", hearing.petition), review_of(hearing))


def check(petition: Document, review: Document | None) -> None:
	"""Refuse where nothing is left to decide, or another legal route is the right one."""
	if review:
		handling.at_stage(review, REVIEWED, _("A hearing"))
		return
	handling.at_stage(petition, HANDLED, _("A hearing"))
	if petition.pathway and petition.pathway != "P6":
		frappe.throw(
			_(
				"This matter follows another legal route; hearings belong to the petition procedure (art. 31)."
			),
			HearingRefused,
		)


def standing(petition: str, review: Document | None, *, lock: bool = True) -> Document | None:
	"""Return the hearing of the matter, or of the review, that is still open, or None; a page reads without `lock`."""
	if lock:
		# Two requests at once: the second waits here and finds the first.
		frappe.db.get_value("Petition", petition, "name", for_update=True)
	name = frappe.db.get_value(
		DOCTYPE,
		{
			"petition": petition,
			"review": review.name if review else ["is", "not set"],
			"stage": ["in", OPEN],
		},
		for_update=lock,
	)
	return frappe.get_doc(DOCTYPE, name) if name else None


def live_key(hearing: Document) -> str | None:
	"""Return the key that an open hearing holds; the database keeps it unique."""
	return (hearing.review or hearing.petition) if (hearing.stage or OPEN[0]) in OPEN else None


def organs(petition: str) -> list[str]:
	"""Return who decides beside the organ that has the matter: organs of open reviews and hearings.

	Registered in `xf_deciding_organs`: their people may be made to stand aside, too (art. 28 §3).
	"""
	reviews = frappe.get_all(
		"Petition Review",
		filters={"petition": petition, "stage": ["in", REVIEW_LIVE], "external": 0},
		pluck="organ",
	)
	heard = frappe.get_all(DOCTYPE, filters={"petition": petition, "stage": ["in", OPEN]}, pluck="organ")
	return list(dict.fromkeys(filter(None, (*reviews, *heard))))


def review_of(hearing: Document) -> Document | None:
	"""Return the Petition Review that `hearing` serves, or None at the handling."""
	return frappe.get_doc("Petition Review", hearing.review) if hearing.review else None
