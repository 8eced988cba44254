"""The handling opinion (信访事项处理意见书), from draft to issue.

Rule (arts. 31(6), 32): the organ that holds the matter drafts one opinion that answers every claim with facts, law and
one of three results; it is checked (`presign`), sent up, reviewed where its procedure says so (`chain`, `passing`) and
signed by the head (`signing`); with the signature it gets its document number and goes out as a paper in the name of the organ. What is granted becomes a task with a date
(`execution`). The sixty days go on until the opinion is served (`service`): a signature does not stop them; it stops
the ten working days of the simplified track.

The whole is supported in part where claims are decided differently and at least one is granted; the law knows the three
results for a claim only. A signed opinion is not changed. It is replaced only by a redo that a review orders.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access
from xinfang_app.deadline import milestones
from xinfang_app.organization import competence
from xinfang_app.petition import handling
from xinfang_app.petition.answering import chain, presign, recusal, redo, signing, trail
from xinfang_app.petition.handling_errors import NotReadyToSign, WrongMoment
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import execution
from xinfang_app.workflows import stages

REMEDY = (
	"您对本意见不服的，可以自收到本意见书之日起三十日内，向{organ}请求复查（《信访工作条例》第三十五条）。"
)
PATHWAY = "P6"  # art. 31(6)
ITEM_FIELDS = (
	"result",
	"facts",
	"fact_on",
	"fact_place",
	"law",
	"opinion",
	"granted",
	"due_on",
	"executing_organ",
)


def draft(petition: Document, items: list[dict] | None = None) -> Document:
	"""Begin the opinion on `petition`, one item per claim; return the Handling Opinion (stage Draft).

	`items`, where given, holds per claim `claim_no` and any of `ITEM_FIELDS`. Raises WrongMoment before acceptance or
	while another opinion stands.
	"""
	access.require(petition, "act")
	recusal.refuse(petition.name)
	handling.at_stage(petition, ("Accepted", "Handling"), _("An opinion"))
	if petition.pathway != PATHWAY:
		frappe.throw(
			_("An opinion is given on matters of art. 31(6) only; this one has its own answer."), WrongMoment
		)
	if current(petition.name, "Draft", "Returned", "Pending Signature", "Signed"):
		frappe.throw(_("There is an opinion on this petition already."), WrongMoment)

	superior = competence.review_superior(petition.holder)
	opinion = handling.new_record(
		"Handling Opinion",
		petition,
		petition.holder,
		drafted_by=frappe.session.user,
		remedy_organ=superior,
		remedy_text=remedy(superior),
	)
	for row in _claims(petition):
		opinion.append("items", row)
	_fill(opinion, items or [])
	return handling.write(opinion)


def fill(opinion: Document, items: list[dict]) -> Document:
	"""Write `items` (see `draft`) into a draft and save it."""
	access.require(opinion, "act")
	handling.at_stage(opinion, ("Draft", "Returned"), _("A change of the opinion"))
	_fill(opinion, items)
	return handling.write(opinion)


def submit(opinion: Document) -> Document:
	"""Send the draft to the head for signature. Raises NotReadyToSign while a hard problem stands."""
	access.require(opinion, "act")
	recusal.refuse(opinion.petition)
	handling.at_stage(opinion, ("Draft", "Returned"), _("Sending the opinion for signature"))
	_refuse_unready(opinion)
	opinion.submitted_by, opinion.submitted_on, opinion.returned_reason = (
		frappe.session.user,
		handling.moment(None),
		None,
	)
	came_from = opinion.workflow_state
	opinion = stages.advance(opinion, "Pending Signature", by_service=True)
	trail.note(opinion, trail.SENT, from_state=came_from)
	return opinion


def recall(opinion: Document) -> Document:
	"""Take an opinion that is not signed yet back to mend it. Whoever sent it for signature may."""
	access.require(opinion, "act")
	handling.at_stage(opinion, ("Pending Signature",), _("Taking the opinion back"))
	if opinion.submitted_by != frappe.session.user:
		frappe.throw(_("Only whoever sent it for signature takes it back."), WrongMoment)
	came_from = opinion.workflow_state
	opinion = stages.advance(opinion, "Draft", by_service=True)
	trail.note(opinion, trail.TAKEN, from_state=came_from)
	return opinion


def send_back(opinion: Document, reason: str) -> Document:
	"""Return the opinion to its drafter with a reason. Only who could take one of its next steps may."""
	access.require(opinion, "act")
	handling.at_stage(opinion, ("Pending Signature",), _("Sending the opinion back"))
	handling.demand(reason, _("The reason"))
	signature, came_from = signing.in_system(opinion, *chain.steps(opinion)), opinion.workflow_state
	opinion.returned_reason = reason
	opinion = stages.advance(opinion, "Returned", by_service=True)
	trail.note(opinion, trail.BACK, from_state=came_from, signature=signature, reason=reason)
	return opinion


def sign(opinion: Document) -> Document:
	"""Sign and issue the opinion as who is logged in, now; a deputy's signature says so. Return the opinion.

	Raises NotTheSigner, Recused, NotReadyToSign (also before its reviews), WrongMoment.
	"""
	access.require(opinion, "act")
	handling.at_stage(opinion, ("Pending Signature",), _("Signing"))
	step = signing.last_step(opinion)
	signature = signing.in_system(opinion, step)
	_refuse_unready(opinion)
	return _issue(opinion, signature, step)


def sign_on_paper(
	opinion: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that the user `signer` signed the paper on `occurred_on`, with its scan, and issue the opinion.

	The recorder acts for the organ that holds the matter; signer, recorder and both dates stay on record.
	"""
	access.require(opinion, "act")
	recusal.refuse(opinion.petition)
	handling.at_stage(opinion, ("Pending Signature",), _("Signing"))
	step = signing.last_step(opinion)
	signature = signing.on_paper(
		opinion, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	petition = handling.petition_of(opinion)
	handling.not_before(signature.on, petition.accepted_on, _("The signature"), _("the acceptance"))
	_refuse_unready(opinion, signature.on.date())
	return _issue(opinion, signature, step)


def presign_check(opinion: Document) -> list[presign.Problem]:
	"""Return what the check before signing finds (`presign.check`)."""
	access.require(opinion, "read")
	return presign.check(opinion)


def current(petition: str, *at_stages: str) -> Document | None:
	"""Return the newest opinion on the petition named `petition` at one of `at_stages` (default Signed), or None.

	One that a review has revoked (`redo`) stands no more.
	"""
	name = frappe.db.get_value(
		"Handling Opinion",
		{
			"petition": petition,
			"stage": ["in", at_stages or ("Signed",)],
			"revoked_on": ["is", "not set"],
		},
		"name",
		order_by="creation desc",
	)
	return frappe.get_doc("Handling Opinion", name) if name else None


def whole(results: list[str]) -> str:
	"""Return the result of the whole from the results of its claims; empty while none is decided."""
	decided = {result for result in results if result}
	if len(decided) <= 1:
		return decided.pop() if decided else ""
	return "Partial" if "Support" in decided else "Explain"


def remedy(superior: str | None) -> str | None:
	"""Return the remedy as it stands in the opinion (art. 35), or None while the reviewing organ is unknown."""
	return REMEDY.format(organ=frappe.get_cached_value("Organ", superior, "title")) if superior else None


def check_pending(opinion: Document) -> None:
	"""Stage guard: nothing unready goes to the head, by whatever button. Raises NotReadyToSign."""
	_refuse_unready(opinion)


def check_entered(opinion: Document) -> None:
	"""Stage guard: an opinion becomes signed only through a signature on record. Raises WrongMoment."""
	if not (opinion.signed_by and opinion.signed_on):
		frappe.throw(
			_("An opinion is signed with “Sign and issue” or by recording the signed paper."), WrongMoment
		)


def check_superseded(opinion: Document) -> None:
	"""Stage guard: a signed opinion gives way only to a newer signed one. Raises WrongMoment."""
	if opinion.signed_by and not frappe.db.exists(
		"Handling Opinion", {"supersedes": opinion.name, "stage": "Signed"}
	):
		frappe.throw(_("A signed opinion stands until a redo that a review orders replaces it."), WrongMoment)


def check_petition(petition: Document) -> None:
	"""Stage guard of the petition: an opinion is issued only when one is signed. Raises WrongMoment."""
	if not current(petition.name):
		frappe.throw(_("Draft the opinion and have it signed first."), WrongMoment)
	if petition.served_on:
		frappe.throw(_("The opinion has been served."), WrongMoment)


def check_handling(petition: Document) -> None:
	"""Stage guard of the petition: a matter that is answered is not handled anew by a button. Raises WrongMoment."""
	if current(petition.name) or petition.terminated_on:
		frappe.throw(_("A signed opinion stands until a redo that a review orders replaces it."), WrongMoment)


def _issue(opinion: Document, signature: signing.Signature, step: chain.Step) -> Document:
	petition = handling.petition_of(opinion)
	clock = handling.term(petition)
	signing.put(opinion, signature)
	opinion.late = int(bool(clock and signature.on.date() > handling.due_on(clock)))
	former = redo.ordered(petition.name)
	opinion.supersedes = former.name if former else None
	opinion = stages.advance(opinion, "Signed", by_service=True)
	if former:
		stages.advance(former, "Superseded", by_service=True)
	trail.note(opinion, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)

	_write_back(petition, opinion)
	petition.opinion_issued_on = signature.on
	petition = stages.advance(petition, "Opinion Issued", by_service=True)
	milestones.record(
		petition,
		"opinion_issued",
		signature.on,
		organ=opinion.organ,
		scan=signature.scan,
		backdate_reason=signature.backdate_reason,
	)
	execution.plan(opinion)
	letter = papers.issue("W21", opinion, organ=opinion.organ, occurred_on=signature.on)
	if letter:
		opinion.letter, opinion.document_number = letter.name, letter.document_number
	return handling.write(opinion)


def _write_back(petition: Document, opinion: Document) -> None:
	"""Copy the answers to the claims of the petition, so that lists and counts read one table."""
	answers = {item.claim_no: item for item in opinion.items}
	for claim in petition.claims:
		item = answers[claim.claim_no]
		claim.result, claim.facts, claim.law = item.result, item.facts, item.law
		claim.granted, claim.remedy = item.granted, opinion.remedy_text
	petition.result = opinion.result


def _refuse_unready(opinion: Document, on: date | None = None) -> None:
	found = presign.hard(presign.check(opinion, on))
	if found:
		frappe.throw(
			_("The opinion cannot be signed yet:")
			+ "<br>"
			+ "<br>".join(frappe.utils.escape_html(p.text) for p in found),
			NotReadyToSign,
		)


def _fill(opinion: Document, items: list[dict]) -> None:
	rows = {row.claim_no: row for row in opinion.items}
	for item in items:
		row = rows.get(int(item["claim_no"]))
		if row is None:
			frappe.throw(_("There is no claim {0} in this opinion.").format(item["claim_no"]), WrongMoment)
		row.update({key: item[key] for key in ITEM_FIELDS if key in item})


def _claims(petition: Document) -> list[dict]:
	place = (
		frappe.get_cached_value("Jurisdiction", petition.place, "title") if petition.place else None
	) or ""
	return [
		{"claim_no": claim.claim_no, "claim": claim.claim, "fact_place": place, "result": ""}
		for claim in petition.claims
	]
