"""Reading reviews: the newest of a matter, what it is about, whom it concerns, the setting of the room."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app.petition import clocks
from xinfang_app.petition.serving import recipients

DOCTYPE = "Petition Review"
REVIEW, RE_REVIEW = "Review", "Re-Review"
TERM = {REVIEW: "N10", RE_REVIEW: "N12"}
#: What is recorded on the Service Record of the opinion that is attacked.
ASKED = {REVIEW: "review_requested", RE_REVIEW: "re_review_requested"}
#: What is recorded on the petition when the review reached everybody who asked.
SERVED = {REVIEW: "review_served", RE_REVIEW: "re_review_served"}
UNDER_WAY = ("Requested", "Supplementing", "Accepted", "Pending Signature", "Signed")
ENDED_WITHOUT = ("Not Accepted", "Withdrawn")
REDO = "Revoked and to be redone"


def current(petition: str, level: str | None = None) -> Document | None:
	"""Return the newest review of the petition named `petition` (of `level` only), or None."""
	name = frappe.db.get_value(
		DOCTYPE,
		{"petition": petition, **({"level": level} if level else {})},
		"name",
		order_by="requested_on desc, creation desc",
	)
	return frappe.get_doc(DOCTYPE, name) if name else None


def decided(petition: str, level: str) -> Document | None:
	"""Return the newest review of `level` with a signed opinion, or None."""
	name = frappe.db.get_value(
		DOCTYPE,
		{"petition": petition, "level": level, "stage": ["in", ("Signed", "Served")]},
		"name",
		order_by="signed_on desc, creation desc",
	)
	return frappe.get_doc(DOCTYPE, name) if name else None


def standing_rows(review: Document) -> list[Document]:
	"""Return the rows of those who asked for `review`, neither withdrawn nor turned away."""
	return [row for row in review.requesters if not (row.withdrawn or row.refused)]


def is_late(review: Document) -> bool:
	"""Return whether `review` rests on late requests alone."""
	rows = standing_rows(review) or review.requesters
	return bool(rows) and all(row.late for row in rows)


def requesters(review: Document) -> list[recipients.Recipient]:
	"""Return whose request for `review` stands, as those on whom its papers are served."""
	asked: set[str] = set()
	for row in standing_rows(review):
		asked |= recipients.same(row.recipient)
	return [who for who in recipients.required(review.petition) if recipients.same(who.petitioner) & asked]


def is_unserved(petition: Document, milestone: str) -> bool:
	"""Return whether a signed review whose service is `milestone` is out on its way. Registered in `xf_unserved_opinions`."""
	levels = [level for level, served in SERVED.items() if served == milestone]
	return bool(
		levels
		and frappe.db.exists(DOCTYPE, {"petition": petition.name, "level": levels[0], "stage": "Signed"})
	)


def due_on(review: Document) -> date | None:
	"""Return the day by which the review opinion is due (N10, N12), as it stands now."""
	return clocks.due_on(TERM[review.level], review)


def setting(name: str) -> int:
	"""Return a number of the Review Setting; its default where nothing was entered."""
	value = cint(frappe.db.get_single_value("Review Setting", name))
	return value or cint(frappe.get_meta("Review Setting").get_field(name).default)


def final_of(petition: Document) -> list[dict]:
	"""Return the re-reviews served in matters of the same person as `petition`. Registered in `xf_final_reviews`.

	Rows: name, number, served_on, title. Art. 36 §3.
	"""
	same = recipients.same(petition.first_petitioner)
	if not same:
		return []
	table, row = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Review Requester")
	found = (
		frappe.qb.from_(table)
		.inner_join(row)
		.on(row.parent == table.name)
		.select(table.name, table.document_number, table.served_on, table.title)
		.where((table.level == RE_REVIEW) & (table.stage == "Served") & row.recipient.isin(sorted(same)))
		.distinct()
		.orderby(table.served_on)
	).run(as_dict=True)
	return [
		{
			"name": review.name,
			"number": review.document_number or "",
			"served_on": str(getdate(review.served_on)),
			"title": review.title or "",
		}
		for review in found
		if review.document_number
	]
