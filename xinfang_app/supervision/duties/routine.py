"""例行职责: what an organ has to do again and again by a local clock (L02–L09, L11–L18, L21) or once a year (N20, N21).

Rule. For every enabled Deadline Rule with `recurs`, each organ it binds (`recurs_for`: lines `tier:kind`) gets one Routine
Duty for the period that runs: a daily job makes what is missing, once for rule, organ and period, and makes nothing for
periods that are over: nobody is late for a duty the system never showed. The organ enters each time it was done, by
which leader, with a proof; with enough entries (`recurs_times`) the milestone `done` ends the clock. These are targets
of the county: they remind and are never cited as breaches of arts. 43–46. Counted are duties done, never who came.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import access, when
from xinfang_app.deadline import calendar, milestones
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision.duties import periods
from xinfang_app.supervision.duties.errors import DutyRefused

DOCTYPE = "Routine Duty"
BATCH = 200


def daily() -> int:
	"""Make the Routine Duties of the periods that run today; return how many. Hook of the daily scheduler; idempotent."""
	made = 0
	for rule in _rules():
		for organ, period in _missing(rule):
			made += _make(rule, organ, period)
			if made % BATCH == 0:
				frappe.db.commit()
	frappe.db.commit()
	return made


def enter(
	duty: Document,
	*,
	done_on: date | str | None = None,
	leader: str | None = None,
	note: str = "",
	proof: str | None = None,
) -> Document:
	"""Enter that the duty was done once, on `done_on` within its period, by `leader` of the organ; return the duty.

	With as many entries as are needed, the duty is done on the day of the last of them.
	"""
	access.require(duty, "act")
	acting.require_at(duty.organ)
	if duty.status == "Done for the period":
		frappe.throw(_("This duty is done for the period."), DutyRefused)
	day = getdate(done_on) if done_on else when.today()
	if day > when.today() or day < getdate(duty.period_begin):
		frappe.throw(_("The day lies outside the period, or in the future."), DutyRefused)
	if not leader and not (note or "").strip():
		frappe.throw(_("Say by whom it was done, or what was done."), DutyRefused)
	if leader and duty.organ not in posting.organs_of(leader, day):
		frappe.throw(
			_("{0} held no post at this organ on that day.").format(frappe.utils.get_fullname(leader)),
			DutyRefused,
		)
	if proof:
		evidence.demand(duty, proof, _("Proof"))
	if any(
		getdate(row.done_on) == day and row.leader == leader and row.note == (note or "").strip()
		for row in duty.entries
	):
		frappe.throw(_("This is entered already."), DutyRefused)
	return write(duty, day, leader, (note or "").strip(), proof)


def write(
	duty: Document, day: date, leader: str | None, note: str, proof: str | None, *, scan: str | None = None
) -> Document:
	"""Write an entry that was checked, and end the duty where it was the last one needed; also for `routine_met`.

	`scan`: the proof of an entry made afterwards that lies with another record.
	"""
	duty.append(
		"entries",
		{
			"done_on": day,
			"leader": leader,
			"leader_name": frappe.utils.get_fullname(leader) if leader else "",
			"note": note,
			"proof": proof,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		},
	)
	duty.done_count = len(duty.entries)
	done = duty.done_count >= max(cint(duty.needed), 1)
	moment = handling.moment(max(getdate(row.done_on) for row in duty.entries))
	if done:
		handling.check_entry(moment, scan=scan or proof, backdate_reason=note or None)
		duty.update({"status": "Done for the period", "done_on": moment})
	duty.save(ignore_permissions=True)
	evidence.attach(duty, proof)
	if done:
		milestones.record(duty, "done", moment, scan=scan or proof, backdate_reason=note or None)
	return duty


def bind_rule(rule: Document, method: str | None = None) -> None:
	"""Deadline Rule: a recurring one begins the clocks of its own duties only, whatever an admin entered. Hook."""
	if rule.document_type != DOCTYPE or rule.kind != "Duty":
		return
	if not any(row.field == "rule_code" for row in rule.conditions):
		rule.append("conditions", {"field": "rule_code", "value": rule.code})


def _rules() -> list[frappe._dict]:
	return frappe.get_all(
		"Deadline Rule",
		filters={"document_type": DOCTYPE, "enabled": 1, "recurs": ("is", "set")},
		fields=["name", "code", "title", "recurs", "recurs_times", "recurs_for", "recurs_day", "note"],
		order_by="code asc",
	)


def _missing(rule: frappe._dict) -> list[tuple[str, periods.Period]]:
	"""Return the organs that `rule` binds and that lack the duty of the period that runs."""
	period = periods.of(rule.recurs, when.today(), calendar.load())
	if not period:
		return []
	organs = bound(rule.recurs_for)
	have = set(
		frappe.get_all(
			DOCTYPE, filters={"rule_code": rule.code, "period": period.key}, pluck="organ", limit=0
		)
	)
	return [(organ, period) for organ in organs if organ not in have]


def bound(recurs_for: str | None) -> list[str]:
	"""Return the organs that lines `tier:kind` (either may be empty) name; only those that have users here."""
	found: dict[str, None] = {}
	today = when.today()
	for line in (recurs_for or "").replace(",", "\n").replace("\uff0c", "\n").splitlines():
		tier, kind = (part.strip() for part in (line.partition(":")[0], line.partition(":")[2]))
		if not tier and not kind:
			continue
		filters = {"is_external": 0, **({"tier": tier} if tier else {}), **({"kind": kind} if kind else {})}
		for row in frappe.get_all(
			"Organ", filters=filters, fields=["name", "valid_from", "valid_to"], order_by="name asc"
		):
			if (not row.valid_from or row.valid_from <= today) and (
				not row.valid_to or row.valid_to >= today
			):
				found[row.name] = None
	return list(found)


def _make(rule: frappe._dict, organ: str, period: periods.Period) -> int:
	"""Write one duty; 0 where another job has just written it."""
	days = calendar.load()
	key = f"{rule.code}:{organ}:{period.key}"
	if frappe.db.exists(DOCTYPE, {"duty_key": key}):
		return 0
	chosen = periods.set_days(period, rule.recurs_day, days)
	duty = frappe.new_doc(DOCTYPE)
	duty.update(
		{
			"title": rule.title,
			"organ": organ,
			"status": "To be done",
			"rule_code": rule.code,
			"period": period.key,
			"period_begin": period.begin,
			"period_end": period.end,
			# A rule switched on late in a period does not begin as missed.
			"due_on": max(periods.due(period, rule.recurs_day, days), when.today()),
			"needed": max(cint(rule.recurs_times), 1),
			"done_count": 0,
			"days_text": "、".join(_("{0}/{1}").format(day.month, day.day) for day in chosen),
			"basis": rule.note,
			"duty_key": key,
			"scope_code": frappe.get_cached_value("Organ", organ, "place_code"),
		}
	)
	duty.insert(ignore_permissions=True)
	milestones.record(duty, "period_begun")
	return 1
