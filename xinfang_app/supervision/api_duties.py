"""What the forms of urgent reports, calls to the spot and routine duties call. Thin; the rules are in `duties/`."""

import frappe
from frappe import _
from frappe.utils import cint

from xinfang_app.organization import posting
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting
from xinfang_app.supervision.duties import on_site, routine, unmet, urgent


@frappe.whitelist()
def my_organs() -> list[dict]:
	"""Return the organs the caller works at: [{value, label, is_office, calls}]; `calls`: it calls leaders to the spot."""
	rows = {
		row.organ: row
		for row in posting.current()
		if row.post in urgent.WORKING_POSTS and row.tier != "Village"
	}
	return [
		{
			"value": organ,
			"label": acting.organ_title(organ),
			"is_office": acting.is_petition_office(organ),
			"calls": on_site.calls(organ),
		}
		for organ in rows
	]


@frappe.whitelist()
def leaders(organ: str) -> list[dict]:
	"""Return the leaders in post at an organ, its head first: [{value, label}]."""
	return _people(posting.users_at(organ, LEADERS))


@frappe.whitelist()
def staff(organ: str) -> list[dict]:
	"""Return who holds a post at one of the caller's own organs: [{value, label}]."""
	return _people(posting.users_at(organ)) if organ in posting.organs_of() else []


def _people(users: list[str]) -> list[dict]:
	return [{"value": user, "label": frappe.utils.get_fullname(user)} for user in users]


# Urgent Report.


@frappe.whitelist()
def urgent_view(name: str) -> dict:
	"""Return {acts, sends, upwards, missing} for the form of an urgent report; `sends`: a link may be recorded still."""
	entry = acting.read(urgent.DOCTYPE, name)
	missing, open_, acts = urgent.missing(entry), entry.status == "Being reported", urgent.may_act(entry)
	return {
		"acts": acts and open_,
		"sends": acts and bool(open_ or missing),
		"ended": not open_,
		"upwards": bool(entry.office)
		and posting.has_post(frappe.session.user, entry.office, urgent.WORKING_POSTS),
		"missing": [{"value": kind, "label": _(kind)} for kind in missing],
	}


@frappe.whitelist(methods=["POST"])
def report_urgent(
	organ: str,
	title: str,
	content: str,
	known_on: str | None = None,
	place: str | None = None,
	place_text: str = "",
	category: str | None = None,
	measures: str = "",
	help_needed: str = "",
	people_to_help: int = 0,
	petition: str | None = None,
	needs_above: int | bool | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Open an urgent report (`urgent.report`); return its name."""
	return urgent.report(
		organ=organ,
		title=title,
		content=content,
		known_on=known_on,
		place=place,
		place_text=place_text,
		category=category,
		measures=measures,
		help_needed=help_needed,
		people_to_help=cint(people_to_help),
		petition=petition,
		needs_above=None if needs_above is None else bool(cint(needs_above)),
		scan=scan,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def send_urgent(
	name: str,
	kind: str,
	way: str,
	organ: str | None = None,
	to_name: str = "",
	sent_on: str | None = None,
	received_by: str = "",
	proof: str | None = None,
	backdate_reason: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record one link of the report chain (`urgent.send`)."""
	return urgent.send(
		acting.held(urgent.DOCTYPE, name, seen),
		kind,
		way=way,
		organ=organ or None,
		to_name=to_name,
		sent_on=sent_on,
		received_by=received_by,
		proof=proof,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def add_urgent(name: str, kind: str, text: str, measures: str = "", seen: str | None = None) -> str:
	"""Add a follow-up or the end report (`urgent.follow_up`, `urgent.end`)."""
	step = urgent.end if kind == urgent.END else urgent.follow_up
	return step(acting.held(urgent.DOCTYPE, name, seen), text, measures).status


# On-site Duty.


@frappe.whitelist()
def on_site_view(name: str) -> dict:
	"""Return {acts, calls} for the form of a call: whether the caller acts on it, whether he is of the calling office."""
	duty = acting.read(on_site.DOCTYPE, name)
	return {"acts": on_site.may_act(duty), "calls": acting.acts_for(duty.office)}


@frappe.whitelist(methods=["POST"])
def call_leader(
	office: str,
	organ: str,
	title: str,
	place_text: str,
	leader: str | None = None,
	called_on: str | None = None,
	outside_town: int | bool = False,
	travel_minutes: int = 0,
	petition: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Call the responsible leader (`on_site.call`); return the record's name."""
	return on_site.call(
		office=office,
		organ=organ,
		title=title,
		place_text=place_text,
		leader=leader,
		called_on=called_on,
		outside_town=bool(cint(outside_town)),
		travel_minutes=cint(travel_minutes),
		petition=petition,
		scan=scan,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def arrived(
	name: str,
	arrived_on: str | None = None,
	leader: str | None = None,
	note: str = "",
	proof: str | None = None,
	late_reason: str = "",
	seen: str | None = None,
) -> str:
	"""Record the arrival (`on_site.arrive`)."""
	duty = acting.held(on_site.DOCTYPE, name, seen)
	return on_site.arrive(
		duty, arrived_on=arrived_on, leader=leader, note=note, proof=proof, late_reason=late_reason
	).status


@frappe.whitelist(methods=["POST"])
def nobody_came(name: str, note: str, seen: str | None = None) -> str:
	"""Record that nobody came (`unmet.not_come`)."""
	return unmet.not_come(acting.held(on_site.DOCTYPE, name, seen), note).status


@frappe.whitelist(methods=["POST"])
def withdraw_call(name: str, reason: str, seen: str | None = None) -> str:
	"""Take a call back (`unmet.withdraw`)."""
	return unmet.withdraw(acting.held(on_site.DOCTYPE, name, seen), reason).status


@frappe.whitelist(methods=["POST"])
def answered(
	name: str,
	text: str,
	answered_on: str | None = None,
	promise: str = "",
	promise_by: str | None = None,
	submission: str | None = None,
	seen: str | None = None,
) -> str:
	"""Record what was answered and promised on the spot (`on_site.answer`)."""
	return on_site.answer(
		acting.held(on_site.DOCTYPE, name, seen),
		text,
		answered_on=answered_on,
		promise=promise,
		promise_by=promise_by,
		submission=submission,
	).status


@frappe.whitelist(methods=["POST"])
def link_piece(name: str, submission: str, seen: str | None = None) -> str:
	"""Say which registered piece was brought (`on_site.link`)."""
	return on_site.link(acting.held(on_site.DOCTYPE, name, seen), submission).status


@frappe.whitelist(methods=["POST"])
def promise_kept(name: str, note: str, file: str, kept_on: str | None = None, seen: str | None = None) -> str:
	"""Record that the promise was kept (`on_site.keep_promise`)."""
	return on_site.keep_promise(acting.held(on_site.DOCTYPE, name, seen), note, file, kept_on).status


@frappe.whitelist(methods=["POST"])
def close_call(name: str, note: str = "", seen: str | None = None) -> str:
	"""Close the record of a call (`on_site.close`)."""
	return on_site.close(acting.held(on_site.DOCTYPE, name, seen), note).status


# Routine Duty.


@frappe.whitelist()
def routine_view(name: str) -> dict:
	"""Return {acts} for the form of a routine duty."""
	duty = acting.read(routine.DOCTYPE, name)
	return {"acts": duty.status != "Done for the period" and acting.acts_for(duty.organ)}


@frappe.whitelist(methods=["POST"])
def enter_routine(
	name: str,
	done_on: str | None = None,
	leader: str | None = None,
	note: str = "",
	proof: str | None = None,
	seen: str | None = None,
) -> str:
	"""Enter that a routine duty was done once (`routine.enter`)."""
	duty = acting.held(routine.DOCTYPE, name, seen)
	return routine.enter(duty, done_on=done_on, leader=leader, note=note, proof=proof).status
