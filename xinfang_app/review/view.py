"""What the forms offer whom: the open steps of a review, who may be served, and on a petition whether a review may be asked for.

Rule: the form never decides which step is possible. It asks here; a step that is offered may still be refused with its
reason, a step that is not offered would be.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition import acting, handling
from xinfang_app.petition.serving import recipients, service_status
from xinfang_app.review import aftercare, casework, drafting, requests, reviews, routing, who


def of(review: Document) -> dict:
	"""Return {steps, next, requesters, problems, panel, draft, checks} of a review for who is logged in."""
	reviewer = who.is_reviewer(review) and scope.may(review, "act")
	steps = _steps(review) if reviewer else []
	if (
		review.stage == "Accepted"
		and review.file_called_on
		and not review.answered_on
		and not review.external
	):
		if who.serves(review.respondent_organ):
			steps.append("answer")
	draft = drafting.of(review) if reviewer and not review.external else None
	return {
		"steps": steps,
		"reviewer": reviewer,
		"next": _next(review, reviewer),
		"requesters": [_recipient(review, one) for one in reviews.requesters(review)] if reviewer else [],
		"problems": [
			{"text": problem.text, "hard": problem.hard} for problem in drafting.problems(review, draft)
		]
		if reviewer and review.stage == "Accepted" and not review.external
		else [],
		"panel": casework.able(review) if "panel" in steps else [],
		"least": reviews.setting("panel_size"),
		"draft": draft.name if draft else None,
		"text": _text(draft) if draft and review.stage == "Pending Signature" else [],
		"organ_title": acting.organ_title(review.organ),
		"respondent_title": acting.organ_title(review.respondent_organ),
		"claims": [
			{"claim_no": row.claim_no, "claim": row.claim} for row in handling.petition_of(review).claims
		]
		if "record_outside" in steps
		else [],
		"mail_out": _mail_out(review) if reviewer else [],
	}


def _text(draft: Document) -> list[dict]:
	"""Return what waits for the signature, in full: [{label, text}]."""
	lines = [
		{
			"label": _(draft.meta.get_label(name)),
			"text": _(draft.get(name)) if name == "result" else draft.get(name),
		}
		for name in ("result", "findings", "law", "reasons")
		if draft.get(name)
	]
	return lines + [
		{
			"label": str(row.claim_no),
			"text": "，".join(filter(None, (row.get("claim"), _(row.result or ""), row.get("granted")))),
		}
		for row in draft.items
	]


def of_petition(petition: Document) -> dict:
	"""Return {reviews, levels, aftercare} for the petition's form: the reviews he may read, what may be asked for now."""
	rows = scope.get_list(
		reviews.DOCTYPE,
		{"petition": petition.name},
		["name", "level", "stage", "result", "document_number", "due_on"],
		order_by="requested_on asc",
	)
	return {
		"reviews": [dict(row) for row in rows],
		"levels": [found for level in reviews.TERM if (found := _level(petition, level))],
		"aftercare": aftercare.may(petition),
	}


def _level(petition: Document, level: str) -> dict | None:
	"""What the dialog of a request needs: who may ask, whom, until when; None where nobody may or the user may not."""
	paper = requests.attacked(petition.name, level)
	if not paper:
		return None
	options = routing.options(paper.organ)
	own = set(who.organs_of())
	office = any(acting.is_petition_office(name) for name in own)
	mine = [
		row
		for row in options
		if row.organ in own or office or (not row.external and own & {petition.holder, paper.organ})
	]
	if not mine:
		return None
	running = requests.standing(paper, level)
	asked = {row.recipient for review in running for row in reviews.standing_rows(review)}
	people = []
	for one in recipients.required(petition.name):
		record = requests.received(paper, one.petitioner)
		if record and not recipients.same(one.petitioner) & asked:
			people.append(
				{
					"value": one.petitioner,
					"label": one.masked_name,
					"until": str(record.review_until or ""),
					"late": bool(record.review_until and getdate(record.review_until) < when.today()),
				}
			)
	if not people:
		return None
	return {
		"level": level,
		"number": paper.document_number or "",
		"people": people,
		"organs": [{"value": row.organ, "label": row.title} for row in mine],
	}


def _steps(review: Document) -> list[str]:
	if review.stage in ("Requested", "Supplementing"):
		steps = ["accept", "not_accept"]
		if review.stage == "Supplementing":
			steps.append("supplement")
		elif not review.supplement_asked_on:
			steps.append("ask_supplement")
		return [*steps, "withdraw", *(["record_outside"] if review.external else [])]
	if review.stage == "Accepted" and review.external:
		return ["record_outside", "withdraw"]
	if review.stage == "Accepted":
		steps = [] if review.file_called_on else ["call_file"]
		steps += ["panel", "draft"]
		if not any(problem.hard for problem in drafting.problems(review)):
			steps.append("submit")
		return [*steps, "withdraw"]
	if review.stage in ("Signed", "Served") and _unserved(review):
		return ["serve"]
	return []


def _next(review: Document, reviewer: bool) -> str:
	"""What happens next, for the head of the form."""
	if review.stage == "Requested" and review.late:
		return _("The request came after the term; its cause is looked at first.")
	if review.stage in ("Requested", "Supplementing"):
		return _("The organ that reviews checks the request and takes it on, or turns it away with reasons.")
	if review.stage == "Accepted" and review.external:
		return _("The organ outside decides; enter its opinion when it comes.")
	if review.stage == "Accepted" and not review.file_called_on:
		return _(
			"Call for the case file and the answer of the organ, then name the panel and draft the opinion."
		)
	if review.stage == "Accepted" and not review.answered_on:
		return _("{0} answers until {1}.").format(
			acting.organ_title(review.respondent_organ), review.answer_due_on
		)
	if review.stage == "Accepted":
		return (
			_("The panel deliberates; the opinion is drafted and sent up for signature.") if reviewer else ""
		)
	if review.stage == "Pending Signature":
		return _("The opinion waits for the signature of a leader.") if reviewer else ""
	if review.stage == "Signed":
		return _("Serve the opinion on everybody who asked; the term runs until then.") if reviewer else ""
	if review.stage == "Served" and review.level == reviews.REVIEW:
		return _("Each who asked has thirty days from his receipt to ask for a re-review.")
	if review.stage == "Served":
		return _("This is the last word; care and help go on (art. 37).")
	return ""


def _recipient(review: Document, one: recipients.Recipient) -> dict:
	row = service_status.first(review.name, one.petitioner) if review.stage in ("Signed", "Served") else None
	return {
		"petitioner": one.petitioner,
		"masked_name": one.masked_name,
		"is_main": one.is_main,
		"is_representative": one.is_representative,
		"served_on": str(row.effective_on) if row and row.effective_on else None,
	}


def _unserved(review: Document) -> bool:
	return any(not service_status.reached(review.name, one.petitioner) for one in reviews.requesters(review))


def _mail_out(review: Document) -> list[dict]:
	return frappe.get_all(
		"Service Record",
		filters={"opinion": review.name, "way": "By post", "result": "", "sent_on": ["is", "set"]},
		fields=["name", "recipient_name as title"],
	)
