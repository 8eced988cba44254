"""Which papers a visitor may download: those addressed to him, once they are his.

Rule: papers to the petitioner of his own piece, and papers on the matter that are addressed to him in person. An opinion,
that of a review included, becomes his with its service, not before: reading it here first would leave open when its 30 days began (art. 35). The
same person may stand in several records (`recipients.same`). Papers between organs and inner forms are never his.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.petition.serving import recipients

OPINION = "Handling Opinion"
#: The opinions of a review; its other papers are the petitioner's at once.
REVIEW, REVIEW_OPINIONS = "Petition Review", ("W25", "W26")


@dataclass(frozen=True)
class CitizenPaper:
	"""A paper as the page lists it. `name` is the Official Letter."""

	name: str
	title: str
	number: str
	organ: str
	issued_on: date


def of(piece: Document) -> list[CitizenPaper]:
	"""Return the papers that belong to the main petitioner of `piece`, oldest first."""
	me = recipients.same(main_of(piece))
	if not me:
		return []
	rows = frappe.get_all(
		"Official Letter",
		filters={
			"addressed_to": "Petitioner",
			"stage": "Issued",
			"sealed": 0,
			"recipient": ["in", sorted(me)],
			"petition": piece.petition or "-",
		},
		fields=[
			"name",
			"title",
			"document_number",
			"organ",
			"issued_on",
			"ref_doctype",
			"ref_name",
			"template",
		],
		order_by="issued_on asc, creation asc",
	)
	served = served_opinions(piece, me)
	return [_paper(row) for row in rows if _is_his(row, piece, served)] + [
		_paper(row) for row in _opinions_to_others(served, rows)
	]


def find(piece: Document, letter: str) -> CitizenPaper | None:
	"""Return the paper named `letter` if it belongs to the petitioner of `piece`, else None."""
	return next((paper for paper in of(piece) if paper.name == letter), None)


def main_of(piece: Document) -> str | None:
	"""Return the main Petitioner of `piece`."""
	return next((row.petitioner for row in piece.petitioners if row.is_main), None)


def served_opinions(piece: Document, me: set[str]) -> set[str]:
	"""Return the opinions of the matter, those of reviews included, that were served on one of the records `me`."""
	if not piece.petition:
		return set()
	rows = frappe.get_all(
		"Service Record",
		filters={
			"petition": piece.petition,
			"recipient": ["in", sorted(me)],
			"effective_on": ["is", "set"],
			"failed": 0,
		},
		pluck="opinion",
	)
	return {opinion for opinion in rows if opinion}


def _is_his(row, piece: Document, served: set[str]) -> bool:
	if row.ref_doctype == OPINION:
		return row.ref_name in served
	if row.ref_doctype == REVIEW and row.template in REVIEW_OPINIONS:
		return row.ref_name in served
	if row.ref_doctype == "Petition Notice":
		return frappe.db.get_value("Petition Notice", row.ref_name, "submission") in (piece.name, None, "")
	# The receipt is handed over at the counter; it carries the code and is kept nowhere.
	return row.ref_doctype != "Petition Submission"


def _opinions_to_others(served: set[str], listed: list) -> list:
	"""The one opinion of a matter names its main petitioner; it is also theirs on whom it was served."""
	missing = served - {
		row.ref_name for row in listed if row.ref_doctype == OPINION or row.template in REVIEW_OPINIONS
	}
	if not missing:
		return []
	return frappe.get_all(
		"Official Letter",
		filters={
			"template": ["in", ("W21", *REVIEW_OPINIONS)],
			"ref_name": ["in", sorted(missing)],
			"addressed_to": "Petitioner",
			"sealed": 0,
		},
		fields=["name", "title", "document_number", "organ", "issued_on"],
		order_by="issued_on asc",
	)


def _paper(row) -> CitizenPaper:
	return CitizenPaper(
		row.name,
		row.title,
		row.document_number or "",
		frappe.get_cached_value("Organ", row.organ, "title"),
		getdate(row.issued_on),
	)
