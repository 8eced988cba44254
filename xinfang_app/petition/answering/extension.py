"""Extending the sixty days, once.

Rule (art. 34): where a matter is complex, the person in charge of the organ may before the term ends approve at most
thirty days more, counted with the sixty from the day of acceptance; the petitioner is told the reason. "Once" follows
from the ceiling of ninety days. The head approves in the system or on paper (`signing`). An approval on paper that is
entered long after the term ended is kept, and the clock stays on record as late: a late entry alone never turns late
into on time (`deadline.clock`).

Telling is a duty of its own: from the approval on the request shows that it is owed, with its clock (N07a). An
extension nobody told the petitioner of stays valid, and stays a breach (art. 34); the flag falls only with the notice.

Exceptions: the ten working days of the simplified track are not extended; such a matter goes over to the ordinary
procedure first.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate, getdate

from xinfang_app import access, when
from xinfang_app.deadline import calendar, engine, milestones
from xinfang_app.petition import handling
from xinfang_app.petition.answering import chain, recusal, signing, trail
from xinfang_app.petition.handling_errors import ExtensionNotPossible
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import recipients
from xinfang_app.workflows import stages

LONGEST = 30  # days, art. 34
RULE = "N06"
TOLD = "N07a"
WAYS = ("Handed to the recipient", "By post", "Electronic", "By phone, then in writing")
TELL_WITHIN = 3  # working days, where the rule N07a is switched off


def request(petition: Document, reason: str, days: int = LONGEST) -> Document:
	"""Ask the head for `days` more (1 to 30) for `petition`; return the Extension Request, pending approval.

	Raises ExtensionNotPossible outside the running sixty days or a second time, SomethingMissing without a reason.
	"""
	access.require(petition, "act")
	recusal.refuse(petition.name)
	clock = _running_term(petition)
	handling.demand(reason, _("The reason why the matter is complex"))
	_check_days(days)
	if standing(petition.name):
		frappe.throw(_("The term can be extended only once (art. 34)."), ExtensionNotPossible)

	extension = handling.write(
		handling.new_record(
			"Extension Request",
			petition,
			petition.holder,
			days=int(days),
			reason=reason,
			due_before=handling.due_on(clock),
			due_after=_due_after(clock, int(days)),
			applied_by=frappe.session.user,
			applied_on=when.now(),
		)
	)
	came_from = extension.workflow_state
	extension = stages.advance(extension, "Pending Approval", by_service=True)
	trail.note(extension, trail.SENT, from_state=came_from)
	return extension


def approve(extension: Document) -> Document:
	"""Approve the extension as who is logged in, now. Raises NotTheSigner, Recused, ExtensionNotPossible."""
	access.require(extension, "act")
	handling.at_stage(extension, ("Pending Approval",), _("The approval"))
	step = signing.last_step(extension)
	return _approve(extension, signing.in_system(extension, step), step)


def approve_on_paper(
	extension: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that the user `signer` approved the extension on paper on `occurred_on`, with its scan."""
	access.require(extension, "act")
	recusal.refuse(extension.petition)
	handling.at_stage(extension, ("Pending Approval",), _("The approval"))
	step = signing.last_step(extension)
	signature = signing.on_paper(
		extension,
		step,
		signer=signer,
		occurred_on=occurred_on,
		scan=scan,
		backdate_reason=backdate_reason,
	)
	return _approve(extension, signature, step)


def refuse(extension: Document, reason: str) -> Document:
	"""Refuse the extension with a reason; the first due date stands. Only who could take one of its next steps may."""
	access.require(extension, "act")
	handling.at_stage(extension, ("Pending Approval",), _("The refusal"))
	handling.demand(reason, _("The reason"))
	signature, came_from = signing.in_system(extension, *chain.steps(extension)), extension.workflow_state
	signing.put(extension, signature)
	extension.refused_reason = reason
	extension = stages.advance(extension, "Refused", by_service=True)
	trail.note(extension, trail.REFUSED, from_state=came_from, signature=signature, reason=reason)
	return extension


def notify(
	extension: Document,
	*,
	occurred_on: datetime | str | None = None,
	way: str = "Handed to the recipient",
	proof: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Tell the petitioner of the extension and its reason (W18); return the request, the duty met.

	`way` is one of the options of `notice_way`. Raises WrongMoment, and what `handling.check_entry` raises.
	"""
	access.require(extension, "act")
	handling.at_stage(extension, ("Approved",), _("Telling the petitioner"))
	if extension.notified_on:
		frappe.throw(_("The petitioner has been told already."), ExtensionNotPossible)
	what = _("Telling the petitioner")
	if proof:
		handling.demand_file(proof, _("Proof that the petitioner was told"))
	handling.demand(way if way in WAYS else None, _("Way of telling"))
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, what)
	handling.not_before(moment, extension.signed_on, what, _("the approval"))
	handling.check_entry(moment, scan=scan or proof, backdate_reason=backdate_reason)

	petition = handling.petition_of(extension)
	extension.update(
		{
			"notified_on": moment,
			"notice_way": way,
			"notice_proof": proof,
			"notice_owed": 0,
			"notice_late": int(moment.date() > getdate(extension.notice_due_on)),
		}
	)
	extension = handling.write(extension)
	milestones.record(
		petition,
		"extension_notified",
		moment,
		organ=extension.organ,
		scan=scan or proof,
		backdate_reason=backdate_reason,
	)
	for who in recipients.mains(petition.name):
		letter = papers.issue("W18", extension, organ=extension.organ, occurred_on=moment, recipient=who)
		extension.letter = extension.letter or (letter.name if letter else None)
	return handling.write(extension)


def standing(petition: str, *at_stages: str) -> str | None:
	"""Return the extension of the petition named `petition` at one of `at_stages` (default: not refused), or None."""
	wanted = at_stages or ("Draft", "Pending Approval", "Approved")
	return frappe.db.get_value("Extension Request", {"petition": petition, "stage": ["in", wanted]})


def check_pending(extension: Document) -> None:
	"""Stage guard: what goes to the head has its reason, its days and a running term."""
	_running_term(handling.petition_of(extension))
	handling.demand(extension.reason, _("The reason why the matter is complex"))
	_check_days(extension.days)


def check_entered(extension: Document) -> None:
	"""Stage guard: approved and refused are entered only with a signature on record."""
	if not extension.signed_by:
		frappe.throw(
			_(
				"An extension is decided with “Approve the extension”, “Refuse the extension” or by recording the signed paper."
			),
			ExtensionNotPossible,
		)


def _approve(extension: Document, signature: signing.Signature, step: chain.Step) -> Document:
	petition = handling.petition_of(extension)
	_running_term(petition, signature.on.date())
	_check_days(extension.days)
	if standing(petition.name, "Approved"):
		frappe.throw(_("The term can be extended only once (art. 34)."), ExtensionNotPossible)

	signing.put(extension, signature)
	extension.notice_owed = 1
	extension = stages.advance(extension, "Approved", by_service=True)
	trail.note(extension, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)
	engine.extend(
		petition,
		RULE,
		int(extension.days),
		signature.on,
		note=signature.note,
		scan=signature.scan,
		backdate_reason=signature.backdate_reason,
	)
	milestones.record(
		petition,
		"extension_approved",
		signature.on,
		organ=extension.organ,
		scan=signature.scan,
		backdate_reason=signature.backdate_reason,
	)
	extension.due_after = handling.due_on(engine.clock(petition, RULE))
	extension.notice_due_on = _tell_by(petition, signature.on.date())
	return handling.write(extension)


def _running_term(petition: Document, on: date | None = None) -> Document:
	"""Return the running N06 of `petition`; raises ExtensionNotPossible if there is none or it ended before `on`."""
	clock = engine.clock(petition, RULE)
	if not clock or clock.state not in ("Running", "Paused"):
		frappe.throw(
			_("There is no running term of sixty days; only matters of art. 31(6) can be extended."),
			ExtensionNotPossible,
		)
	if (on or when.today()) > handling.due_on(clock):
		frappe.throw(
			_("The term ended on {0}; an extension is approved before it ends (art. 34).").format(
				formatdate(handling.due_on(clock))
			),
			ExtensionNotPossible,
		)
	return clock


def _check_days(days: int) -> None:
	if not 1 <= int(days or 0) <= LONGEST:
		frappe.throw(_("A term is extended by one to thirty days (art. 34)."), ExtensionNotPossible)


def _due_after(clock: Document, days: int) -> date:
	"""Return what the due date would become: counted on from the raw day, never from the rolled one."""
	return calendar.due(getdate(clock.due_on_raw), days, "Calendar Day", True).rolled


def _tell_by(petition: Document, approved_on: date) -> date:
	clock = engine.clock(petition, TOLD)
	return (
		handling.due_on(clock)
		if clock
		else calendar.due(approved_on, TELL_WITHIN, "Working Day", True).rolled
	)
