"""Carrying out what was granted.

Rule (art. 32 §2): an organ that supports a claim sees to it that it is carried out. With the signature each granted
claim becomes a task with its date and the organ that has to do it; its clock (N30) runs on that organ. The organ that
does it, or the handling organ, reports it done with the date, what was done and a proof; the handling organ may
instead state why it was not done: then the matter can be closed, and the task stays visible as not carried out
(arts. 40, 42(4)). A task past its date is marked overdue; the mark is never taken away.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access, when
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import handling
from xinfang_app.petition.handling_errors import WrongMoment

OPEN = "To be executed"


def plan(opinion: Document) -> list[Document]:
	"""Make the tasks for what the signed `opinion` grants and start their clocks. Called with the signature."""
	return plan_items(opinion, opinion.items, opinion.signed_on)


def plan_items(opinion: Document, items: list[Document], signed_on: datetime) -> list[Document]:
	"""Make the tasks for what `items` grant and start their clocks; of a review that changed the opinion, its items."""
	petition = handling.petition_of(opinion)
	tasks = []
	for item in items:
		if item.result != "Support":
			continue
		task = handling.write(
			handling.new_record(
				"Execution Task",
				petition,
				opinion.organ,
				opinion=opinion.name,
				claim_no=item.claim_no,
				content=item.granted,
				executing_organ=item.executing_organ or opinion.organ,
				due_on=item.due_on,
				status=OPEN,
			)
		)
		milestones.record(
			task, "planned", signed_on, organ=opinion.organ, due_on=item.due_on, by_law=_planned()
		)
		tasks.append(task)
	return tasks


def done(
	task: Document,
	*,
	outcome: str,
	proof: str,
	occurred_on: date | str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that `task` was carried out on `occurred_on` (default today), with what was done and its proof.

	For the handling organ and the organ that carries it out. Raises SomethingMissing, WrongMoment.
	"""
	access.require(task, "act")
	_refuse_settled(task)
	what = _("The execution")
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, what)
	handling.demand(outcome, _("What was done"))
	handling.demand_file(proof, _("The proof of execution"))
	handling.check_entry(moment, scan=proof, backdate_reason=backdate_reason)

	task.update(
		{
			"status": "Executed",
			"done_on": moment.date(),
			"outcome": outcome,
			"proof": proof,
			"overdue": int(bool(task.overdue) or is_late(task, moment.date())),
			"backdate_reason": backdate_reason,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		}
	)
	task = handling.write(task)
	milestones.record(
		task, "executed", moment, organ=task.executing_organ, scan=proof, backdate_reason=backdate_reason
	)
	_tell_petition(task, moment, proof, backdate_reason)
	return task


def not_done(task: Document, reason: str) -> Document:
	"""State why `task` is not carried out. Only the handling organ may; it answers for its opinion."""
	access.require(handling.petition_of(task), "act")
	_refuse_settled(task)
	handling.demand(reason, _("The reason why it is not carried out"))
	task.status, task.reason = "Not executed", reason
	task.overdue = int(bool(task.overdue) or is_late(task, when.today()))
	return handling.write(task)


def void(opinion: Document, reason: str, claims: list[int] | None = None) -> None:
	"""End the open tasks that rest on `opinion` (of `claims` only, where given), for a review took it away."""
	for name in frappe.get_all(
		"Execution Task",
		filters={
			"opinion": opinion.name,
			"status": OPEN,
			**({"claim_no": ["in", claims]} if claims is not None else {}),
		},
		pluck="name",
	):
		task = frappe.get_doc("Execution Task", name)
		task.update({"status": "Not executed", "reason": reason, "void": 1})
		task = handling.write(task)
		clock = engine.clock(task, "N30")
		if clock and clock.state in ("Running", "Paused"):
			engine.stop(task, "N30", reason)


def unsettled(petition: str) -> list[dict]:
	"""Return the tasks of the petition named `petition` that are neither carried out nor given a reason."""
	return frappe.get_all(
		"Execution Task",
		filters={"petition": petition, "status": OPEN},
		fields=["name", "claim_no", "content", "due_on", "executing_organ"],
		order_by="claim_no asc",
	)


def exists(petition: str) -> bool:
	"""Return whether anything was granted on the petition named `petition`."""
	return bool(frappe.db.exists("Execution Task", {"petition": petition, "void": 0}))


def check_entered(petition: Document) -> None:
	"""Stage guard: only what was granted is carried out. Raises WrongMoment."""
	if not exists(petition.name):
		frappe.throw(_("Nothing was granted on this petition."), WrongMoment)


def is_late(task: Document, on: date) -> bool:
	"""Return whether `on` lies after the date by which `task` was to be carried out."""
	return bool(task.due_on) and on > getdate(task.due_on)


def mark_overdue() -> None:
	"""Mark the open tasks whose date has passed. Runs daily; any number of missed days is made good."""
	task = frappe.qb.DocType("Execution Task")
	(
		frappe.qb.update(task)
		.set(task.overdue, 1)
		.where((task.status == OPEN) & (task.overdue == 0) & (task.due_on < when.today()))
		.run()
	)


def _planned() -> str:
	return "自处理意见书签发之日起算"


def _refuse_settled(task: Document) -> None:
	if task.status == "Executed":
		frappe.throw(_("This task is already recorded as carried out."), WrongMoment)


def _tell_petition(task: Document, moment, proof: str, backdate_reason: str | None) -> None:
	"""Mark the claim as carried out, and the petition once nothing is open."""
	petition = handling.petition_of(task)
	for claim in petition.claims:
		if claim.claim_no == task.claim_no:
			claim.executed = 1
	handling.write(petition)
	rows = frappe.get_all("Execution Task", filters={"petition": petition.name, "void": 0}, pluck="status")
	if all(status == "Executed" for status in rows):
		milestones.record(
			petition, "executed", moment, organ=task.organ, scan=proof, backdate_reason=backdate_reason
		)
