"""Approving that a leader owns a matter, and what follows at once: duties, sight, clocks, papers.

Rule (art. 18; local rules in the same shape): the person in charge of the party committee or government approves the
list (its head, or who stands in for him), in the system or on paper with its scan; nobody else approves his own name. With the approval the leader
owns the matter from that day: his duty set becomes tasks with a day each, he and his team see the matter, his terms
begin (B01 first meeting within seven days, B02 plan, B03 monthly report, B05 conclusion), and he is told.
A leader whose post has ended meanwhile is not approved.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_months, cint, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.leadership import duty_sets, telling, who
from xinfang_app.leadership.errors import OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import chain, recusal, signing, trail
from xinfang_app.petition.paperwork import papers
from xinfang_app.workflows import stages


def sign(ownership: Document) -> Document:
	"""Approve as who is logged in, now. Raises NotTheSigner, NoLeadingPost, Recused, OwnershipRefused."""
	scope.require(ownership, "act")
	handling.at_stage(ownership, ("Pending Approval",), _("The approval"))
	step = signing.last_step(ownership)
	return _approve(ownership, signing.in_system(ownership, step), step)


def sign_on_paper(
	ownership: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that `signer` approved on paper, with its scan."""
	scope.require(ownership, "act")
	handling.at_stage(ownership, ("Pending Approval",), _("The approval"))
	step = signing.last_step(ownership)
	signature = signing.on_paper(
		ownership, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	return _approve(ownership, signature, step)


def decline(ownership: Document, reason: str) -> Document:
	"""Decline a proposal, with a reason; only who could take a next step may. The matter may be proposed anew."""
	scope.require(ownership, "act")
	handling.at_stage(ownership, ("Pending Approval",), _("Sending back"))
	handling.demand(reason, _("The reason"))
	signature, came_from = signing.in_system(ownership, *chain.steps(ownership)), ownership.workflow_state
	ownership.update({"returned_reason": reason, "live_key": None})
	ownership = stages.advance(ownership, "Declined", by_service=True)
	trail.note(ownership, trail.BACK, from_state=came_from, signature=signature, reason=reason)
	telling.office(ownership, telling.DECLINED)
	return ownership


def begin(ownership: Document, on: datetime, **proof) -> Document:
	"""Let an approved ownership run from `on`: sight, duties, terms, message. Called by `sign` and by `above`."""
	common.let_see(ownership, common.people_of(ownership))
	make_duties(ownership)
	milestones.record(ownership, "owned", on, organ=ownership.bearer, **proof)
	milestones.record(ownership, "owner_set", on, organ=ownership.bearer, **proof)
	milestones.record(ownership, "term_set", on, organ=ownership.bearer, due_on=ownership.due_on, **proof)
	milestones.record(
		ownership, "report_owed", on, organ=ownership.bearer, due_on=ownership.next_report_on, **proof
	)
	return ownership


def make_duties(ownership: Document) -> None:
	"""Make the tasks of the ownership's duty set, each with its day; what the approval itself names is done with it."""
	if not ownership.duty_set:
		return
	for row in frappe.get_cached_doc(duty_sets.DOCTYPE, ownership.duty_set).duties:
		named = row.kind == duty_sets.NAMED
		duty = frappe.new_doc("Ownership Duty")
		duty.update(
			{
				**common.values(ownership),
				"title": row.duty,
				"kind": row.kind,
				"meaning": row.meaning,
				"due_on": duty_sets.day_of(cint(row.days), ownership.started_on, ownership.due_on),
				"status": "Done" if named else "To be done",
				"done_on": ownership.started_on if named else None,
				"done_by": ownership.signed_by if named else None,
				"note": _("Named at approval") if named else None,
			}
		)
		duty = handling.write(duty)
		if not named and ownership.here:
			milestones.record(duty, "assigned", organ=ownership.organ)


def check_owned(ownership: Document) -> None:
	"""Stage guard: owned only with an approval on record, or by an order from above with its paper; after a check anew."""
	before = ownership.get_doc_before_save()
	if before and before.stage == "Closing Asked" and not ownership.returned_reason:
		frappe.throw(_("What is not closed goes back to work by a check only."), OwnershipRefused)
	if not ownership.signed_by and (ownership.here or not ownership.order_scan):
		frappe.throw(_("A leader owns a matter by an approval, in the system or on paper."), OwnershipRefused)


def check_ended(ownership: Document) -> None:
	"""Stage guard: declined and withdrawn with a reason only."""
	if not (ownership.returned_reason or ownership.withdrawn_reason):
		frappe.throw(_("A proposal ends with a reason."), OwnershipRefused)


def may_approve(ownership: Document, user: str, on: date) -> bool:
	"""Return whether `user` approves: the head or his stand-in; without a head a leader who does not own it himself. In hooks."""
	if posting.head_of(ownership.approving_organ, on):
		return who.in_charge(user, ownership.approving_organ, on)
	return user != ownership.leader


def petitions_of(ownership: Document) -> list[str]:
	"""Return the matter: whoever stands aside from it approves nothing about it. Registered in hooks."""
	return [ownership.petition] if ownership.petition else []


def shown(ownership: Document) -> dict:
	"""Return what the signing desk tells of a proposal. Registered in hooks."""
	if not ownership.get("team"):
		ownership = frappe.get_doc(common.DOCTYPE, ownership.name)
	lines = [
		("leader", _("Leader who owns"), f"{ownership.leader_name}（{ownership.leader_post or ''}）"),
		("listed_for", _("Listed for"), _(ownership.listed_for)),
		("reason", _("Reason"), ownership.reason),
		("holder", _("Responsible organ"), acting.organ_title(ownership.holder)),
		("duty_set", _("Duty set"), ownership.duty_set),
		("measures", _("Measures"), ownership.measures),
		("team", _("Task team"), "、".join(row.member_name for row in ownership.team)),
		("due_on", _("To be concluded by"), str(ownership.due_on or "")),
	]
	return {
		"number": ownership.petition_number,
		"title": ownership.title,
		"what": " ".join((_("Leader ownership"), ownership.leader_name or "")),
		"due_on": None,
		"fields": [{"name": name, "label": label, "text": text} for name, label, text in lines if text],
	}


def _approve(ownership: Document, signature: signing.Signature, step: chain.Step) -> Document:
	day = signature.on.date()
	who.require_leading(ownership.leader, when.today(), ownership.organ)
	recusal.refuse(ownership.petition, ownership.leader)
	if getdate(ownership.due_on) <= day:
		frappe.throw(_("The term of an ownership has to lie ahead."), OwnershipRefused)
	signing.put(ownership, signature)
	ownership.update({"started_on": day, "next_report_on": next_report(day, when.today())})
	ownership = stages.advance(ownership, "Owned", by_service=True)
	trail.note(ownership, trail.SIGNED, from_state=step.from_state, action=step.action, signature=signature)
	proof = {"scan": signature.scan, "backdate_reason": signature.backdate_reason}
	begin(ownership, signature.on, **proof)
	paper = papers.issue("W34", ownership, organ=ownership.approving_organ, occurred_on=signature.on)
	papers.issue("W34Q", ownership, organ=ownership.approving_organ, occurred_on=signature.on)
	if paper:
		ownership.letter = paper.name
		ownership = handling.write(ownership)
	telling.leader(ownership, telling.OWNED)
	return ownership


def next_report(last: object, today: object) -> object:
	"""Return the day of the next monthly report: a month after `last`, and so on until it lies ahead of `today`. Pure."""
	day = getdate(add_months(last, 1))
	while day <= getdate(today):
		day = getdate(add_months(day, 1))
	return day
