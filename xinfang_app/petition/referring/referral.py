"""Sending a petition over: 转送, 交办, and what follows the paper. `refer()` is the only way over.

Rule (arts. 22, 23): who has a petition in hand sends it to the organ that must answer. 转送 asks for no report; 交办
names an absolute day by which the result and a concluding report are due. Delivery in the system is receipt at once:
an organ cannot let a letter lie. Only for an outside organ the receipt is recorded when it is known. With the delivery
the organ's own terms begin (notice 15 days, objection 5 working days), the sender's term (15 days) is met for every
piece of the petition, and the citizen is told where his petition went.

One organ leads. Others may help with sub-terms that end inside the 60 days; they answer to the lead, and only the lead
owes the citizen notice, acceptance and opinion.

A superior organ may send on down its own line; the referral it got itself stays open, for it still owes its report.
An outside organ has no users here, so the sender keeps the petition in hand and records for it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import custody, scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, clocks, handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.paperwork import notices, papers
from xinfang_app.petition.referral_errors import TargetRefused, TermMissing, WrongStage
from xinfang_app.petition.referring import delivery, targets
from xinfang_app.workflows import stages

OPEN_STAGES = ("Sent", "Received", "Objected", "Accepted")
REFERABLE = ("Registered", "Referred")
JOINABLE = ("Registered", "Referred", "Accepted", "Handling")
SIXTY_DAYS = 60
DEFAULT_SUB_TERM = 30


def refer(
	petition: Document,
	to_organ: str,
	kind: str = "Transfer",
	due_on: date | str | None = None,
	demand: str | None = None,
	co_organs: Iterable[dict] = (),
	occurred_on: datetime | date | str | None = None,
	*,
	reason: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Send `petition` from its holder to `to_organ`; return the Petition Referral of the lead.

	`kind` is "Transfer" (转送) or "Assign" (交办, with `due_on`, an absolute day). `co_organs` are dicts {organ, sub_term_on,
	demand}. `reason` says why this organ. Moments are naive, in the site's zone.
	Raises StaleDocument, WrongStage, TermMissing, and what `targets.check` raises. Arts. 22, 23.
	"""
	acting.lock(petition)
	scope.require(petition, "act")
	return send(
		petition,
		to_organ,
		kind=kind,
		due_on=due_on,
		demand=demand,
		co_organs=co_organs,
		occurred_on=occurred_on,
		reason=reason,
		scan=scan,
		backdate_reason=backdate_reason,
	)


def send(
	petition: Document,
	to_organ: str,
	*,
	kind: str = "Transfer",
	due_on: date | str | None = None,
	demand: str | None = None,
	co_organs: Iterable[dict] = (),
	occurred_on: datetime | date | str | None = None,
	reason: str | None = None,
	dispute: Document | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Do what `refer` does, for a caller who has locked the petition and asked `access`. `dispute` is the decision of art. 24."""
	if petition.stage not in REFERABLE:
		frappe.throw(
			_("A petition at the stage {0} is no longer sent to another organ.").format(_(petition.stage)),
			WrongStage,
		)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Referral"))
	handling.not_before(happened, petition.registered_on, _("Referral"), _("Registration"))
	sender, earlier = petition.holder, current(petition)
	if earlier and earlier.stage == "Objected":
		frappe.throw(_("An objection is pending; it is decided first."), WrongStage)
	if earlier and earlier.to_organ != sender:
		frappe.throw(
			_("The petition already lies with {0}.").format(organ_title(earlier.to_organ)), WrongStage
		)
	target = targets.check(petition, sender, to_organ, happened.date(), decided=bool(dispute))
	term = checked_term(kind, due_on, happened.date())
	helpers = [
		_checked_helper(petition, sender, target.organ, row, happened.date(), bool(dispute))
		for row in co_organs
	]
	if len({row["organ"] for row in helpers}) < len(helpers):
		frappe.throw(_("A co-organ is named twice."), TargetRefused)

	proof = {"scan": scan, "backdate_reason": backdate_reason}
	undisposed = clocks.pieces_with("N02", petition.name)
	referral = delivery.deliver(
		petition,
		target,
		happened,
		proof,
		role="Lead",
		kind=kind,
		due_on=term,
		demand=demand,
		reason="\n".join(text for text in (reason, target.note) if text) or None,
		earlier=earlier,
		dispute=dispute,
	)
	for row in helpers:
		delivery.deliver(
			petition,
			row["target"],
			happened,
			proof,
			role="Co-organ",
			kind="Transfer",
			sub_term_on=row["sub_term_on"],
			demand=row["demand"],
			lead=referral,
		)
	for name in undisposed:
		milestones.record(
			frappe.get_doc("Petition Submission", name),
			"disposed",
			happened,
			organ=sender,
			note=organ_title(target.organ),
			**proof,
		)
	_replace_returned(petition, referral)
	if not target.is_external:
		custody.hand_over(petition, target.organ, reason=_(kind), source=referral)
	petition.reload()
	petition.update({"lead_organ": target.organ, "referred_on": happened})
	stages.advance(petition, "Referred", by_service=True)
	petition.reload()
	referral.reload()
	# Papers last: the row of their number stays locked until the transaction ends.
	_tell_destination(petition, sender, referral, earlier, happened, proof)
	papers.issue("W06" if kind == "Assign" else "W05", referral, organ=sender, occurred_on=happened)
	return referral


def forward(submission: Document, occurred_on: datetime | date | str | None = None) -> Document | None:
	"""Send a piece that was joined to a petition after the organ in whose hand that petition is; return its Referral.

	Each joined piece is owed its own notice and answer (arts. 22, 23): the office's term for it is met, the organ's term
	of notice for it begins. Returns None where the receiver of the piece has the petition itself. Called by `repeats`.
	"""
	petition = frappe.get_doc("Petition", submission.petition)
	lead = current(petition)
	if not lead or lead.to_organ == submission.organ:
		return None
	happened = handling.moment(occurred_on)
	referral = delivery.new(
		petition,
		happened,
		role="Lead",
		kind="Transfer",
		to_organ=lead.to_organ,
		from_organ=submission.organ,
		pieces=[submission],
		lead=lead,
		external=acting.is_external(lead.to_organ),
	)
	referral.submission = submission.name
	referral.insert(ignore_permissions=True)
	delivery.record(referral, happened, {})
	if submission.name in clocks.pieces_with("N02", petition.name):
		milestones.record(
			submission, "disposed", happened, organ=submission.organ, note=organ_title(lead.to_organ)
		)
	submission.db_set("holder", petition.holder, update_modified=False)
	return referral


def receive(
	referral: Document,
	occurred_on: datetime | date | str | None = None,
	proof: str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record when an outside organ received the referral; `proof` is the signed receipt (a file). Return the referral."""
	acting.lock(referral)
	acting.require_at(referral.from_organ)
	if referral.stage != "Sent":
		frappe.throw(_("The receipt is already on record."), WrongStage)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Receipt"))
	handling.not_before(happened, referral.sent_on, _("Receipt"), _("Sending"))
	handling.demand(proof, _("Proof of receipt"))
	acting.write(referral, received_on=happened, stage="Received", receipt_proof=proof)
	milestones.record(
		referral,
		"received",
		happened,
		organ=referral.to_organ,
		due_on=referral.due_on or referral.sub_term_on,
		scan=scan or proof,
		backdate_reason=backdate_reason,
	)
	return referral


def join_organ(
	petition: Document,
	organ: str,
	sub_term_on: date | str | None,
	consent: str,
	demand: str | None = None,
	occurred_on: datetime | date | str | None = None,
) -> Document:
	"""Let the lead take in another organ as helper, with its consent (协商, art. 24 §1); return the helper's Referral.

	`consent` says who agreed, when and how. The sub-term must end inside the running 60 days.
	"""
	acting.lock(petition)
	scope.require(petition, "act")
	if petition.stage not in JOINABLE:
		frappe.throw(_("No organ can be added at the stage {0}.").format(_(petition.stage)), WrongStage)
	handling.demand(consent, _("Consent of the co-organ"))
	targets.refuse_sealed(petition)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Referral"))
	lead = current(petition)
	row = _checked_helper(
		petition,
		petition.holder,
		petition.holder,
		{"organ": organ, "sub_term_on": sub_term_on, "demand": demand},
		happened.date(),
		True,
	)
	return delivery.deliver(
		petition,
		row["target"],
		happened,
		{},
		role="Co-organ",
		kind="Transfer",
		sub_term_on=row["sub_term_on"],
		demand=row["demand"],
		reason=consent,
		lead=lead,
	)


def answer(
	referral: Document,
	text: str,
	occurred_on: datetime | date | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record the answer of the receiving organ: a co-organ's to the lead, or the lead's to the sender. Return the referral.

	The lead can answer only after it has accepted the petition; where a report is due, the report is the answer.
	"""
	acting.lock(referral)
	acting.require_at(_writer(referral))
	handling.demand(text, _("Answer"))
	allowed = ("Received", "Accepted") if referral.role == "Co-organ" else ("Accepted",)
	if referral.stage not in allowed:
		frappe.throw(_("At the stage {0} no answer is given.").format(_(referral.stage)), WrongStage)
	if referral.requires_report:
		frappe.throw(_("This is an assignment: the answer is the concluding report (art. 22)."), WrongStage)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Answer"))
	handling.not_before(happened, referral.received_on, _("Answer"), _("Receipt"))
	return mark_answered(referral, text, happened, scan=scan, backdate_reason=backdate_reason)


def mark_answered(referral: Document, text: str, happened: datetime, **proof) -> Document:
	"""Set `referral` to Answered and record the milestone, for a service that has made its own checks."""
	acting.write(referral, stage="Answered", answer=text, answered_on=happened)
	milestones.record(referral, "answered", happened, organ=referral.to_organ, **proof)
	if referral.role == "Co-organ":
		custody.end(frappe.get_doc("Petition", referral.petition), referral.to_organ, "Co-organ")
	return referral


def current(petition: Document) -> Document | None:
	"""Return the open referral by which the leading organ has the petition, or None while it lies where it came in."""
	if not petition.lead_organ:
		return None
	name = frappe.get_all(
		"Petition Referral",
		filters={
			"petition": petition.name,
			"role": "Lead",
			"submission": ["is", "not set"],
			"to_organ": petition.lead_organ,
			"stage": ["in", OPEN_STAGES],
		},
		order_by="creation desc",
		limit=1,
		pluck="name",
	)
	return frappe.get_doc("Petition Referral", name[0]) if name else None


def helpers_of(lead: Document) -> list[Document]:
	"""Return the open referrals of the co-organs that work under `lead`."""
	names = frappe.get_all(
		"Petition Referral",
		filters={"lead_referral": lead.name, "role": "Co-organ", "stage": ["in", OPEN_STAGES]},
		pluck="name",
		order_by="creation asc",
	)
	return [frappe.get_doc("Petition Referral", name) for name in names]


def of_pieces(petition: Document) -> list[Document]:
	"""Return the open referrals of single pieces that were joined later."""
	names = frappe.get_all(
		"Petition Referral",
		filters={
			"petition": petition.name,
			"submission": ["is", "set"],
			"stage": ["in", ("Sent", "Received")],
		},
		pluck="name",
		order_by="creation asc",
	)
	return [frappe.get_doc("Petition Referral", name) for name in names]


def checked_term(kind: str, due_on: date | str | None, sent: date) -> date | None:
	"""Return the absolute day of an assignment, None for a transfer. Raises TermMissing."""
	if kind not in ("Transfer", "Assign"):
		raise ValueError(f"unknown kind of referral: {kind!r}")
	if kind == "Transfer":
		if due_on:
			frappe.throw(_("A transfer sets no report term; choose assignment (交办) instead."), TermMissing)
		return None
	if not due_on:
		frappe.throw(_("An assignment names the day by which the result is due (art. 22)."), TermMissing)
	if getdate(due_on) <= sent:
		frappe.throw(_("The day by which the result is due must lie after the day of sending."), TermMissing)
	return getdate(due_on)


def _checked_helper(petition: Document, sender: str, lead: str, row: dict, sent: date, decided: bool) -> dict:
	target = targets.check(petition, sender, row["organ"], sent, decided=decided)
	if target.organ == lead:
		frappe.throw(_("{0} already leads.").format(organ_title(target.organ)), TargetRefused)
	if frappe.db.exists(
		"Petition Referral",
		{
			"petition": petition.name,
			"to_organ": target.organ,
			"role": "Co-organ",
			"stage": ["in", OPEN_STAGES],
		},
	):
		frappe.throw(
			_("{0} already helps with this petition.").format(organ_title(target.organ)), TargetRefused
		)
	latest = (
		clocks.due_on("N06", petition) or clocks.due_on("N15", petition) or sent + timedelta(days=SIXTY_DAYS)
	)
	term = (
		getdate(row["sub_term_on"])
		if row.get("sub_term_on")
		else min(sent + timedelta(days=DEFAULT_SUB_TERM), latest)
	)
	if term <= sent or term > latest:
		frappe.throw(
			_(
				"The co-organ's term must end after the day of sending and not later than {0}, inside the 60 days."
			).format(latest),
			TermMissing,
		)
	return {"organ": target.organ, "target": target, "sub_term_on": term, "demand": row.get("demand")}


def _replace_returned(petition: Document, referral: Document) -> None:
	"""Let the referral that came back last point to the one that goes on in its stead."""
	last = frappe.get_all(
		"Petition Referral",
		filters={
			"petition": petition.name,
			"role": "Lead",
			"stage": "Returned",
			"from_organ": referral.from_organ,
			"replaced_by": ["is", "not set"],
			"submission": ["is", "not set"],
		},
		order_by="returned_on desc",
		limit=1,
		pluck="name",
	)
	if last:
		frappe.db.set_value("Petition Referral", last[0], "replaced_by", referral.name, update_modified=False)
		referral.db_set("previous_referral", referral.previous_referral or last[0], update_modified=False)


def _tell_destination(
	petition: Document,
	sender: str,
	referral: Document,
	earlier: Document | None,
	happened: datetime,
	proof: dict,
) -> None:
	"""Tell the citizen where the petition went (W07). Art. 23: owed by an organ that sends down its line; an office does so too.

	For the organ this is the notice it owes: its term for a direct piece, or for the referral it got itself, is met.
	"""
	told = notices.tell("W07", petition, organ=sender, occurred_on=happened, referral=referral)
	if acting.is_petition_office(sender):
		return
	notices.meet(petition, sender, earlier, told, happened, proof)


def _writer(referral: Document) -> str:
	"""Return the organ that records for the receiver: itself, or the sender for an outside organ."""
	return referral.from_organ if acting.is_external(referral.to_organ) else referral.to_organ
