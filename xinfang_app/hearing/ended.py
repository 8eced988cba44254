"""When the matter, or the review, ends otherwise, its open hearing ends with it.

Rule: a matter that was withdrawn, settled, merged or closed is heard no more, nor is a review that was withdrawn, refused
or signed. Nobody has to remember it: the hearing is called off in the same transaction, and what it left out of a term
ends.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.hearing import hearings, pending
from xinfang_app.hearing.vocabulary import OPEN
from xinfang_app.petition.ending import archive

LIVE = ("Registered", "Referred", "Accepted", "Handling", "Opinion Issued", "Served", "Executing")


def petition(doc: Document, method: str | None = None) -> None:
	"""After a save of a Petition."""
	before = doc.get_doc_before_save()
	if before and before.stage != doc.stage and doc.stage not in LIVE:
		_end({"petition": doc.name, "review": ["is", "not set"]}, _("The matter ended otherwise"))


def review(doc: Document, method: str | None = None) -> None:
	"""After a save of a Petition Review."""
	before = doc.get_doc_before_save()
	if before and before.stage != doc.stage and doc.stage not in pending.REVIEW_LIVE:
		_end({"review": doc.name}, _("The review ended otherwise"))


def refuse_archived(doc: Document, method: str | None = None) -> None:
	"""Before a save of a Hearing: a hearing of the handling changes no more once its matter is archived."""
	if not doc.review:
		archive.refuse_change(doc)


def _end(filters: dict, reason: str) -> None:
	for name in frappe.get_all("Hearing", filters={**filters, "stage": ["in", OPEN]}, pluck="name"):
		hearings.end(frappe.get_doc("Hearing", name), "Cancelled", reason)
