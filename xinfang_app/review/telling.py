"""What the organs are told of a review, through the outbox: level, number, organ and day, nobody's name, no content."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.messages import outbox
from xinfang_app.petition import acting
from xinfang_app.review import who

REQUESTED, ACCEPTED, FILE_CALLED, ANSWERED, DECIDED = (
	"review_requested",
	"review_accepted",
	"review_file_called",
	"review_answered",
	"review_decided",
)


def requested(review: Document) -> None:
	"""Tell the organ that reviews, or the office that records for one outside."""
	_put(review, REQUESTED, who.desk_of(review), ("officer", "head"))


def accepted(review: Document) -> None:
	"""Tell the organ whose opinion is reviewed."""
	_put(review, ACCEPTED, review.respondent_organ, ("officer", "head"))


def file_called(review: Document) -> None:
	"""Tell the organ that owes its file and answer."""
	_put(review, FILE_CALLED, review.respondent_organ, ("officer", "head"), due_on=str(review.answer_due_on))


def answered(review: Document) -> None:
	"""Tell the organ that reviews."""
	_put(review, ANSWERED, review.organ, ("officer",))


def decided(review: Document) -> None:
	"""Tell the organ whose opinion was reviewed, and the one that has the matter."""
	for organ in dict.fromkeys((review.respondent_organ, _handler(review))):
		if organ and not acting.is_external(organ):
			_put(
				review,
				DECIDED,
				organ,
				("officer", "head"),
				result=review.result,
				due_on=str(review.redo_due_on or ""),
			)


def text(row) -> dict | None:
	"""Return what is said: title and lines. Registered in `xf_outbox_texts`."""
	said = row.content
	titles = {
		REQUESTED: _("{0}: a request has come in", lang="zh"),
		ACCEPTED: _("{0}: taken on by {1}", lang="zh"),
		FILE_CALLED: _("{0}: {1} calls for the case file and your answer", lang="zh"),
		ANSWERED: _("{0}: the organ has answered", lang="zh"),
		DECIDED: _("{0}: decided by {1}", lang="zh"),
	}
	lines = [_("Petition {0}", lang="zh").format(said.number)]
	if said.get("result"):
		lines.append(_(said.result, lang="zh"))
	if said.get("due_on"):
		lines.append(_("Due on {0}", lang="zh").format(said.due_on))
	return {"title": titles[said.event].format(_(said.level, lang="zh"), said.reviewer), "lines": lines}


def _handler(review: Document) -> str | None:
	return frappe.db.get_value("Petition", review.petition, "holder")


def _put(review: Document, event: str, organ: str | None, audience: tuple[str, ...], **said) -> None:
	if not organ:
		return
	outbox.put(
		key=outbox.fitting(event, review.name, organ),
		text="petition_review",
		ref_doctype=review.doctype,
		ref_name=review.name,
		petition=review.petition,
		organ=organ,
		audience=audience,
		content={
			"event": event,
			"level": review.level,
			"number": review.petition_number or "",
			"reviewer": acting.organ_title(review.organ),
			**said,
		},
	)
