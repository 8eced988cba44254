"""Serving the opinion on each recipient.

Rule. There is one record for each recipient and attempt. A service counts twice, for two terms that belong to two
sides:

- For the organ: the sixty days (N06) stop on the day on which the last of those who must be served (`recipients`) is
  served; not at the first, and not at the signature. By post the day of posting counts, otherwise the day on which the
  paper was handed over, arrived, was left or was announced.
- For the petitioner: his thirty days for review (N09) begin on the day on which he himself received it (art. 35), for
  each recipient apart.

The opinion of a review is served in the same ways (`served_papers`); what follows from it is its own room's.

What each way needs and counts for is in `service_ways`. A letter that comes back undelivered was no service: the sixty
days run on with their first due date, and the stage falls back (`_undo`). Arts. 34, 35.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import opinion as opinions
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.handling_errors import ServiceNotPossible, WrongMoment
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.serving import (
	execution,
	mail_numbers,
	rating_window,
	recipients,
	served_papers,
	service_status,
	service_ways,
)
from xinfang_app.workflows import stages

OPEN_STAGES = ("Opinion Issued", "Served", "Executing")
REFUSED, SENT_BACK = "Refused by recipient", "Sent back"


def serve(
	doc: Document,
	recipient: str | None,
	way: str = "Handed to the recipient",
	occurred_on: date | datetime | str | None = None,
	proof: str | None = None,
	*,
	result: str | None = None,
	mail_number: str | None = None,
	signer: str | None = None,
	witnesses: str | None = None,
	consent: bool = False,
	note: str | None = None,
	refusal_reason: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record the service of the opinion `doc` on the Petitioner `recipient`; return the Service Record.

	`occurred_on` is the day it was handed over, posted, left or announced (default today). `result` defaults to
	signed for where the paper is handed over or arrives, and stays open by post. An anonymous matter is announced
	with `recipient` None. Raises ServiceNotPossible, SomethingMissing, WrongMoment, Recused.
	"""
	access.require(doc, "act")
	recusal.refuse(doc.petition)
	petition = handling.petition_of(doc)
	handling.at_stage(doc, ("Signed",), _("Serving the opinion"))
	paper = served_papers.of(doc.doctype)
	if paper:
		paper.require(doc)
	else:
		handling.at_stage(petition, OPEN_STAGES, _("Serving the opinion"))
	happened = handling.moment(occurred_on)
	result = result if result is not None else ("" if way == "By post" else "Signed for")
	who = _recipient(_needed(doc), recipient, way)
	if proof:
		handling.demand_file(proof, _("The proof of service"))
	refusal_reason = refusal_reason or _known_refusal(doc.name, recipient)
	service_ways.check(way, result, proof, mail_number, witnesses, consent, note, refusal_reason)
	if way == "By post":
		mail_number = mail_numbers.checked(mail_number, doc.name)
	service_ways.check_address(doc.name, recipient, way, note)
	handling.not_in_future(happened, _("The service"))
	handling.not_before(happened, doc.signed_on, _("The service"), _("the signature"))
	handling.check_entry(happened, scan=proof, backdate_reason=backdate_reason)
	if who and service_status.reached(doc.name, who.petitioner):
		frappe.throw(_("{0} has been served already.").format(who.masked_name), ServiceNotPossible)

	record = _prepared(doc, recipient) or _new(doc, petition, who)
	record.update(
		{
			"way": way,
			"result": result,
			"sent_on": happened.date(),
			"mail_number": mail_number,
			"signer": signer,
			"witnesses": witnesses,
			"refusal_reason": refusal_reason if way == "Left with witness" or result == REFUSED else None,
			"consent": int(consent),
			"note": note,
			"proof": proof,
			"proof_owed": int(not proof),
			"served_by": frappe.session.user,
			"scan": proof,
			"backdate_reason": backdate_reason,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		}
	)
	service_ways.effect(record)
	record = handling.write(record)
	if record.review_from and getdate(record.review_from) <= when.today():
		record = _begin_review_term(record, happened, scan=proof, backdate_reason=backdate_reason)
	if paper:
		paper.served(doc, record)
	else:
		_conclude(petition, doc, record)
	return record


def prepare(doc: Document, recipient: str) -> Document:
	"""Make the blank certificate of service (W24) for `recipient`, to be taken along and signed; return its record.

	Nothing is served by it. The signed sheet comes back as the proof of `serve`.
	"""
	access.require(doc, "act")
	petition = handling.petition_of(doc)
	handling.at_stage(doc, ("Signed",), _("Serving the opinion"))
	other = served_papers.of(doc.doctype)
	if other:
		other.require(doc)
	record = _prepared(doc, recipient)
	if not record:
		record = handling.write(
			_new(doc, petition, _recipient(_needed(doc), recipient, service_ways.WAYS[0]))
		)
	letter = papers.issue("W24", record, organ=doc.organ, occurred_on=when.now(), recipient=recipient)
	record.letter = letter.name if letter else None
	return handling.write(record)


def receive(
	record: Document,
	result: str,
	occurred_on: date | datetime | str,
	*,
	signer: str | None = None,
	proof: str | None = None,
	return_reason: str | None = None,
	refusal_reason: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record what became of a posted letter: signed for, refused or sent back, on `occurred_on`; return the record.

	`return_reason`: for a letter that came back, one of `service_ways.RETURNS` (default: another reason). A receipt slip comes back days later by its nature: with the slip as `proof` no further reason is asked for.
	"""
	_require_record(record)
	if record.way != "By post" or record.result:
		frappe.throw(_("Only a posted letter whose receipt is still out can be completed."), WrongMoment)
	return_reason = (return_reason or service_ways.RETURNS[-1]) if result == SENT_BACK else None
	if return_reason and return_reason not in service_ways.RETURNS:
		frappe.throw(_("Choose why the letter came back."), ServiceNotPossible)
	if result not in ("Signed for", REFUSED, SENT_BACK):
		frappe.throw(_("Choose what became of the letter."), ServiceNotPossible)
	happened = handling.moment(occurred_on)
	what = _("The receipt")
	handling.not_in_future(happened, what)
	handling.not_before(happened, record.sent_on, what, _("the posting"))
	if proof:
		handling.demand_file(proof, _("The proof of service"))
	reason = backdate_reason or ("依邮件回执登记收到日期" if proof else None)
	handling.check_entry(happened, scan=proof, backdate_reason=reason)

	record.update({"result": result, "signer": signer or record.signer, "note": record.note})
	record.received_date = happened.date() if result == "Signed for" else None
	record.return_reason, record.returned_on = return_reason, happened.date() if return_reason else None
	record.refusal_reason = refusal_reason if result == REFUSED else None
	if proof:
		record.proof, record.proof_owed = proof, 0
	service_ways.effect(record)
	record = handling.write(record)
	if record.review_from:
		record = _begin_review_term(record, happened, scan=proof, backdate_reason=reason)
	paper = served_papers.of(record.served_doctype)
	if paper and record.failed:
		paper.undone(served_papers.document(record), record)
	elif record.failed:
		_undo(record)
	return record


def attach_proof(record: Document, proof: str) -> Document:
	"""Hand in the proof of a service that was recorded without it."""
	_require_record(record)
	handling.demand_file(proof, _("The proof of service"))
	record.proof, record.proof_owed = proof, 0
	return handling.write(record)


def check_entered(petition: Document) -> None:
	"""Stage guard: a petition is served only when the last required recipient is. Raises ServiceNotPossible."""
	opinion = opinions.current(petition.name)
	if not opinion or not service_status.done_on(petition.name, opinion.name):
		frappe.throw(_("Record the service on every recipient first."), ServiceNotPossible)


def _require_record(record: Document) -> None:
	access.require(record, "act")
	paper = served_papers.of(record.served_doctype)
	if paper:
		paper.require(served_papers.document(record))


def _needed(doc: Document) -> list[recipients.Recipient]:
	paper = served_papers.of(doc.doctype)
	return paper.recipients(doc) if paper else recipients.required(doc.petition)


def _recipient(needed: list, recipient: str | None, way: str) -> recipients.Recipient | None:
	if not recipient:
		if needed:
			frappe.throw(_("Choose who is served."), ServiceNotPossible)
		if way != "Public announcement":
			frappe.throw(_("In an anonymous matter the opinion is announced in public."), ServiceNotPossible)
		return None
	found = next((who for who in needed if who.petitioner == recipient), None)
	if not found:
		frappe.throw(_("This person is not among those who must be served."), ServiceNotPossible)
	return found


def _new(opinion: Document, petition: Document, who: recipients.Recipient | None) -> Document:
	return handling.new_record(
		"Service Record",
		petition,
		opinion.organ,
		served_doctype=opinion.doctype,
		opinion=opinion.name,
		document_number=opinion.document_number,
		recipient=who.petitioner if who else None,
		recipient_name=who.masked_name if who else None,
		required=int(bool(who)),
		binds_others=int(bool(who and who.is_representative and recipients.bound(petition.name))),
		way=service_ways.WAYS[0],
		result="",
	)


def _known_refusal(opinion: str, recipient: str | None) -> str | None:
	"""Return the reason, on record already, for which `recipient` refused the opinion."""
	return frappe.db.get_value(
		"Service Record",
		{"opinion": opinion, "recipient": recipient or "", "refusal_reason": ["is", "set"]},
		"refusal_reason",
		order_by="creation desc",
	)


def _prepared(opinion: Document, recipient: str | None) -> Document | None:
	"""Return the record that `prepare` has made for `recipient` and that no service has filled yet."""
	name = frappe.db.get_value(
		"Service Record",
		{"opinion": opinion.name, "recipient": recipient or "", "sent_on": ["is", "not set"]},
	)
	return frappe.get_doc("Service Record", name) if name else None


def begin_announced() -> None:
	"""Begin the petitioner's thirty days of announcements that have stood for thirty days. Runs daily; catches up."""
	names = frappe.get_all(
		"Service Record",
		filters={
			"way": "Public announcement",
			"review_from": ["<=", when.today()],
			"review_until": ["is", "not set"],
		},
		pluck="name",
	)
	for name in names:
		record = frappe.get_doc("Service Record", name)
		_begin_review_term(
			record, handling.moment(getdate(record.review_from)), by_law="公告满三十日视为送达"
		)


def _begin_review_term(record: Document, happened: datetime, **proof) -> Document:
	"""Start the petitioner's own thirty days (N09) and keep their last day on the record."""
	paper = served_papers.of(record.served_doctype)
	milestone = paper.milestone(served_papers.document(record)) if paper else "served"
	milestones.record(record, milestone, happened, organ=record.organ, **proof)
	rule = paper.rule if paper else "N09"
	clock = engine.clock(record, rule) if rule else None
	record.review_until = handling.due_on(clock) if clock else None
	return handling.write(record)


def _conclude(petition: Document, opinion: Document, record: Document) -> None:
	"""Once the last required recipient is served: stop the sixty days and move the petition on."""
	last = service_status.done_on(petition.name, opinion.name)
	if not last or petition.stage != "Opinion Issued":
		return
	moment = handling.moment(last)
	petition.served_on = moment
	petition.concluded, petition.concluded_on = 1, moment
	petition.rating_state = rating_window.opened(petition)
	petition = stages.advance(petition, "Served", by_service=True)
	milestones.record(
		petition,
		"served",
		moment,
		organ=opinion.organ,
		scan=record.proof,
		backdate_reason=record.backdate_reason,
	)
	if execution.exists(petition.name):
		stages.advance(petition, "Executing", by_service=True)
	_answer(petition, opinion, moment, record)


def _answer(petition: Document, opinion: Document, moment: datetime, record: Document) -> None:
	"""The served opinion is the answer to who sent the petition; an assignment is answered by its report instead."""
	text = f"{opinion.document_number or ''}信访事项处理意见书已送达信访人"
	for referral in _lead_referrals(petition.name, "Accepted"):
		referrals.mark_answered(
			referral, text, moment, scan=record.proof, backdate_reason=record.backdate_reason
		)


def _lead_referrals(petition: str, stage: str) -> list[Document]:
	names = frappe.get_all(
		"Petition Referral",
		filters={"petition": petition, "role": "Lead", "stage": stage, "requires_report": 0},
		pluck="name",
	)
	return [frappe.get_doc("Petition Referral", name) for name in names]


def _undo(record: Document) -> None:
	"""A letter that comes back was no service: nothing it brought about stands, and the first due date does."""
	petition = handling.petition_of(record)
	if petition.stage not in ("Served", "Executing") or service_status.done_on(petition.name, record.opinion):
		return
	reason = "邮件退回,送达未成"
	petition.served_on, petition.concluded, petition.concluded_on = None, 0, None
	petition.rating_state = rating_window.not_open(petition)
	petition = stages.advance(petition, "Opinion Issued", by_service=True)
	for referral in _lead_referrals(petition.name, "Answered"):
		acting.write(referral, stage="Accepted", answered_on=None, answer=None)
	engine.reopen(petition, "N06", reason)
	engine.cancel(petition, rating_window.RULE, reason)
