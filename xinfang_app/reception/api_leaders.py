"""Whitelisted: receptions and visits of leaders, promises, their figures. Each calls one service."""

import frappe
from frappe.utils import cint, getdate

from xinfang_app import when
from xinfang_app.petition import acting
from xinfang_app.reception.leaders import figures, promises, rota, visits


@frappe.whitelist()
def visit_view(name: str) -> dict:
	"""Return {acts, promises} for the form of a visit."""
	doc = acting.read(visits.DOCTYPE, name)
	found = promises.of(doc)
	for row in found:
		row.organ_title = acting.organ_title(row.organ)
	return {"acts": visits.may_act(doc), "promises": found}


@frappe.whitelist(methods=["POST"])
def record_visit(
	office: str,
	leader: str,
	kind: str,
	place: str = "",
	held_on: str | None = None,
	ended_on: str | None = None,
	people_count: int = 0,
	subjects: str = "",
	duty_name: str | None = None,
	former: str | None = None,
	view: str = "",
	accompanying: str = "",
	note: str = "",
	scan: str | None = None,
	backdate_reason: str = "",
) -> str:
	"""Record a reception or a visit down (`visits.record`); `subjects`: one matter in each line. Returns its name."""
	return visits.record(
		office=office,
		leader=leader,
		kind=kind,
		place=place,
		held_on=held_on,
		ended_on=ended_on,
		people_count=cint(people_count),
		subjects=(subjects or "").splitlines(),
		duty=acting.read(rota.DUTY, duty_name) if duty_name else None,
		former=former,
		view=view,
		accompanying=accompanying,
		note=note,
		scan=scan,
		backdate_reason=backdate_reason,
	).name


@frappe.whitelist(methods=["POST"])
def add_matter(name: str, subject: str, seen: str | None = None) -> str:
	"""Add a matter to a visit (`visits.add`)."""
	return visits.add(acting.held(visits.DOCTYPE, name, seen), subject).stage


@frappe.whitelist(methods=["POST"])
def link_matter(name: str, row_key: str, submission: str, seen: str | None = None) -> str:
	"""Say which registered piece a matter is (`visits.link`)."""
	return visits.link(acting.held(visits.DOCTYPE, name, seen), row_key, submission).stage


@frappe.whitelist(methods=["POST"])
def enter_matter(name: str, row_key: str, values: dict | str, seen: str | None = None) -> dict:
	"""Register a matter (`visits.enter`); return {number, code}: the query code is told once."""
	given = frappe.parse_json(values) or {}
	person = {key: given.pop(f"person_{key}", "") for key in ("name", "phone", "address")}
	data = {
		key: given[key] for key in ("title", "content", "place", "purpose", "people_count") if given.get(key)
	}
	if any(person.values()):
		data["petitioners"] = [{**person, "is_main": 1}]
	else:
		data["is_anonymous"] = 1
	piece = visits.enter(acting.held(visits.DOCTYPE, name, seen), row_key, data)
	return {"number": piece.number, "code": piece.flags.query_code}


@frappe.whitelist(methods=["POST"])
def instruct(name: str, row_key: str, text: str, seen: str | None = None) -> str:
	"""Record what the leader said and ordered (`visits.instruct`)."""
	return visits.instruct(acting.held(visits.DOCTYPE, name, seen), row_key, text).stage


@frappe.whitelist(methods=["POST"])
def complete(name: str, seen: str | None = None) -> str:
	"""Complete the record of a visit (`visits.complete`)."""
	return visits.complete(acting.held(visits.DOCTYPE, name, seen)).stage


@frappe.whitelist(methods=["POST"])
def promise(name: str, text: str, organ: str, due_on: str, row_key: str | None = None) -> str:
	"""Record a promise (`promises.make`); return its name."""
	return promises.make(acting.read(visits.DOCTYPE, name), text, organ, due_on, row_key=row_key or None).name


@frappe.whitelist()
def promise_view(name: str) -> dict:
	"""Return {keeps, not_kept} for the form of a promise."""
	doc = acting.read(promises.DOCTYPE, name)
	over = doc.stage == promises.OPEN and getdate(doc.due_on) < when.today()
	return {"keeps": promises.may_keep(doc), "not_kept": over and acting.acts_for(doc.holder)}


@frappe.whitelist(methods=["POST"])
def promise_kept(
	name: str, note: str, proof: str, kept_on: str | None = None, seen: str | None = None
) -> str:
	"""Record that a promise was kept (`promises.keep`)."""
	return promises.keep(acting.held(promises.DOCTYPE, name, seen), note, proof, kept_on).stage


@frappe.whitelist(methods=["POST"])
def promise_not_kept(name: str, reason: str, seen: str | None = None) -> str:
	"""Record that a promise was not kept (`promises.not_kept`)."""
	return promises.not_kept(acting.held(promises.DOCTYPE, name, seen), reason).stage


@frappe.whitelist()
def reception_figures(begin: str, end: str, organ: str | None = None) -> dict:
	"""Return days planned, held and missed, people, promises made and kept, of what the caller may see (K12)."""
	return figures.of(begin, end, organ)
