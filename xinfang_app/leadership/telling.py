"""What leaders, teams, offices and organs are told of ownerships, instructions and conferences, through the outbox.

Rule: a message names number, kind, official and day; never who petitions and nothing of what was said. Who is told is
found when it goes out: the leader himself and who stands in for him, the office that follows, the organ that acts.
"""

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.leadership import who
from xinfang_app.messages import outbox
from xinfang_app.organization import posting
from xinfang_app.petition import acting

OWNED, HANDED_OVER, SENT_BACK, CLOSED, TERM_DECIDED = (
	"owned",
	"handed_over",
	"sent_back",
	"closed",
	"term_decided",
)
DECLINED, REPORTED, CLOSING_ASKED, VACANT, TERM_ASKED = (
	"declined",
	"reported",
	"closing_asked",
	"vacant",
	"term_asked",
)
HELP_ASKED, HELP_ANSWERED = "help_asked", "help_answered"
GIVEN, INSTRUCTION_ANSWERED, INSTRUCTION_BACK = "given", "instruction_answered", "instruction_back"
NOTICE, CALLED_OFF, MINUTES, SIGNED_MINUTES, TASK, TASK_DONE, TASK_BACK = (
	"notice",
	"called_off",
	"minutes",
	"signed_minutes",
	"task",
	"task_done",
	"task_back",
)


def leader(ownership: Document, event: str) -> None:
	"""Tell the leader and who stands in for him; for one above the county, the office that follows."""
	if not ownership.leader:
		return office(ownership, event)
	users = [ownership.leader, *posting.stand_ins(ownership.organ, [ownership.leader])]
	_put(ownership, event, ownership.organ, users=users, **_owned(ownership))


def office(ownership: Document, event: str) -> None:
	"""Tell the office that follows the ownership."""
	_put(ownership, event, ownership.office, audience=("supervision", "section_head"), **_owned(ownership))


def approvers(ownership: Document, event: str) -> None:
	"""Tell the person in charge of the approving organ."""
	_put(ownership, event, ownership.approving_organ, audience=("head",), **_owned(ownership))


def help_asked(request: Document) -> None:
	"""Tell the organ that is asked for help."""
	_put(request, HELP_ASKED, request.asked_of, audience=("officer", "head"), **_asked(request))


def help_answered(request: Document) -> None:
	"""Tell who asked."""
	_put(request, HELP_ANSWERED, request.organ, users=[request.asked_by], **_asked(request))


def instruction(record: Document, event: str) -> None:
	"""Tell the organ that acts on an instruction, or the leader and the office that it was answered."""
	content = {
		"number": record.petition_number or "",
		"leader": record.leader_name or "",
		"organ": acting.organ_title(record.to_organ),
		"due_on": _day(record.due_on),
	}
	if event in (GIVEN, INSTRUCTION_BACK):
		return _put(record, event, record.to_organ, audience=("officer", "head"), **content)
	if record.leader:
		_put(record, event, record.organ, users=[record.leader], **content)
	return _put(record, event, record.office, audience=("supervision", "section_head"), **content)


def members(conference: Document, event: str, organs: list[str]) -> None:
	"""Tell the members' organs of a meeting."""
	people = {row.organ: row.member for row in conference.members}
	for organ in dict.fromkeys(organs):
		to = {"users": [people[organ]]} if people.get(organ) else {"audience": ("head", "officer")}
		_put(conference, event, organ, **to, **_meeting(conference))


def convener(conference: Document, event: str) -> None:
	"""Tell the convener that the minutes wait for him."""
	if conference.convener:
		_put(
			conference, event, conference.convener_organ, users=[conference.convener], **_meeting(conference)
		)


def task(record: Document, event: str) -> None:
	"""Tell the organ of a task, or the conference's office that it was done."""
	to_office = event == TASK_DONE
	_put(
		record,
		event,
		record.from_organ if to_office else record.organ,
		audience=("supervision", "section_head") if to_office else ("officer", "head"),
		number=record.document_number or "",
		leader="",
		organ=acting.organ_title(record.organ),
		due_on=_day(record.due_on),
	)


def text(row) -> dict | None:
	"""Return what is said: title and lines. Registered in `xf_outbox_texts`."""
	said = row.content
	titles = {
		OWNED: _("You own a matter now: {0}", lang="zh"),
		HANDED_OVER: _("A matter was handed over to {1}: {0}", lang="zh"),
		SENT_BACK: _("Not closed, work goes on: {0}", lang="zh"),
		CLOSED: _("Ownership closed: {0}", lang="zh"),
		TERM_ASKED: _("A longer term is asked for: {0}", lang="zh"),
		TERM_DECIDED: _("The longer term was decided: {0}", lang="zh"),
		DECLINED: _("The ownership was not approved: {0}", lang="zh"),
		REPORTED: _("Monthly report of an owned matter: {0}", lang="zh"),
		CLOSING_ASKED: _("Closing is asked for, please check: {0}", lang="zh"),
		VACANT: _("An owned matter has no leader, name one: {0}", lang="zh"),
		HELP_ASKED: _("A leader asks for help: {0}", lang="zh"),
		HELP_ANSWERED: _("Help was answered: {0}", lang="zh"),
		GIVEN: _("Instruction of {1}: {0}", lang="zh"),
		INSTRUCTION_ANSWERED: _("The instruction was answered: {0}", lang="zh"),
		INSTRUCTION_BACK: _("The answer to the instruction came back: {0}", lang="zh"),
		NOTICE: _("Notice of a meeting of the joint conference: {0}", lang="zh"),
		CALLED_OFF: _("The meeting of the joint conference is called off: {0}", lang="zh"),
		MINUTES: _("Minutes wait for your signature: {0}", lang="zh"),
		SIGNED_MINUTES: _("The minutes are signed, issue the decisions: {0}", lang="zh"),
		TASK: _("A task decided by the joint conference: {0}", lang="zh"),
		TASK_DONE: _("A task of the joint conference was done, please check: {0}", lang="zh"),
		TASK_BACK: _("A task of the joint conference came back: {0}", lang="zh"),
	}
	lines = [_("Organ: {0}", lang="zh").format(said.organ)] if said.organ else []
	if said.due_on:
		lines.append(_("Due on {0}", lang="zh").format(said.due_on))
	return {"title": titles[said.event].format(said.number or "", said.leader or ""), "lines": lines}


def _owned(ownership: Document) -> dict:
	return {
		"number": ownership.petition_number or "",
		"leader": ownership.leader_name or "",
		"organ": acting.organ_title(ownership.organ),
		"due_on": _day(ownership.due_on),
	}


def _asked(request: Document) -> dict:
	return {
		"number": request.petition_number or "",
		"leader": who.full_name(request.asked_by),
		"organ": acting.organ_title(request.asked_of),
		"due_on": _day(request.need_by),
	}


def _meeting(conference: Document) -> dict:
	return {
		"number": str(conference.planned_on or "")[:16],
		"leader": conference.convener_name or "",
		"organ": acting.organ_title(conference.from_organ),
		"due_on": "",
	}


def _day(value) -> str:
	return str(getdate(value)) if value else ""


def _put(
	record: Document, event: str, target: str, /, *, audience: tuple[str, ...] = (), users=(), **content
) -> None:
	to = {"users": tuple(user for user in users if user)} if users else {"audience": audience}
	outbox.put(
		key=f"{event}:{record.name}:{target}:{record.modified}"[:140],
		text="leadership",
		ref_doctype=record.doctype,
		ref_name=record.name,
		organ=target,
		content={"event": event, **content},
		**to,
	)
