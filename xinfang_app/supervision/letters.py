"""The road of a supervision letter up to the organ: sent up, reviewed, signed, sent; sent back; withdrawn.

Rule (arts. 39, 40): a letter is drafted, reviewed and signed by a leader of the petition office (the chain is that of
its procedure, `petition/answering/chain`). With the signature it gets its number and its paper and is sent: in the
system the organ finds it at once, and so do the organs it is copied to. Its term for signing for it (S02) begins. A
letter that has gone out is never changed or deleted; what was wrong is withdrawn, with a reason, on record.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import chain, recusal, signing, trail
from xinfang_app.petition.paperwork import papers
from xinfang_app.supervision import basis, freshness, matters, telling, who
from xinfang_app.supervision.accountability import breaches
from xinfang_app.supervision.refusals import BasisRefused, LetterRefused
from xinfang_app.workflows import stages

OPEN = ("Sent", "Received", "Answered")


def submit(letter: Document) -> Document:
	"""Send a draft up for review and signature. Raises LetterRefused, BasisRefused for what it lacks."""
	_drafter(letter)
	handling.at_stage(letter, ("Draft",), _("Sending up"))
	freshness.refuse_stale(letter)
	freshness.bring_up(letter)
	check(letter)
	came_from = letter.workflow_state
	letter.update({"submitted_by": frappe.session.user, "submitted_on": when.now(), "returned_reason": None})
	letter = stages.advance(letter, "Pending Signature", by_service=True)
	trail.note(letter, trail.SENT, from_state=came_from)
	return letter


def send_back(letter: Document, reason: str) -> Document:
	"""Send a letter that waits for signature back to its drafter, with a reason. Only who could take a next step may."""
	scope.require(letter, "act")
	handling.at_stage(letter, ("Pending Signature",), _("Sending back"))
	handling.demand(reason, _("The reason"))
	signature, came_from = signing.in_system(letter, *chain.steps(letter)), letter.workflow_state
	letter.returned_reason = reason
	letter = stages.advance(letter, "Draft", by_service=True)
	trail.note(letter, trail.BACK, from_state=came_from, signature=signature, reason=reason)
	return letter


def sign(letter: Document) -> Document:
	"""Sign the letter as who is logged in, now, and send it. Raises NotTheSigner, NotReadyToSign, LetterRefused."""
	scope.require(letter, "act")
	handling.at_stage(letter, ("Pending Signature",), _("The signature"))
	step = signing.last_step(letter)
	return _send(letter, signing.in_system(letter, step), step)


def sign_on_paper(
	letter: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that `signer` signed the letter on paper, with its scan, and send it now."""
	scope.require(letter, "act")
	signing.refuse_recused(letter)
	handling.at_stage(letter, ("Pending Signature",), _("The signature"))
	step = signing.last_step(letter)
	signature = signing.on_paper(
		letter, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	return _send(letter, signature, step)


def withdraw(letter: Document, reason: str) -> Document:
	"""Take a letter back, drafted or sent; its clocks end. Only its office, with a reason."""
	_drafter(letter)
	handling.at_stage(letter, ("Draft", *OPEN), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	was_sent = letter.delivery == "Sent"
	letter.update(
		{"withdrawn_on": when.now(), "withdrawn_by": frappe.session.user, "withdrawn_reason": reason}
	)
	letter = stages.advance(letter, "Withdrawn", by_service=True)
	if was_sent:
		milestones.record(letter, "withdrawn", organ=letter.from_organ)
		telling.organ(letter, telling.WITHDRAWN)
	return letter


def check(letter: Document) -> None:
	"""Refuse a letter that lacks what its reader needs, or rests on what it may not. Nothing is written."""
	if not letter.matters and not letter.facts:
		frappe.throw(_("A letter names at least one matter, or the facts it is about."), LetterRefused)
	for value, what in (
		(letter.cause, _("The cause")),
		(letter.demand, _("What is demanded")),
		(letter.due_on, _("The day by which the organ replies")),
		(letter.article, _("The breached article")),
	):
		handling.demand(value, what)
	if getdate(letter.due_on) <= when.today():
		frappe.throw(_("The day of the reply has to lie ahead."), LetterRefused)
	if any(row.organ in (letter.organ, letter.from_organ) for row in letter.copies):
		frappe.throw(_("A copy goes to a third organ, not to sender or addressee."), LetterRefused)
	for name in matters.petitions_of(letter):
		recusal.refuse(name)
	check_basis(letter)


def check_basis(letter: Document) -> None:
	"""Raise BasisRefused: a house's own term that cites 43 to 46, listed supervision without its decision (art. 39)."""
	own = letter.rule and not breaches.is_statutory(letter.rule)
	if own and basis.cites_accountability(*_printed(letter)):
		frappe.throw(
			_(
				"{0} is a term of the house's own; articles 43 to 46 are cited for breaches of the statute only."
			).format(letter.rule),
			BasisRefused,
		)
	if letter.kind != basis.LISTED:
		return
	proposal = letter.conference_proposal and frappe.get_doc(
		"Conference Proposal", letter.conference_proposal
	)
	if not proposal or (proposal.status, proposal.measure) != ("Taken up", "Listed Supervision"):
		frappe.throw(
			_("Listed supervision is decided by the joint conference (art. 39): name its decision first."),
			BasisRefused,
		)
	if proposal.organ != letter.organ or not (proposal.decision_number and proposal.decision_scan):
		frappe.throw(_("The decision of the conference does not carry this letter."), BasisRefused)


def _printed(letter: Document) -> list[str | None]:
	"""Return every text of the letter that its paper prints."""
	cause = frappe.db.get_value("Supervision Cause", letter.cause, ["title", "basis"]) if letter.cause else ()
	return [
		letter.article,
		letter.demand,
		letter.facts,
		letter.next_step,
		*(cause or ()),
		*(row.facts for row in letter.matters),
	]


def check_signed(letter: Document) -> None:
	"""Stage guard: a letter is sent only with a signature on record, and still rests on what it may."""
	if not letter.signed_by:
		frappe.throw(_("A letter is sent with its signature only."), LetterRefused)
	check_basis(letter)


def check_received(letter: Document) -> None:
	"""Stage guard: signed for by somebody, on a day."""
	if not letter.received_on:
		frappe.throw(_("A letter is received when the organ signs for it."), LetterRefused)


def check_answered(letter: Document) -> None:
	"""Stage guard: there is a reply."""
	if not (letter.answered_on and letter.reply):
		frappe.throw(_("A letter is answered with the reply of the organ."), LetterRefused)


def check_verdict(letter: Document) -> None:
	"""Stage guard: closed where the verdict says so, escalated where it says the contrary."""
	wanted = {"Closed": "Demand met", "Escalated": "Demand not met"}[letter.stage]
	if letter.verdict != wanted or not letter.verified_by:
		frappe.throw(_("A letter is closed or raised a level by its verification only."), LetterRefused)


def check_withdrawn(letter: Document) -> None:
	"""Stage guard: withdrawn with a reason only."""
	if not letter.withdrawn_reason:
		frappe.throw(_("A letter is withdrawn with a reason."), LetterRefused)


def shown(letter: Document) -> dict:
	"""Return what the signing desk tells of a letter: number, title, what, due_on, fields. Registered in hooks."""
	letter = letter if letter.get("matters") else frappe.get_doc(letter.doctype, letter.name)
	lines = [
		(
			"cause",
			_("Cause of supervision"),
			frappe.db.get_value("Supervision Cause", letter.cause, "title") if letter.cause else "",
		),
		("article", _("Breached article"), letter.article),
		*(
			(f"matter_{row.idx}", row.petition_number or "", "\n".join(filter(None, (row.title, row.facts))))
			for row in letter.matters
		),
		("facts", _("Further facts"), letter.facts),
		("demand", _("Demand"), letter.demand),
		("next_step", _("Next step if this is not met"), letter.next_step),
		("copies", _("Copies to"), "、".join(acting.organ_title(row.organ) for row in letter.copies)),
		("due_on", _("Reply due on"), str(letter.due_on or "")),
		("returned_reason", _("Reason for sending it back"), letter.returned_reason),
	]
	return {
		"number": "、".join(row.petition_number or "" for row in letter.matters[:1]),
		"title": letter.title,
		"what": " ".join((_(letter.kind), acting.organ_title(letter.organ))),
		"due_on": None,
		"fields": [{"name": name, "label": label, "text": text} for name, label, text in lines if text],
	}


def _send(letter: Document, signature: signing.Signature, step: chain.Step) -> Document:
	freshness.refuse_stale(letter)
	freshness.bring_up(letter)
	check(letter)
	signing.put(letter, signature)
	letter.update({"sent_on": when.now(), "delivery": "Sent"})
	letter = stages.advance(letter, "Sent", by_service=True)
	trail.note(letter, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)
	milestones.record(letter, "sent", organ=letter.from_organ)
	for row in letter.copies:
		custody.give(
			letter,
			organ=row.organ,
			kind=custody.TASK,
			reason=_("Copy of a supervision letter"),
			source=letter,
		)
	paper = papers.issue(basis.PAPERS[letter.kind], letter, organ=letter.from_organ, occurred_on=when.now())
	if paper:
		letter.update({"letter": paper.name, "document_number": paper.document_number})
		letter = handling.write(letter)
	telling.organ(letter, telling.SENT)
	telling.copies(letter)
	return letter


def _drafter(letter: Document) -> None:
	scope.require(letter, "act")
	who.require_office(letter.from_organ)
