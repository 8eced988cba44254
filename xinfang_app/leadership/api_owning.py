"""What the desk calls for ownerships. Thin: names in, plain data out; the rules are in `owning/`.

Where a form was open before, it sends the `modified` it has read, so that two people do not write over each other.
"""

import frappe
from frappe.utils import cint

from xinfang_app.leadership import calendars
from xinfang_app.leadership import view as views
from xinfang_app.leadership.owning import (
	above,
	closing,
	duties,
	handing,
	helps,
	loads,
	proposing,
	sources,
	terms,
	working,
)
from xinfang_app.petition import acting

DOCTYPE = "Leader Ownership"


@frappe.whitelist()
def view(name: str) -> dict:
	"""Return the open steps of an ownership and what stands beside it (`view.of_ownership`)."""
	return views.of_ownership(acting.read(DOCTYPE, name))


@frappe.whitelist()
def mine() -> dict:
	"""Return what the user owns (`view.mine`)."""
	return views.mine()


@frappe.whitelist()
def of_petition(petition: str) -> dict:
	"""Return owners and instructions of a petition, and what the user may do (`view.of_petition`)."""
	return views.of_petition(acting.read("Petition", petition))


@frappe.whitelist()
def leaders() -> list[dict]:
	"""Return the leaders whom the user may propose, each with his load (`loads.of`)."""
	return loads.of()


@frappe.whitelist()
def suggestion(petitions: str | list, leaders: str | list | None = None) -> list[dict]:
	"""Return how `petitions` could be spread (`loads.suggestion`)."""
	chosen = list(frappe.parse_json(leaders)) if leaders else None
	return loads.suggestion(list(frappe.parse_json(petitions)), chosen)


@frappe.whitelist()
def find(kind: str, days: int | str = sources.DAYS) -> list[dict]:
	"""Return matters that a leader should own (`sources.find`)."""
	return sources.find(kind, cint(days))


@frappe.whitelist(methods=["POST"])
def propose(
	rows: str | list,
	listed_for: str,
	due_on: str,
	reason: str | None = None,
	duty_set: str | None = None,
	measures: str | None = None,
	team: str | list | None = None,
	order_number: str | None = None,
	order_scan: str | None = None,
) -> dict:
	"""Propose leaders for many matters, or one (`loads.propose_many`)."""
	return loads.propose_many(
		list(frappe.parse_json(rows)),
		listed_for=listed_for,
		due_on=due_on,
		reason=reason,
		duty_set=duty_set,
		measures=measures,
		team=list(frappe.parse_json(team) or []) if team else [],
		order_number=order_number,
		order_scan=order_scan,
	)


@frappe.whitelist(methods=["POST"])
def enter_above(
	petition: str,
	leader_name: str,
	leader_post: str,
	leader_tier: str,
	organ: str,
	started_on: str,
	due_on: str,
	order_number: str,
	order_scan: str,
	reason: str | None = None,
) -> str:
	"""Enter an ownership of a leader above the county (`above.enter`); return its name."""
	return above.enter(
		acting.read("Petition", petition),
		leader_name=leader_name,
		leader_post=leader_post,
		leader_tier=leader_tier,
		organ=organ,
		started_on=started_on,
		due_on=due_on,
		order_number=order_number,
		order_scan=order_scan,
		reason=reason,
	).name


@frappe.whitelist(methods=["POST"])
def withdraw(name: str, reason: str, seen: str) -> str:
	"""Take a proposal back (`proposing.withdraw`)."""
	return proposing.withdraw(acting.held(DOCTYPE, name, seen), reason).stage


@frappe.whitelist(methods=["POST"])
def plan(name: str, plan: str, seen: str, measures: str | None = None, team: str | list | None = None) -> str:
	"""Write the plan and the team (`working.plan`)."""
	rows = list(frappe.parse_json(team) or []) if team is not None else None
	return working.plan(acting.held(DOCTYPE, name, seen), plan, measures=measures, team=rows).stage


@frappe.whitelist(methods=["POST"])
def meet(
	name: str,
	seen: str,
	met_on: str | None = None,
	way: str = working.WAYS[0],
	place: str | None = None,
	said: str | None = None,
	answered: str | None = None,
	not_met_reason: str | None = None,
	proof: str | None = None,
	backdate_reason: str | None = None,
	met_by: str | None = None,
) -> str:
	"""Record a meeting with the petitioner (`working.meet`)."""
	return working.meet(
		acting.held(DOCTYPE, name, seen),
		met_on=met_on,
		way=way,
		place=place,
		said=said,
		answered=answered,
		not_met_reason=not_met_reason,
		proof=proof,
		backdate_reason=backdate_reason,
		met_by=met_by,
	).stage


@frappe.whitelist(methods=["POST"])
def report(
	name: str, progress: str, seen: str, obstacles: str | None = None, next_steps: str | None = None
) -> str:
	"""Give the monthly report (`working.report`)."""
	return working.report(
		acting.held(DOCTYPE, name, seen), progress, obstacles=obstacles, next_steps=next_steps
	).stage


@frappe.whitelist(methods=["POST"])
def ask_help(
	name: str,
	asked_of: str,
	obstacle: str,
	needed: str,
	need_by: str,
	seen: str,
	conference: int | str = 0,
) -> str:
	"""Ask an organ for help (`helps.ask`); return the request's name."""
	return helps.ask(
		acting.held(DOCTYPE, name, seen),
		asked_of,
		obstacle,
		needed,
		need_by,
		conference=bool(cint(conference)),
	).name


@frappe.whitelist(methods=["POST"])
def add_duty(name: str, title: str, due_on: str, seen: str, meaning: str | None = None) -> str:
	"""Add a duty (`duties.add`); return its name."""
	return duties.add(acting.held(DOCTYPE, name, seen), title, due_on, meaning).name


@frappe.whitelist(methods=["POST"])
def ask_term(name: str, due_on: str, reason: str, seen: str) -> str:
	"""Ask for a longer term (`terms.ask`)."""
	return terms.ask(acting.held(DOCTYPE, name, seen), due_on, reason).stage


@frappe.whitelist(methods=["POST"])
def decide_term(name: str, granted: int | str, seen: str, note: str | None = None) -> str:
	"""Decide on a longer term (`terms.decide`)."""
	return str(terms.decide(acting.held(DOCTYPE, name, seen), bool(cint(granted)), note).due_on)


@frappe.whitelist(methods=["POST"])
def hand_over(name: str, leader: str, reason: str, seen: str, scan: str | None = None) -> str:
	"""Give an ownership to another leader (`handing.hand_over`)."""
	return handing.hand_over(acting.held(DOCTYPE, name, seen), leader, reason, scan=scan).leader_name


@frappe.whitelist(methods=["POST"])
def ask_closing(name: str, result: str, seen: str) -> str:
	"""Ask to close an ownership (`closing.ask`)."""
	return closing.ask(acting.held(DOCTYPE, name, seen), result).stage


@frappe.whitelist(methods=["POST"])
def check_closing(
	name: str,
	verdict: str,
	finding: str,
	seen: str,
	resolved: int | str = 0,
	petitioner_asked: int | str = 0,
	petitioner_view: str | None = None,
	not_asked_reason: str | None = None,
	unresolved_reason: str | None = None,
	due_on: str | None = None,
) -> str:
	"""Check whether an ownership can be closed (`closing.check`)."""
	return closing.check(
		acting.held(DOCTYPE, name, seen),
		verdict,
		finding=finding,
		resolved=bool(cint(resolved)),
		petitioner_asked=bool(cint(petitioner_asked)),
		petitioner_view=petitioner_view,
		not_asked_reason=not_asked_reason,
		unresolved_reason=unresolved_reason,
		due_on=due_on,
	).stage


@frappe.whitelist()
def calendar(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Return the ownerships whose term falls into the days shown (`calendars.ownerships`)."""
	return calendars.ownerships(start, end)
