"""Helping people in hardship (帮扶救助): proposed, approved, given, declined.

Rule (art. 37 §2, §3): an organ that learns of hardship tells of social assistance or helps to apply for it, passes judicial
aid on to the organs that give it, and may help itself. Help is never tied to anything: no text of a record may speak of
withdrawing, of not coming again or of being quiet, and the person is told so in the words of `UNTIED`. He may decline,
at any time and without consequence. A way home is paid at his own written wish only; one-to-one help with his consent.

Help is approved by the head or a leader of the helping organ (W40) within what the fund has left, and given against a
receipt. A withdrawal within sixty days of it, counted from the approval and from the entry of its giving, waits for a
check by the upper office (`petition.ending.withdrawal`, which reads `last_given`); one that help follows is checked too.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import chain, recusal, signing, trail
from xinfang_app.petition.ending import withdrawal
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import recipients
from xinfang_app.settling import assistance_funds
from xinfang_app.settling.assistance_errors import AssistanceRefused
from xinfang_app.settling.untied import UNTIED, refuse_conditions
from xinfang_app.workflows import stages

KINDS = (
	"Temporary help in money",
	"Food and lodging",
	"Medical help",
	"Fare home at own wish",
	"Judicial aid",
	"Social assistance",
	"Legal aid",
	"One-to-one help",
	"Other help",
)
#: Only at the person's own written wish or with his consent on file.
OWN_WISH = ("Fare home at own wish", "One-to-one help")
OPEN = ("Draft", "Pending Approval", "Approved")
PAPER = "W40"


def propose(
	petition: Document,
	recipient: str,
	kind: str,
	hardship: str,
	plan: str,
	*,
	amount: float | None = None,
	fund: str | None = None,
	passed_to: str | None = None,
	wish_file: str | None = None,
) -> Document:
	"""Draft a help for the Petitioner `recipient` of `petition` by the user's organ; return the Assistance Record.

	Raises Conditional, AssistanceRefused, SomethingMissing, NotPermitted.
	"""
	scope.require(petition, "read")
	organ = _organ(petition)
	person = next(
		(one for one in recipients.required(petition.name) if one.petitioner in recipients.same(recipient)),
		None,
	)
	if not person:
		frappe.throw(_("This person is not a petitioner of this matter."), AssistanceRefused)
	for value, what in (
		(kind if kind in KINDS else None, _("Kind of help")),
		(hardship, _("What hardship there is")),
		(plan, _("What help is proposed")),
	):
		handling.demand(value, what)
	if kind in OWN_WISH or wish_file:
		handling.demand_file(wish_file, _("Application or word of the person helped"))
	if flt(amount) < 0:
		frappe.throw(_("A budget is not negative."), AssistanceRefused)
	refuse_conditions(hardship, plan)
	record = handling.new_record(
		"Assistance Record",
		petition,
		organ,
		holder=organ,
		title=petition.title,
		recipient=person.petitioner,
		recipient_name=person.masked_name,
		kind=kind,
		hardship=hardship,
		plan=plan,
		amount=flt(amount),
		fund=fund,
		passed_to=passed_to,
		wish_file=wish_file,
		unconditional_note=UNTIED,
	)
	assistance_funds.demand(record)
	return handling.write(record)


def submit(record: Document) -> Document:
	"""Send a draft up for approval."""
	_own(record, ("Draft",), _("Sending up"))
	refuse_conditions(record.hardship, record.plan)
	assistance_funds.demand(record)
	came_from = record.workflow_state
	record.update({"submitted_by": frappe.session.user, "submitted_on": when.now(), "returned_reason": None})
	record = stages.advance(record, "Pending Approval", by_service=True)
	trail.note(record, trail.SENT, from_state=came_from)
	return record


def approve(record: Document) -> Document:
	"""Approve the help as who is logged in, now. Raises NotTheSigner, Recused, AssistanceRefused."""
	_own(record, ("Pending Approval",), _("The approval"))
	step = signing.last_step(record)
	return _approve(record, signing.in_system(record, step), step)


def approve_on_paper(
	record: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that `signer` approved the help on paper, with its scan."""
	_own(record, ("Pending Approval",), _("The approval"))
	signing.refuse_recused(record)
	step = signing.last_step(record)
	signature = signing.on_paper(
		record, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	return _approve(record, signature, step)


def send_back(record: Document, reason: str) -> Document:
	"""Send a help that waits for approval back to be mended. Only who could take a next step may."""
	return _turn(record, "Draft", trail.BACK, "returned_reason", reason)


def refuse(record: Document, reason: str) -> Document:
	"""Refuse the help, with a reason. Only who could take a next step may."""
	return _turn(record, "Refused", trail.REFUSED, "refused_reason", reason)


def give(record: Document, given_on: date | str | None, receipt: str) -> Document:
	"""Record that the help was given, on its day and against its receipt."""
	_own(record, ("Approved",), _("Giving the help"))
	handling.demand_file(receipt, _("Signed receipt"))
	happened = handling.moment(given_on)
	handling.not_in_future(happened, _("Giving the help"))
	handling.not_before(happened, record.signed_on, _("Giving the help"), _("the approval"))
	handling.check_entry(happened, scan=receipt, backdate_reason=_("By the receipt"))
	record.update(
		{
			"given_on": happened.date(),
			"given_entered_on": when.now(),
			"receipt": receipt,
			"given_by": frappe.session.user,
		}
	)
	record = stages.advance(record, "Help given", by_service=True)
	withdrawal.aid_followed(record.recipient, when.today())
	return record


def decline(record: Document, note: str) -> Document:
	"""Record that the person does not want the help; nothing follows from it for his matter."""
	_own(record, OPEN, _("Declining the help"))
	handling.demand(note, _("Word of the person who declined"))
	refuse_conditions(note)
	record.update({"declined_on": when.today(), "declined_note": note})
	return stages.advance(record, "Help declined", by_service=True)


def change(record: Document, **values) -> Document:
	"""Change a draft, also one that was sent back: hardship, plan, amount, fund."""
	_own(record, ("Draft",), _("A change"))
	handling.demand(values.get("hardship", record.hardship), _("What hardship there is"))
	handling.demand(values.get("plan", record.plan), _("What help is proposed"))
	if flt(values.get("amount")) < 0:
		frappe.throw(_("A budget is not negative."), AssistanceRefused)
	record.update(
		{key: value for key, value in values.items() if key in ("hardship", "plan", "amount", "fund")}
	)
	refuse_conditions(record.hardship, record.plan)
	assistance_funds.demand(record)
	return handling.write(record)


def last_given(petition: Document, petitioner: str) -> date | None:
	"""Return the day of the last help approved for, or given to, `petitioner` in whatever matter. In `xf_aid_given`.

	Help promised binds as help given does; the typed day of the giving is not believed against the day of its entry.
	"""
	rows = frappe.get_all(
		"Assistance Record",
		filters={
			"recipient": ["in", sorted(recipients.same(petitioner))],
			"stage": ["in", ["Approved", "Help given"]],
		},
		fields=["signed_on", "recorded_on", "given_on", "given_entered_on"],
		limit=0,
	)
	return max((getdate(day) for row in rows for day in row.values() if day), default=None)


def check_approved(record: Document) -> None:
	"""Stage guard: approved with a signature on record only."""
	if not record.signed_by:
		frappe.throw(_("Help is approved with a signature only."), AssistanceRefused)


def check_given(record: Document) -> None:
	"""Stage guard: given on a day, against a receipt."""
	if not (record.given_on and record.receipt):
		frappe.throw(_("Help is given against a receipt."), AssistanceRefused)


def check_declined(record: Document) -> None:
	"""Stage guard: declined with the person's word."""
	if not record.declined_note:
		frappe.throw(_("Write down what the person said."), AssistanceRefused)


def check_refused(record: Document) -> None:
	"""Stage guard: refused with a reason."""
	if not record.refused_reason:
		frappe.throw(_("A help is refused with a reason."), AssistanceRefused)


def shown(record: Document) -> dict:
	"""Return what the signing desk tells of the help. Registered in hooks."""
	record = record if record.get("hardship") else frappe.get_doc(record.doctype, record.name)
	lines = [
		("kind", _("Kind of help"), _(record.kind)),
		("hardship", _("What hardship there is"), record.hardship),
		("plan", _("What help is proposed"), record.plan),
		("amount", _("Amount (yuan)"), f"{flt(record.amount):,.2f}" if record.amount else ""),
		("untied", _("Not tied to anything"), record.unconditional_note),
	]
	return {
		"number": record.petition_number or "",
		"title": record.title or "",
		"what": _(record.kind),
		"due_on": None,
		"fields": [{"name": name, "label": label, "text": text} for name, label, text in lines if text],
	}


def _approve(record: Document, signature: signing.Signature, step: chain.Step) -> Document:
	assistance_funds.demand(record)
	signing.put(record, signature)
	record = stages.advance(record, "Approved", by_service=True)
	trail.note(record, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)
	withdrawal.aid_followed(record.recipient, when.today())
	paper = papers.issue(PAPER, record, organ=record.organ, occurred_on=when.now())
	if paper:
		record.letter = paper.name
		record = handling.write(record)
	return record


def _turn(record: Document, stage: str, outcome: str, field: str, reason: str) -> Document:
	_own(record, ("Pending Approval",), _("The refusal"))
	handling.demand(reason, _("The reason"))
	refuse_conditions(reason)
	signature, came_from = signing.in_system(record, *chain.steps(record)), record.workflow_state
	record.set(field, reason)
	record = stages.advance(record, stage, by_service=True)
	trail.note(record, outcome, from_state=came_from, signature=signature, reason=reason)
	return record


def _own(record: Document, at: tuple[str, ...], what: str) -> None:
	scope.require(record, "act")
	acting.require_at(record.organ)
	recusal.refuse(record.petition)
	handling.at_stage(record, at, what)


def _organ(petition: Document) -> str:
	"""The organ in whose name the user helps: the one that has the matter, else his own first."""
	recusal.refuse(petition.name)
	organ = handling.acting_organ(petition)
	acting.require_at(organ)
	return organ
