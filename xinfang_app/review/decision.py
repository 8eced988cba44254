"""The opinion of a review on its way to the signature, signed, and entered for an organ outside the system.

Rule (arts. 35, 36): the opinion is signed by the head or a leader of the organ that reviews, by the chain of its procedure;
nobody signs who had a hand in the opinion that is reviewed. With the signature it gets its number (W25, W26), is told to
the organ whose opinion was reviewed, and takes effect on the matter (`effects`). The term of the review (N10, N12)
runs on until everybody who asked has been served (`serving`).

What an organ outside the system decided is entered by the office that entered the request, with its number, day and text.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.answering import chain, presign, signing, trail
from xinfang_app.petition.paperwork import papers
from xinfang_app.review import casework, deciding, drafting, effects, reviews, telling, who
from xinfang_app.review.errors import ReviewRefused
from xinfang_app.workflows import stages


def submit(review: Document) -> Document:
	"""Send the draft up for signature. Raises ReviewRefused with everything that is missing."""
	_reviewer(review, ("Accepted",), _("Sending the opinion for signature"))
	_refuse_unready(review)
	came_from = review.workflow_state
	review.update({"submitted_by": frappe.session.user, "submitted_on": when.now()})
	review = stages.advance(review, "Pending Signature", by_service=True)
	trail.note(review, trail.SENT, from_state=came_from)
	return review


def send_back(review: Document, reason: str) -> Document:
	"""Send an opinion that waits for signature back to be mended. Only who could take a next step may."""
	_reviewer(review, ("Pending Signature",), _("Sending the opinion back"))
	handling.demand(reason, _("The reason"))
	signature, came_from = signing.in_system(review, *chain.steps(review)), review.workflow_state
	review = stages.advance(review, "Accepted", by_service=True)
	trail.note(review, trail.BACK, from_state=came_from, signature=signature, reason=reason)
	return review


def sign(review: Document) -> Document:
	"""Sign the opinion as who is logged in, now. Raises NotTheSigner, PanelRefused, ReviewRefused."""
	_reviewer(review, ("Pending Signature",), _("Signing"))
	step = signing.last_step(review)
	return _issue(review, signing.in_system(review, step), step)


def sign_on_paper(
	review: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that `signer` signed the opinion on paper, with its scan."""
	_reviewer(review, ("Pending Signature",), _("Signing"))
	signing.refuse_recused(review)
	step = signing.last_step(review)
	signature = signing.on_paper(
		review, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	return _issue(review, signature, step)


def record_outside(
	review: Document,
	*,
	result: str,
	document_number: str,
	signed_on: datetime | str,
	file: str,
	redo_days: int | None = None,
	items: list[dict] | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Enter the opinion of a review organ outside the system, with its text. Raises ReviewRefused, SomethingMissing."""
	_reviewer(review, ("Requested", "Supplementing", "Accepted"), _("Entering the opinion"))
	if not review.external:
		frappe.throw(_("The organ that reviews signs its opinion in the system."), ReviewRefused)
	handling.demand(result if result in drafting.RESULTS else None, _("Result of the review"))
	handling.demand(document_number, _("Document number"))
	handling.demand_file(file, _("Text of the opinion"))
	moment = handling.moment(signed_on)
	what = _("The opinion of the review")
	handling.not_in_future(moment, what)
	handling.not_before(moment, review.requested_on, what, _("the request"))
	handling.check_entry(moment, scan=file, backdate_reason=backdate_reason)
	if result == reviews.REDO and not 1 <= cint(redo_days) <= drafting.LONGEST:
		frappe.throw(
			_("The term for doing it again is one to {0} days").format(drafting.LONGEST), ReviewRefused
		)
	review.update(
		{
			"result": result,
			"document_number": document_number.strip(),
			"opinion_file": file,
			"redo_days": cint(redo_days) if result == reviews.REDO else 0,
			"accepted_on": review.accepted_on or moment,
			"signed_on": moment,
			"sign_mode": "On paper",
			"signer_name": organ_title(review.organ),
			"scan": file,
			"backdate_reason": backdate_reason,
			"remedy_text": drafting.LAST if review.level == reviews.RE_REVIEW else None,
		}
	)
	_put_items(review, items or [])
	if review.stage != "Accepted":
		review = stages.advance(review, "Accepted", by_service=True)
	review = stages.advance(review, "Signed", by_service=True)
	milestones.record(
		review, "signed", moment, organ=review.organ, scan=file, backdate_reason=backdate_reason
	)
	return _take_effect(review, scan=file, backdate_reason=backdate_reason)


def check_pending(review: Document) -> None:
	"""Stage guard: nothing unready goes to the head, by whatever button."""
	_refuse_unready(review)


def check_signed(review: Document) -> None:
	"""Stage guard: signed with a signature on record, or entered for an organ outside."""
	if not review.signed_on or not (review.signed_by or (review.external and review.opinion_file)):
		frappe.throw(_("An opinion is signed with its signature on record only."), ReviewRefused)


def shown(review: Document) -> dict:
	"""Return what the signing desk tells of the opinion. Registered in hooks."""
	review = review if review.get("panel") else frappe.get_doc(review.doctype, review.name)
	draft = drafting.of(review)
	lines = [
		("respondent", _("Organ whose opinion is reviewed"), organ_title(review.respondent_organ)),
		("claims", _("What is asked for"), review.claims),
		("answer", _("Answer of the organ"), review.answer),
		("panel", _("Reviewers"), "、".join(row.member_name or "" for row in review.panel)),
	]
	if draft:
		lines += [
			("result", _("Result of the review"), _(draft.result) if draft.result else ""),
			("findings", _("Facts found"), draft.findings),
			("law", _("Law and policy"), draft.law),
			("reasons", _("Opinion and reasons"), draft.reasons),
			*(
				(f"claim_{row.claim_no}", _("Claim {0}").format(row.claim_no), _item(row))
				for row in draft.items
				if row.result and draft.result == "Changed"
			),
			("remedy", _("Remedy told to the petitioner"), drafting.remedy(review, draft)),
		]
	return {
		"number": review.petition_number or "",
		"title": review.title or "",
		"what": " ".join(filter(None, (_(review.level), _(draft.result) if draft and draft.result else ""))),
		"due_on": reviews.due_on(review),
		"fields": [{"name": name, "label": label, "text": text} for name, label, text in lines if text],
	}


def _item(row: Document) -> str:
	parts = (_(row.former_result) if row.former_result else "", "→", _(row.result), row.granted or "")
	return " ".join(part for part in parts if part)


def _issue(review: Document, signature: signing.Signature, step: chain.Step) -> Document:
	_refuse_unready(review)
	for user in filter(None, (signature.user, signature.on_behalf_of)):
		casework.refuse_involved(review, user)
	draft = drafting.of(review)
	signing.put(review, signature)
	review.update({field: draft.get(field) for field in ("result", *drafting.TEXTS)})
	review.redo_days = cint(draft.redo_days) if draft.result == reviews.REDO else 0
	review.remedy_text = drafting.remedy(review, draft)
	_put_items(review, [row.as_dict() for row in draft.items] if draft.result == "Changed" else [])
	review = stages.advance(review, "Signed", by_service=True)
	trail.note(review, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)
	proof = {"scan": signature.scan, "backdate_reason": signature.backdate_reason}
	milestones.record(review, "signed", signature.on, organ=review.organ, **proof)
	asked = reviews.requesters(review)
	paper = papers.issue(
		deciding.paper(review, ""),
		review,
		organ=review.organ,
		occurred_on=signature.on,
		recipient=asked[0].petitioner if asked else None,
	)
	if paper:
		review.update({"letter": paper.name, "document_number": paper.document_number})
		review = handling.write(review)
	return _take_effect(review, **proof)


def _take_effect(review: Document, **proof) -> Document:
	review.redo_due_on = effects.apply(review, **proof)
	review = handling.write(review)
	telling.decided(review)
	return review


def _put_items(review: Document, items: list[dict]) -> None:
	claims = {row.claim_no: row for row in handling.petition_of(review).claims}
	review.set("items", [])
	for item in items:
		claim = claims.get(cint(item.get("claim_no")))
		if not claim or not item.get("result"):
			continue
		review.append(
			"items",
			{
				"claim_no": claim.claim_no,
				"claim": claim.claim,
				"former_result": claim.result or "",
				**{key: item.get(key) for key in ("result", "granted", "due_on", "executing_organ")},
			},
		)


def _reviewer(review: Document, at: tuple[str, ...], what: str) -> None:
	scope.require(review, "act")
	who.require_reviewer(review)
	handling.at_stage(review, at, what)


def _refuse_unready(review: Document) -> None:
	found = presign.hard(drafting.problems(review))
	if found:
		lines = "<br>".join(frappe.utils.escape_html(problem.text) for problem in found)
		frappe.throw(_("The opinion cannot be signed yet:") + "<br>" + lines, ReviewRefused)
