"""Leader's instruction (批示) on a matter or on the letter that brought it: given, seen, answered with proof, closed.

Rule (art. 18: leaders read and handle letters; seeds S1-1, S1-2: they instruct in time). An instruction is given by
somebody who holds a leading post, in the system in his own name, or on paper: then the petition office enters it with
the scan. It names one organ that acts and a day (B08); several organs get an instruction each. The organ sees the
matter while it acts, signs that it has seen it, answers with evidence, and the leader, or the office that follows,
closes it or sends it back. An instruction changes no statutory term, orders no result of a legal procedure, and is
never about an accusation under seal. A leader instructs organs under his own: those of the place for its government,
committee or township, else his organ and those below it; others only where he has or supervises the matter. The written urging
of a people's congress (人大) is followed in the same way.
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody, scope, watch_words
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.errors import InstructionRefused, NotTheChecker
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.referring import targets
from xinfang_app.supervision import evidence
from xinfang_app.supervision import who as supervising
from xinfang_app.workflows import stages

DOCTYPE = "Leader Instruction"
KINDS = ("Leader's instruction", "Urging of the people's congress")
OPEN = ("Handed On", "Seen", "Answered")
PAPER = "W34P"


def give(
	petition: Document,
	text: str,
	to_organs: Iterable[str],
	due_on: date | str,
	*,
	kind: str = KINDS[0],
	submission: str | None = None,
	leader: str | None = None,
	leader_name: str | None = None,
	leader_post: str | None = None,
	organ: str | None = None,
	instructed_on: date | str | None = None,
	scan: str | None = None,
) -> list[Document]:
	"""Give an instruction on `petition`; return one Leader Instruction for each of `to_organs`.

	Without `leader` and `leader_name` it is the user's own. One on paper needs its scan and is entered by the petition
	office; `leader` is a user, `leader_name` with `leader_post` and `organ` somebody without a login.
	Raises InstructionRefused, NoLeadingPost, NotYours, SomethingMissing, Recused, SealedRoute.
	"""
	targets.refuse_sealed(petition)
	if kind not in KINDS:
		frappe.throw(_("This is no kind of instruction."), InstructionRefused)
	author = _author(petition, leader, leader_name, leader_post, organ, kind, scan)
	handling.demand(text or scan, _("Words of the instruction"))
	watch_words.refuse(text)
	happened = handling.moment(instructed_on)
	handling.not_in_future(happened, _("The instruction"))
	handling.demand(due_on, _("Answer due on"))
	if getdate(due_on) <= when.today():
		frappe.throw(_("The day of the answer lies ahead."), InstructionRefused)
	_check_submission(petition, submission)
	organs = list(dict.fromkeys(to_organs))
	if not organs:
		frappe.throw(_("Name the organ that acts."), InstructionRefused)
	standing = [targets.valid(name, happened.date()).organ for name in organs]
	if author.get("leader") == frappe.session.user:
		who.require_over(petition, author["organ"], standing)
	return [
		_one(petition, target, text, due_on, happened, author, kind=kind, submission=submission, scan=scan)
		for target in standing
	]


def see(instruction: Document) -> Document:
	"""Sign, for the organ that acts, that the instruction was seen; for one outside the system the office does."""
	_require_actor(instruction)
	handling.at_stage(instruction, ("Handed On",), _("Seeing it"))
	instruction.update({"seen_by": frappe.session.user, "seen_on": when.now()})
	instruction = stages.advance(instruction, "Seen", by_service=True)
	milestones.record(instruction, "seen", organ=instruction.to_organ)
	return instruction


def answer(instruction: Document, text: str, files: list[dict]) -> Document:
	"""Answer the instruction with evidence; return it."""
	_require_actor(instruction)
	handling.at_stage(instruction, ("Handed On", "Seen"), _("Answer"))
	recusal.refuse(instruction.petition)
	handling.demand(text, _("Answer"))
	watch_words.refuse(text)
	rows = evidence.check(instruction, files)
	handling.demand(rows, _("Evidence"))
	if instruction.stage == "Handed On":
		instruction = see(instruction)
	evidence.keep(instruction, "evidence", rows)
	instruction.update(
		{
			"answer": text.strip(),
			"answered_by": frappe.session.user,
			"answered_on": when.now(),
			"returned_reason": None,
		}
	)
	instruction = stages.advance(instruction, "Answered", by_service=True)
	milestones.record(instruction, "answered", organ=instruction.to_organ)
	telling.instruction(instruction, telling.INSTRUCTION_ANSWERED)
	return instruction


def close(instruction: Document, note: str | None = None) -> Document:
	"""Close an answered instruction: the leader, his stand-in, or the office that follows; nobody closes his own answer."""
	_require_judge(instruction)
	handling.at_stage(instruction, ("Answered",), _("Closing"))
	instruction.update({"closed_by": frappe.session.user, "closed_on": when.now(), "close_note": note})
	instruction = stages.advance(instruction, "Closed", by_service=True)
	milestones.record(instruction, "closed", organ=instruction.organ)
	custody.end(instruction, kind=custody.TASK, source=instruction)
	return instruction


def send_back(instruction: Document, reason: str, due_on: date | str) -> Document:
	"""Send an answer back that does not do, with a reason and a day that lies ahead."""
	_require_judge(instruction)
	handling.at_stage(instruction, ("Answered",), _("Sending back"))
	handling.demand(reason, _("The reason"))
	handling.demand(due_on, _("Answer due on"))
	if getdate(due_on) <= when.today():
		frappe.throw(_("The day of the answer lies ahead."), InstructionRefused)
	instruction.update({"returned_reason": reason.strip(), "due_on": getdate(due_on)})
	instruction = stages.advance(instruction, "Seen", by_service=True)
	milestones.record(instruction, "given", organ=instruction.to_organ, due_on=instruction.due_on)
	telling.instruction(instruction, telling.INSTRUCTION_BACK)
	return instruction


def withdraw(instruction: Document, reason: str) -> Document:
	"""Take an instruction back, with a reason: the leader, his stand-in, or the office that entered it."""
	_require_judge(instruction)
	handling.at_stage(instruction, ("Handed On", "Seen"), _("Withdrawing"))
	handling.demand(reason, _("The reason"))
	instruction.withdrawn_reason = reason.strip()
	instruction = stages.advance(instruction, "Withdrawn", by_service=True)
	milestones.record(instruction, "withdrawn", organ=instruction.organ)
	custody.end(instruction, kind=custody.TASK, source=instruction)
	return instruction


def may_judge(instruction: Document, user: str | None = None) -> bool:
	"""Return whether `user` may close the instruction, send its answer back, or take it back."""
	user = user or frappe.session.user
	if (
		user == instruction.answered_by
		or supervising.serves(instruction.to_organ, user)
		and not (instruction.leader and who.speaks_for(user, instruction.leader))
	):
		return False
	return who.speaks_for(user, instruction.leader) or instruction.office in supervising.offices_of(user)


def may_act(instruction: Document, user: str | None = None) -> bool:
	"""Return whether `user` sees and answers the instruction for the organ that acts."""
	if acting.is_external(instruction.to_organ):
		return instruction.office in supervising.offices_of(user)
	return acting.acts_for(instruction.to_organ, user)


def check_seen(instruction: Document) -> None:
	"""Stage guard: seen by somebody, at a moment."""
	before = instruction.get_doc_before_save()
	if before and before.stage == "Answered" and not instruction.returned_reason:
		frappe.throw(_("An answer goes back with a reason."), InstructionRefused)
	if not (instruction.seen_by and instruction.seen_on):
		frappe.throw(_("An instruction is seen when the organ signs for it."), InstructionRefused)


def check_answered(instruction: Document) -> None:
	"""Stage guard: there is an answer with its evidence."""
	if not (instruction.answer and instruction.answered_by and instruction.evidence):
		frappe.throw(_("An instruction is answered with evidence."), InstructionRefused)


def check_closed(instruction: Document) -> None:
	"""Stage guard: closed by somebody who did not answer it."""
	if not instruction.closed_by or instruction.closed_by == instruction.answered_by:
		frappe.throw(_("Nobody closes an instruction that he answered himself."), InstructionRefused)


def check_withdrawn(instruction: Document) -> None:
	"""Stage guard: withdrawn with a reason only."""
	if not instruction.withdrawn_reason:
		frappe.throw(_("An instruction is withdrawn with a reason."), InstructionRefused)


def _author(petition, leader, leader_name, leader_post, organ, kind, scan) -> dict:
	"""Return whose instruction it is: {leader, leader_name, leader_post, organ, office}."""
	user = frappe.session.user
	office = who.office_of(petition.scope_code) or petition.registering_organ
	own = not leader and not leader_name
	if own or leader == user:
		scope.require(petition, "read")
		post = who.require_leading(user, organ=organ)
		recusal.refuse(petition.name, user)
	else:
		scope.require(petition, "supervise")
		office = supervising.own_office()
		handling.demand_file(scan, _("Scan of the instruction"))
		if leader_name and not leader:
			for value, what in ((leader_post, _("Post of the leader")), (organ, _("Organ of the leader"))):
				handling.demand(value, what)
			return {
				"leader_name": leader_name.strip(),
				"leader_post": leader_post.strip(),
				"organ": organ,
				"office": office,
			}
		post = who.require_leading(leader, organ=organ)
		recusal.refuse(petition.name, leader)
	return {
		"leader": post.user,
		"leader_name": who.full_name(post.user),
		"leader_post": who.post_title(post),
		"organ": post.organ,
		"office": office,
	}


def _check_submission(petition: Document, submission: str | None) -> None:
	if submission and frappe.db.get_value("Petition Submission", submission, "petition") != petition.name:
		frappe.throw(_("This letter does not belong to the matter."), InstructionRefused)


def _one(petition: Document, target: str, text, due_on, happened, author: dict, **values) -> Document:
	record = frappe.new_doc(DOCTYPE)
	scan = values.pop("scan")
	record.update(
		{
			"title": petition.title,
			"petition": petition.name,
			"petition_number": petition.number,
			"scope_code": petition.scope_code,
			"holder": petition.holder,
			"to_organ": target,
			"text": (text or "").strip() or None,
			"instruction_scan": scan,
			"instructed_on": happened.date(),
			"due_on": getdate(due_on),
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
			**author,
			**{key: value for key, value in values.items() if value},
		}
	)
	record = handling.write(record)
	if not acting.is_external(target):
		custody.give(record, organ=target, reason=_("Leader's instruction"), source=record)
	milestones.record(record, "given", organ=author["organ"], due_on=record.due_on)
	paper = papers.issue(PAPER, record, organ=record.office, occurred_on=when.now())
	if paper:
		record.update({"letter": paper.name, "document_number": paper.document_number})
		record = handling.write(record)
	telling.instruction(record, telling.GIVEN)
	return record


def _require_actor(instruction: Document) -> None:
	scope.require(instruction, "read")
	if acting.is_external(instruction.to_organ):
		supervising.require_office(instruction.office)
	else:
		acting.require_at(instruction.to_organ)


def _require_judge(instruction: Document) -> None:
	scope.require(instruction, "read")
	if not may_judge(instruction):
		frappe.throw(
			_("The leader or the office that follows judges the answer, and nobody his own."), NotTheChecker
		)
