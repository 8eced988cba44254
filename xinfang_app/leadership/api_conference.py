"""What the desk calls for joint conferences and leaders' instructions. Thin: names in, plain data out."""

import frappe
from frappe.utils import cint

from xinfang_app.leadership import calendars, instructions
from xinfang_app.leadership import view as views
from xinfang_app.leadership.conference import bodies, calling, holding, minutes, tasks, topics
from xinfang_app.petition import acting

MEETING, TASK, INSTRUCTION = "Joint Conference", "Conference Task", "Leader Instruction"


@frappe.whitelist()
def bodies_of() -> list[dict]:
	"""Return the conferences whose office the user works for (`bodies.mine`)."""
	return bodies.mine()


@frappe.whitelist()
def view(name: str) -> dict:
	"""Return the open steps of a meeting, what waits for it, its tasks (`view.of_conference`)."""
	return views.of_conference(acting.read(MEETING, name))


@frappe.whitelist(methods=["POST"])
def draft(
	body: str,
	kind: str,
	planned_on: str,
	title: str | None = None,
	place: str | None = None,
	collect: int | str = 0,
) -> str:
	"""Draft a meeting (`calling.draft`), with what waits for it (`topics.collect`); return its name."""
	meeting = calling.draft(
		frappe.get_doc("Conference Body", body), kind, planned_on, title=title, place=place
	)
	if cint(collect):
		meeting = topics.collect(meeting)
	return meeting.name


@frappe.whitelist(methods=["POST"])
def change(name: str, planned_on: str, seen: str, place: str | None = None, title: str | None = None) -> str:
	"""Change day, place or title of a draft (`calling.change`)."""
	return calling.change(
		acting.held(MEETING, name, seen), planned_on=planned_on, place=place, title=title
	).stage


@frappe.whitelist(methods=["POST"])
def collect(name: str, seen: str, chosen: str | list | None = None) -> int:
	"""Put what waits on the agenda (`topics.collect`); return the number of topics."""
	wanted = list(frappe.parse_json(chosen)) if chosen else None
	return len(topics.collect(acting.held(MEETING, name, seen), wanted).topics)


@frappe.whitelist(methods=["POST"])
def add_topic(
	name: str, title: str, seen: str, petition: str | None = None, brought_by: str | None = None
) -> int:
	"""Put a topic on the agenda by hand (`topics.add`)."""
	return len(
		topics.add(acting.held(MEETING, name, seen), title, petition=petition, brought_by=brought_by).topics
	)


@frappe.whitelist(methods=["POST"])
def remove_topic(name: str, idx: int | str, seen: str) -> int:
	"""Take a topic off the agenda (`topics.remove`)."""
	return len(topics.remove(acting.held(MEETING, name, seen), cint(idx)).topics)


@frappe.whitelist(methods=["POST"])
def notify(name: str, seen: str, short_notice_reason: str | None = None) -> str:
	"""Give the notice (`calling.notify`)."""
	return calling.notify(acting.held(MEETING, name, seen), short_notice_reason=short_notice_reason).stage


@frappe.whitelist(methods=["POST"])
def call_off(name: str, reason: str, seen: str) -> str:
	"""Call a meeting off (`calling.call_off`)."""
	return calling.call_off(acting.held(MEETING, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def again(name: str, planned_on: str, seen: str) -> str:
	"""Draft a new meeting with the same topics (`calling.again`); return its name."""
	return calling.again(acting.held(MEETING, name, seen), planned_on).name


@frappe.whitelist(methods=["POST"])
def hold(
	name: str, present: str | list, seen: str, held_on: str | None = None, scan: str | None = None
) -> str:
	"""Record who came (`holding.hold`)."""
	return holding.hold(
		acting.held(MEETING, name, seen), list(frappe.parse_json(present) or []), held_on=held_on, scan=scan
	).stage


@frappe.whitelist(methods=["POST"])
def decide(
	name: str,
	idx: int | str,
	outcome: str,
	seen: str,
	decision: str | None = None,
	named_organ: str | None = None,
) -> str:
	"""Record what was decided on a topic (`holding.decide`)."""
	return holding.decide(
		acting.held(MEETING, name, seen), cint(idx), outcome, decision, named_organ=named_organ
	).stage


@frappe.whitelist(methods=["POST"])
def draft_task(
	name: str,
	idx: int | str,
	decision: str,
	organ: str,
	due_on: str,
	seen: str,
	leader: str | None = None,
	leader_name: str | None = None,
) -> str:
	"""Draft a task out of a decision (`tasks.draft`); return its name."""
	return tasks.draft(
		acting.held(MEETING, name, seen),
		cint(idx),
		decision,
		organ,
		due_on,
		leader=leader,
		leader_name=leader_name,
	).name


@frappe.whitelist(methods=["POST"])
def submit(name: str, seen: str, discussion: str | None = None) -> str:
	"""Send the minutes to the convener (`minutes.submit`)."""
	return minutes.submit(acting.held(MEETING, name, seen), discussion).stage


@frappe.whitelist(methods=["POST"])
def sign(name: str, seen: str) -> str:
	"""Sign the minutes (`minutes.sign`)."""
	return minutes.sign(acting.held(MEETING, name, seen)).stage


@frappe.whitelist(methods=["POST"])
def sign_on_paper(
	name: str, signer: str, occurred_on: str, scan: str, seen: str, backdate_reason: str | None = None
) -> str:
	"""Record minutes signed on paper (`minutes.sign_on_paper`)."""
	return minutes.sign_on_paper(
		acting.held(MEETING, name, seen),
		signer=signer,
		occurred_on=occurred_on,
		scan=scan,
		backdate_reason=backdate_reason,
	).stage


@frappe.whitelist(methods=["POST"])
def send_back(name: str, reason: str, seen: str) -> str:
	"""Send minutes back to the office (`minutes.send_back`)."""
	return minutes.send_back(acting.held(MEETING, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def issue(name: str, seen: str) -> dict:
	"""Issue the decisions (`minutes.issue`); return {stage, fallen}: the topics that fell away."""
	done = minutes.issue(acting.held(MEETING, name, seen))
	fallen = [
		{"title": row.title, "note": row.applied_note} for row in done.topics if row.outcome == "Fallen away"
	]
	return {"stage": done.stage, "fallen": fallen}


@frappe.whitelist()
def task_view(name: str) -> dict:
	"""Return the open steps of a task (`view.of_task`)."""
	return views.of_task(acting.read(TASK, name))


@frappe.whitelist(methods=["POST"])
def task_done(name: str, result: str, files: str | list, seen: str) -> str:
	"""Report a task done (`tasks.done`)."""
	return tasks.done(acting.held(TASK, name, seen), result, list(frappe.parse_json(files) or [])).stage


@frappe.whitelist(methods=["POST"])
def check_task(name: str, met: int | str, note: str, seen: str, due_on: str | None = None) -> str:
	"""Check what was done (`tasks.check`)."""
	return tasks.check(acting.held(TASK, name, seen), bool(cint(met)), note, due_on).stage


@frappe.whitelist(methods=["POST"])
def drop_task(name: str, reason: str, seen: str) -> str:
	"""Take a task back (`tasks.drop`)."""
	return tasks.drop(acting.held(TASK, name, seen), reason).stage


@frappe.whitelist()
def instruction_view(name: str) -> dict:
	"""Return the open steps of an instruction (`view.of_instruction`)."""
	return views.of_instruction(acting.read(INSTRUCTION, name))


@frappe.whitelist(methods=["POST"])
def instruct(
	petition: str,
	to_organs: str | list,
	due_on: str,
	text: str | None = None,
	kind: str = instructions.KINDS[0],
	submission: str | None = None,
	leader: str | None = None,
	leader_name: str | None = None,
	leader_post: str | None = None,
	organ: str | None = None,
	instructed_on: str | None = None,
	scan: str | None = None,
) -> list[str]:
	"""Give an instruction, or enter one on paper (`instructions.give`); return the names."""
	made = instructions.give(
		acting.read("Petition", petition),
		text or "",
		list(frappe.parse_json(to_organs)),
		due_on,
		kind=kind,
		submission=submission,
		leader=leader,
		leader_name=leader_name,
		leader_post=leader_post,
		organ=organ,
		instructed_on=instructed_on,
		scan=scan,
	)
	return [record.name for record in made]


@frappe.whitelist(methods=["POST"])
def see(name: str, seen: str) -> str:
	"""Sign that an instruction was seen (`instructions.see`)."""
	return instructions.see(acting.held(INSTRUCTION, name, seen)).stage


@frappe.whitelist(methods=["POST"])
def answer(name: str, answer: str, files: str | list, seen: str) -> str:
	"""Answer an instruction (`instructions.answer`)."""
	return instructions.answer(
		acting.held(INSTRUCTION, name, seen), answer, list(frappe.parse_json(files) or [])
	).stage


@frappe.whitelist(methods=["POST"])
def close(name: str, seen: str, note: str | None = None) -> str:
	"""Close an instruction (`instructions.close`)."""
	return instructions.close(acting.held(INSTRUCTION, name, seen), note).stage


@frappe.whitelist(methods=["POST"])
def return_answer(name: str, reason: str, due_on: str, seen: str) -> str:
	"""Send an answer back (`instructions.send_back`)."""
	return instructions.send_back(acting.held(INSTRUCTION, name, seen), reason, due_on).stage


@frappe.whitelist(methods=["POST"])
def withdraw_instruction(name: str, reason: str, seen: str) -> str:
	"""Take an instruction back (`instructions.withdraw`)."""
	return instructions.withdraw(acting.held(INSTRUCTION, name, seen), reason).stage


@frappe.whitelist()
def calendar(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the meetings of the days shown (`calendars.meetings`)."""
	return calendars.meetings(start, end)


@frappe.whitelist()
def instruction_calendar(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the instructions whose answer is due in the days shown (`calendars.instructions`)."""
	return calendars.instructions(start, end)


@frappe.whitelist()
def task_calendar(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the tasks that are due in the days shown (`calendars.tasks`)."""
	return calendars.tasks(start, end)
