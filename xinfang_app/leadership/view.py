"""What the forms and pages of this room show whom: the open steps as the services would allow them, rows beside the form."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.leadership import instructions, todo, who
from xinfang_app.leadership.conference import bodies, minutes, tasks, topics
from xinfang_app.leadership.owning import closing, common, helps, terms
from xinfang_app.petition import acting
from xinfang_app.supervision import who as supervising

DUTY = ["name", "title", "kind", "meaning", "due_on", "status", "done_on", "note", "proof", "dropped_reason"]
HELP = ["name", "asked_of", "obstacle", "needed", "need_by", "status", "answer", "answered_on", "conference"]
CHECK = [
	"verdict",
	"resolved",
	"finding",
	"petitioner_asked",
	"petitioner_view",
	"not_asked_reason",
	"checked_on",
]
OWNED = (
	"name petition petition_number title stage leader leader_name leader_tier holder started_on due_on"
	" first_met_on last_met_on planned_on next_report_on last_report_on returned_reason"
).split()


def of_ownership(ownership: Document) -> dict:
	"""Return {steps, owed, duties, helps, checks, ask} of an ownership for who is logged in."""
	user = frappe.session.user
	works, follows = common.works_on(ownership), common.follows(ownership)
	steps = []
	if ownership.stage == "Pending Approval" and follows:
		steps.append("withdraw")
	if ownership.stage == "Owned" and works:
		steps += ["meet", "plan", "report", "help", "extend", "duty"]
		if who.speaks_for(user, ownership.leader) or common.follows_above(ownership):
			steps.append("ask_closing")
	if ownership.stage == "Closing Asked" and works:
		steps.append("report")
	if ownership.stage == "Owned" and follows and not works:
		steps.append("duty")
	if ownership.stage == "Closing Asked" and follows and _may_check(ownership):
		steps.append("check")
	row = terms.waiting(ownership)
	if row and ownership.stage in common.RUNNING and _may_decide(ownership, row):
		steps.append("decide_term")
	owes = todo.owed([ownership.name]).get(ownership.name, []) if ownership.stage == "Owned" else []
	in_charge = who.in_charge(user, ownership.approving_organ)
	may_name = in_charge or follows
	if ownership.stage in common.RUNNING and ownership.here and may_name:
		steps.append("hand_over")
	return {
		"steps": steps,
		"works": works,
		"owed": [{"due_on": str(day), "rule": rule, "step": step} for day, rule, step in owes],
		"follows": follows,
		"signs": in_charge,
		"behalf": who.full_name(who.behalf(user, ownership.leader)),
		"asked_term": {"to": str(row.asked_to), "reason": row.reason} if row else None,
		"duties": scope.get_list(
			"Ownership Duty", {"ownership": ownership.name}, DUTY, order_by="due_on asc, creation asc"
		),
		"helps": [
			{**line, "asked_of_title": acting.organ_title(line["asked_of"])}
			for line in scope.get_list(
				"Ownership Help", {"ownership": ownership.name}, HELP, order_by="asked_on asc"
			)
		],
		"checks": scope.get_list(
			"Ownership Check", {"ownership": ownership.name}, CHECK, order_by="checked_on asc"
		),
		"may_ask": helps.may_be_asked(ownership) if works else [],
	}


def of_duty(duty: Document) -> dict:
	"""Return {steps} of a duty."""
	ownership = frappe.get_doc(common.DOCTYPE, duty.ownership)
	steps = []
	if duty.status == "To be done" and ownership.stage == "Owned":
		if common.works_on(ownership):
			steps.append("done")
		if common.follows(ownership):
			steps.append("drop")
	return {"steps": steps}


def of_help(request: Document) -> dict:
	"""Return {steps} of a request for help."""
	ownership = frappe.get_doc(common.DOCTYPE, request.ownership)
	steps = []
	if request.status == "Asked":
		outside = acting.is_external(request.asked_of)
		if (outside and common.follows(ownership)) or (not outside and acting.acts_for(request.asked_of)):
			steps.append("answer")
		if common.works_on(ownership):
			steps.append("withdraw")
	return {"steps": steps}


def of_petition(petition: Document) -> dict:
	"""Return {owners, instructions, may_propose, may_instruct} for the petition's form."""
	owners = scope.get_list(
		common.DOCTYPE,
		{"petition": petition.name},
		["name", "leader_name", "leader_post", "leader_tier", "stage", "due_on"],
		order_by="proposed_on asc",
	)
	given = scope.get_list(
		"Leader Instruction",
		{"petition": petition.name},
		["name", "leader_name", "to_organ", "stage", "due_on"],
		order_by="instructed_on asc",
	)
	office = bool(supervising.offices_of()) and scope.may(petition, "supervise")
	own = scope.may(petition, "act")
	open_here = any(row["stage"] in common.OPEN and row["leader_tier"] in who.HERE for row in owners)
	return {
		"owners": owners,
		"instructions": [{**row, "organ_title": acting.organ_title(row["to_organ"])} for row in given],
		"may_propose": bool((office or own) and not open_here),
		"may_enter_above": office,
		"may_instruct": bool(who.leading(frappe.session.user)) or office,
		"leads": bool(who.leading(frappe.session.user)),
		"holder": petition.holder,
		"holder_title": acting.organ_title(petition.holder),
	}


def of_instruction(instruction: Document) -> dict:
	"""Return {steps} of an instruction."""
	steps = []
	if instructions.may_act(instruction):
		steps += {"Handed On": ["see", "answer"], "Seen": ["answer"]}.get(instruction.stage, [])
	if instructions.may_judge(instruction):
		steps += {
			"Handed On": ["withdraw"],
			"Seen": ["withdraw"],
			"Answered": ["close", "send_back"],
		}.get(instruction.stage, [])
	return {"steps": steps}


def of_conference(conference: Document) -> dict:
	"""Return {steps, waiting, tasks} of a meeting."""
	user = frappe.session.user
	office = conference.from_organ in [*supervising.offices_of(), *supervising.organs_of()]
	steps = []
	if office:
		steps += {
			"Draft": ["notify", "collect", "add", "change", "call_off"],
			"Notice Given": ["hold", "collect", "add", "call_off"],
			"Held": ["submit", "decide", "task", "add"],
			"Pending Signature": ["paper"],
			"Signed": ["issue"],
			"No Quorum": ["again"],
			"Cancelled": ["again"],
		}.get(conference.stage, [])
	if conference.stage == "Pending Signature" and minutes.may_sign(conference, user):
		steps = ["sign", "send_back", *steps]
	titles = {row.organ: acting.organ_title(row.organ) for row in conference.members}
	return {
		"steps": steps,
		"organs": titles,
		"waiting": topics.waiting(conference.from_organ)
		if office and conference.stage in topics.EDITABLE
		else [],
		"tasks": [
			{**row, "organ_title": acting.organ_title(row.organ)}
			for row in tasks.of(conference.name, ("Draft", "Issued", "Done", "Checked"))
			if office or row.stage != "Draft"
		],
		"notice_days": cint(frappe.db.get_value(bodies.DOCTYPE, conference.body, "notice_days")),
	}


def of_task(task: Document) -> dict:
	"""Return {steps} of a task of the conference."""
	user = frappe.session.user
	office = task.from_organ in [*supervising.offices_of(), *supervising.organs_of()]
	steps = []
	if task.stage == "Issued" and tasks.may_do(task):
		steps.append("done")
	if task.stage == "Done" and office and user != task.done_by:
		steps.append("check")
	if task.stage in ("Draft", "Issued") and office:
		steps.append("drop")
	return {"steps": steps}


def mine(user: str | None = None) -> dict:
	"""Return the page of a leader: what he owns (and those he stands in for), what is due, whom he last met when."""
	user = user or frappe.session.user
	principals = who.principals(user)
	told = scope.get_list(
		common.DOCTYPE,
		{"leader": ["in", principals], "stage": ["in", list(common.RUNNING)]},
		OWNED,
		user,
		order_by="due_on asc",
		limit=500,
	)
	rows = [frappe._dict(row) for row in told]
	team = _team_rows(user, {row.name for row in rows})
	today = when.today()
	open_rows = [*rows, *team]
	names = [row.name for row in open_rows]
	duties, owes = _open_duties(names), todo.owed(names)
	lines = []
	for row in open_rows:
		step, due = _next_step(row, owes.get(row.name, []), duties.get(row.name, []))
		row.update(
			{
				"holder_title": acting.organ_title(row.holder),
				"next_step": step,
				"next_due": str(due) if due else "",
				"days_left": (due - today).days if due else None,
				"days_since_met": (today - getdate(row.last_met_on)).days if row.last_met_on else None,
				"not_met": any(rule == todo.MEETING for _day, rule, _step in owes.get(row.name, [])),
				"behalf": row.leader_name if row.leader != user else "",
				"duties": duties.get(row.name, []),
			}
		)
		lines.append(row)
	lines.sort(key=lambda row: (row.next_due or "9999", row.petition_number or ""))
	closed = {"leader": ["in", principals], "stage": "Closed"}
	return {
		"name": who.full_name(user),
		"today": str(today),
		"rows": lines,
		"sums": {
			"owned": len(lines),
			"overdue": sum(1 for row in lines if row.days_left is not None and row.days_left < 0),
			"week": sum(1 for row in lines if row.days_left is not None and 0 <= row.days_left <= 7),
			"not_met": sum(1 for row in lines if row.not_met),
			"closed": scope.count(common.DOCTYPE, closed, user),
			"resolved": scope.count(common.DOCTYPE, {**closed, "resolved": 1}, user),
		},
	}


def _team_rows(user: str, known: set[str]) -> list:
	names = frappe.get_all(
		"Ownership Member", filters={"user": user, "parenttype": common.DOCTYPE}, pluck="parent"
	)
	rows = scope.get_list(
		common.DOCTYPE,
		{
			"name": ["in", [name for name in names if name not in known] or [""]],
			"stage": ["in", list(common.RUNNING)],
		},
		OWNED,
		user,
		order_by="due_on asc",
	)
	return [frappe._dict(row) for row in rows]


def _open_duties(names: list[str]) -> dict[str, list[dict]]:
	found: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"Ownership Duty",
		filters={"ownership": ["in", names or [""]], "status": "To be done"},
		fields=["name", "ownership", "title", "due_on"],
		order_by="due_on asc, creation asc",
	):
		found.setdefault(row.ownership, []).append(
			{"name": row.name, "title": row.title, "due_on": str(row.due_on or "")}
		)
	return found


def _next_step(row, owes: list, duties: list[dict]) -> tuple[str, date | None]:
	"""Return what the leader owes first: a meeting, the plan, a report, a duty, the conclusion."""
	if row.stage != "Owned":
		return _("Waits for the check"), None
	step, due = todo.next_step(owes)
	first = next((duty for duty in duties if duty["due_on"]), None)
	if first and (not due or getdate(first["due_on"]) < due):
		return first["title"], getdate(first["due_on"])
	return step, due


def _may_check(ownership: Document) -> bool:
	return not closing.is_partial(ownership)


def _may_decide(ownership: Document, row: Document) -> bool:
	return not terms.is_own(ownership, row)
