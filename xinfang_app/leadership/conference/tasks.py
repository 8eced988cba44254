"""What a meeting decided, as tasks: organ, leader, day, proof, check, and the report to the next meeting.

Rule (art. 13; DOMAIN D6: decisions become tasks, check, report to next meeting). A task is drafted while the meeting's
record is made, and issued with the decisions: its organ finds it, with its clock (B09) and its paper (W35T). The organ
reports what was done with evidence; the conference's office checks, by somebody who neither did it nor serves at the organ,
and closes or sends back. What was checked, and what is late, comes before the next meeting by itself.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody, scope, watch_words
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.conference import bodies, topics
from xinfang_app.leadership.errors import ConferenceRefused, NotTheChecker
from xinfang_app.petition import acting, handling
from xinfang_app.petition.handling_errors import WrongMoment
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.referring import targets
from xinfang_app.supervision import evidence
from xinfang_app.supervision import who as supervising
from xinfang_app.workflows import stages

DOCTYPE = "Conference Task"
PAPER = "W35T"


def draft(
	conference: Document,
	idx: int,
	decision: str,
	organ: str,
	due_on: date | str,
	*,
	leader: str | None = None,
	leader_name: str | None = None,
) -> Document:
	"""Draft a task out of the decision on topic `idx`; return it. It is issued with the decisions."""
	_office(conference)
	handling.at_stage(conference, ("Held",), _("A task"))
	topic = topics.of(conference, idx)
	handling.demand(decision, _("What was decided"))
	watch_words.refuse(decision)
	_check_day(due_on)
	target = targets.valid(organ, when.today()).organ
	if leader:
		who.require_leading(leader, organ=target)
	task = frappe.new_doc(DOCTYPE)
	task.update(
		{
			"title": decision.strip()[:140],
			"conference": conference.name,
			"topic_no": topic.idx,
			"decision": decision.strip(),
			"organ": target,
			"leader": leader,
			"leader_name": who.full_name(leader) if leader else leader_name,
			"due_on": getdate(due_on),
			"petition": topic.petition,
			"petition_number": frappe.db.get_value("Petition", topic.petition, "number")
			if topic.petition
			else None,
			"from_organ": conference.from_organ,
			"scope_code": conference.scope_code,
			"delivery": "Not sent",
		}
	)
	return handling.write(task)


def drop(task: Document, reason: str) -> Document:
	"""Take a task back: a draft before the minutes, an issued one with a reason that stays."""
	_office(task)
	_at(task, ("Draft", "Issued"), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	was_issued = task.stage == "Issued"
	task.withdrawn_reason = reason.strip()
	task = stages.advance(task, "Withdrawn", by_service=True, in_post=True)
	if was_issued:
		milestones.record(task, "withdrawn", organ=task.from_organ)
		_end_sight(task)
	return task


def check_drafts(conference: Document) -> None:
	"""Refuse minutes with a task whose day is over, or that hangs on a topic which was not decided."""
	decided = {row.idx for row in conference.topics if row.outcome == "Decided" or row.kind == topics.REPORT}
	for row in of(conference.name, ("Draft",)):
		if row.topic_no not in decided:
			frappe.throw(
				_("A task hangs on topic {0}, which was not decided.").format(row.topic_no), ConferenceRefused
			)
		_check_day(row.due_on)


def issue_all(conference: Document) -> list[Document]:
	"""Issue the tasks of the signed minutes; those of a topic that fell away are dropped. Return the issued ones."""
	gone = {row.idx for row in conference.topics if row.outcome == "Fallen away"}
	issued = []
	for row in of(conference.name, ("Draft",)):
		task = frappe.get_doc(DOCTYPE, row.name)
		if task.topic_no in gone:
			_fall_away(task)
			continue
		task.update({"issued_on": when.now(), "delivery": "Sent"})
		# Minutes are signed late now and then; the organ gets a day that lies ahead.
		task.due_on = max(getdate(task.due_on), when.today())
		# With the decisions, whoever issues them: their own procedure has asked for the post.
		task = stages.advance(task, "Issued", by_service=True)
		if not acting.is_external(task.organ):
			milestones.record(task, "issued", organ=task.from_organ, due_on=task.due_on)
			if task.petition:
				custody.give(
					frappe.get_doc("Petition", task.petition),
					organ=task.organ,
					reason=_("Task of the joint conference"),
					source=task,
				)
		paper = papers.issue(PAPER, task, organ=task.from_organ, occurred_on=when.now())
		if paper:
			task.update({"letter": paper.name, "document_number": paper.document_number})
			task = handling.write(task)
		issued.append(task)
	return issued


def done(task: Document, result: str, files: list[dict]) -> Document:
	"""Report, for the organ, what was done, with evidence; for an organ outside the system the office does."""
	scope.require(task, "read")
	_require_doer(task)
	_at(task, ("Issued",), _("Reporting it done"))
	handling.demand(result, _("What was done"))
	watch_words.refuse(result)
	rows = evidence.check(task, files)
	handling.demand(rows, _("Evidence"))
	evidence.keep(task, "evidence", rows)
	task.update(
		{
			"result": result.strip(),
			"done_by": frappe.session.user,
			"done_on": when.now(),
			"returned_reason": None,
		}
	)
	task = stages.advance(task, "Done", by_service=True, in_post=True)
	if not acting.is_external(task.organ):
		milestones.record(task, "done", organ=task.organ)
	telling.task(task, telling.TASK_DONE)
	return task


def check(task: Document, met: bool, note: str, due_on: date | str | None = None) -> Document:
	"""Check what was done: closed, or sent back until `due_on`; return the task. Raises NotTheChecker."""
	_office(task)
	_at(task, ("Done",), _("The check"))
	outside = acting.is_external(task.organ)
	if frappe.session.user == task.done_by or (not outside and supervising.serves(task.organ)):
		frappe.throw(_("Whoever did it, or serves at the organ, does not check it."), NotTheChecker)
	handling.demand(note, _("What was found"))
	values = {"checked_by": frappe.session.user, "checked_on": when.now(), "check_note": note.strip()}
	task.update(values)
	if not met:
		_check_day(due_on)
		task.update({"returned_reason": note.strip(), "due_on": getdate(due_on)})
	task = stages.advance(task, "Checked" if met else "Issued", by_service=True, in_post=True)
	if not outside:
		milestones.record(task, "checked", organ=task.from_organ)
		if not met:
			milestones.record(task, "issued", organ=task.from_organ, due_on=task.due_on)
	if met:
		_end_sight(task)
	else:
		telling.task(task, telling.TASK_BACK)
	return task


def reported(task: Document, conference: Document) -> Document:
	"""Note that a checked task was reported to a meeting; one that is still open is reported again."""
	if task.stage != "Checked" or task.reported_at:
		return task
	task.reported_at = conference.name
	return handling.write(task)


def check_issued(task: Document) -> None:
	"""Stage guard: issued on a day with its delivery; done work goes back with a reason."""
	before = task.get_doc_before_save()
	if before and before.stage == "Done":
		handling.demand(task.returned_reason, _("What was found"))
	elif not (task.issued_on and task.delivery == "Sent"):
		frappe.throw(_("A task is issued with the decisions of its meeting."), ConferenceRefused)


def check_done(task: Document) -> None:
	"""Stage guard: what was done, by whom, with evidence."""
	handling.demand(task.result and task.done_by, _("What was done"))
	handling.demand(task.evidence, _("Evidence"))


def check_checked(task: Document) -> None:
	"""Stage guard: checked by somebody who did not do it."""
	handling.demand(task.check_note, _("What was found"))
	if not task.checked_by or task.checked_by == task.done_by:
		frappe.throw(_("Whoever did it, or serves at the organ, does not check it."), NotTheChecker)


def check_withdrawn(task: Document) -> None:
	"""Stage guard: withdrawn with a reason only."""
	handling.demand(task.withdrawn_reason, _("The reason"))


def of(conference: str, at: tuple[str, ...]) -> list[dict]:
	"""Return the tasks of a meeting in their order."""
	return frappe.get_all(
		DOCTYPE,
		filters={"conference": conference, "stage": ["in", at]},
		fields=[
			"name",
			"topic_no",
			"decision",
			"organ",
			"leader_name",
			"due_on",
			"stage",
			"document_number",
		],
		order_by="topic_no asc, creation asc",
	)


def may_do(task: Document, user: str | None = None) -> bool:
	"""Return whether `user` reports on the task."""
	if acting.is_external(task.organ):
		return task.from_organ in [*supervising.offices_of(user), *supervising.organs_of(user)]
	return acting.acts_for(task.organ, user)


def _fall_away(task: Document) -> None:
	"""Take a draft back with its topic, whoever issues the decisions."""
	task.withdrawn_reason = _("The topic fell away")
	stages.advance(task, "Withdrawn", by_service=True)


def _require_doer(task: Document) -> None:
	if acting.is_external(task.organ):
		bodies.require_office(task.from_organ)
	else:
		acting.require_at(task.organ)


def _check_day(due_on) -> None:
	handling.demand(due_on, _("Due on"))
	if getdate(due_on) < when.today():
		frappe.throw(_("The day of a task lies ahead."), ConferenceRefused)


def _at(task: Document, at: tuple[str, ...], what: str) -> None:
	if task.stage not in at:
		frappe.throw(
			_("{0} is not possible at the present stage ({1}).").format(what, _(task.stage)), WrongMoment
		)


def _end_sight(task: Document) -> None:
	if task.petition:
		custody.end(frappe.get_doc("Petition", task.petition), kind=custody.TASK, source=task)


def _office(record: Document) -> None:
	scope.require(record, "act")
	bodies.require_office(record.from_organ)
