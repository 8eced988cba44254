"""An opinion given after a hearing cites its conclusion.

Rule: the record and the conclusion of a hearing are the main basis of what is decided; the opinion, or the opinion on
review, names the conclusion by its number. While a hearing is open, asked for and undecided included, nothing is signed
over it: it is decided, concluded, given up or called off first. It gains no time: no term but that of the re-review waits.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.hearing.vocabulary import CONCLUDED, HANDLING, OPEN
from xinfang_app.petition.answering.presign import Problem

_TEXTS = ("Small Text", "Text", "Long Text", "Text Editor")


def check(opinion: Document) -> list[Problem]:
	"""Return hard problems of an opinion whose matter was heard. Registered in `xf_presign_checks`."""
	filters = {"petition": opinion.petition, "level": HANDLING}
	problems = _open(filters)
	said = _text(opinion)
	problems += [
		Problem(
			"hearing_cited", _("The opinion does not cite the conclusion of the hearing: {0}").format(number)
		)
		for number in _numbers(filters)
		if number not in said
	]
	return problems


def check_review(review: Document) -> list[Problem]:
	"""Return a hard problem for each open hearing of `review`. Registered in `xf_review_checks`."""
	return _open({"review": review.name})


def of_review(review: Document) -> list[str]:
	"""Return the numbers of conclusions that the opinion on `review` has to cite. Registered in `xf_review_cited`."""
	return _numbers({"review": review.name})


def _open(filters: dict) -> list[Problem]:
	return [
		Problem(
			"hearing_open", _("The hearing {0} is not concluded; the opinion waits for it.").format(number)
		)
		for number in frappe.get_all("Hearing", filters={**filters, "stage": ["in", OPEN]}, pluck="number")
	]


def _numbers(filters: dict) -> list[str]:
	return frappe.get_all(
		"Hearing",
		filters={**filters, "stage": CONCLUDED},
		pluck="conclusion_number",
		order_by="concluded_on asc",
	)


def _text(opinion: Document) -> str:
	docs = [opinion, *opinion.items]
	return "\n".join(
		str(doc.get(field.fieldname) or "")
		for doc in docs
		for field in doc.meta.fields
		if field.fieldtype in _TEXTS
	)
