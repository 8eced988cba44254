"""What a petitioner may ask for now, and how his requests stand: for his own page.

Rule: he sees what he asked for, when, which organ has it, what it did and by when it decides; never the panel, the
organ's answer, another petitioner's request or a draft. He may ask as long as an opinion that reached him stands, also
after his thirty days (with the cause); he may withdraw what is not decided yet, and nobody may ask that of him.
"""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.serving import recipients
from xinfang_app.review import deciding, requests, reviews, routing

WITHDRAWABLE = (*deciding.OPEN, "Accepted")


def open_for(petition: Document, petitioner: str) -> dict | None:
	"""Return what `petitioner` may ask for: {level, number, until, late, organs [{value, label}]}, or None."""
	for level in (reviews.RE_REVIEW, reviews.REVIEW):
		paper = requests.attacked(petition.name, level)
		record = paper and requests.received(paper, petitioner)
		options = routing.options(paper.organ) if record else []
		if not options:
			continue
		if any(_row(review, petitioner) for review in requests.standing(paper, level)):
			continue
		# Whoever did not ask for the review has nothing to ask for at the next level.
		return {
			"level": level,
			"number": paper.document_number or "",
			"until": getdate(record.review_until) if record.review_until else None,
			"late": bool(record.review_until and getdate(record.review_until) < when.today()),
			"organs": [{"value": one.organ, "label": one.title} for one in options],
		}
	return None


def of(petition: Document, petitioner: str) -> list[dict]:
	"""Return the requests of `petitioner` on `petition`, oldest first.

	Each: name, level, organ, stage, result, number, due_on, steps [(day, what, organ)], may_withdraw.
	"""
	names = frappe.get_all(
		reviews.DOCTYPE,
		filters={"petition": petition.name},
		pluck="name",
		order_by="requested_on asc, creation asc",
	)
	found = []
	for review in (frappe.get_doc(reviews.DOCTYPE, name) for name in names):
		row = _row(review, petitioner, withdrawn=True)
		if row:
			found.append(_told(review, row))
	return found


def current(petition: Document, petitioner: str) -> Document | None:
	"""Return the request of `petitioner` that may still be withdrawn, or None."""
	for told in reversed(of(petition, petitioner)):
		if told["may_withdraw"]:
			return frappe.get_doc(reviews.DOCTYPE, told["name"])
	return None


def is_his(review: str, petitioners: set[str]) -> bool:
	"""Return whether one of `petitioners` (records of one person) asked for the review named `review`."""
	return bool(
		frappe.db.exists(
			"Review Requester",
			{"parenttype": reviews.DOCTYPE, "parent": review, "recipient": ["in", sorted(petitioners)]},
		)
	)


def _row(review: Document, petitioner: str, *, withdrawn: bool = False):
	same = recipients.same(petitioner)
	return next(
		(
			row
			for row in review.requesters
			if row.recipient in same and (withdrawn or not (row.withdrawn or row.refused))
		),
		None,
	)


def _told(review: Document, row: Document) -> dict:
	word = "复查" if review.level == reviews.REVIEW else "复核"
	organ = organ_title(review.organ)
	decided = review.stage in ("Signed", "Served")
	steps: list[tuple[date, str, str]] = [(getdate(row.filed_on), f"您提出{word}申请", organ)]
	for day, text in (
		(review.supplement_asked_on, f"通知您补正{word}申请"),
		(review.supplemented_on, "收到您的补正"),
		(review.accepted_on if not review.external else None, f"受理{word}申请"),
		(review.refused_on, f"决定不予受理{word}申请"),
		(review.withdrawn_on, f"您撤回{word}申请"),
		(review.signed_on if decided else None, f"作出{word}意见"),
	):
		if day:
			steps.append((getdate(day), text, organ))
	return {
		"name": review.name,
		"level": review.level,
		"word": word,
		"organ": organ,
		"stage": "Withdrawn" if row.withdrawn else "Not Accepted" if row.refused else review.stage,
		"result": review.result if review.stage == "Served" else "",
		"number": review.document_number if review.stage == "Served" else "",
		"reason": row.refusal_reason or (review.refusal_reason if review.stage == "Not Accepted" else ""),
		"needed": review.supplement_needed if review.stage == "Supplementing" else "",
		"needed_by": getdate(review.supplement_due_on) if review.stage == "Supplementing" else None,
		"due_on": reviews.due_on(review) if review.stage in reviews.UNDER_WAY else None,
		"steps": steps,
		"may_withdraw": review.stage in WITHDRAWABLE and not (row.withdrawn or row.refused),
	}
