"""接访排班表: generated for a month by its rule, put right by hand, published.

Rule (art. 18): times and places at which leaders receive are published beforehand. A rota is made for one rule and
month, from the working calendar; days of a year whose holidays are not yet published are marked provisional. Until it
is published its days are changed freely; afterwards a change carries its reason, and everybody sees the new day.
Publishing puts every day on the citizen's page and makes the announcement (W36). A day without a leader is not
published. Each change tells whom it concerns: the leader, and who has booked.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_time, getdate

from xinfang_app import access, when
from xinfang_app.deadline import calendar
from xinfang_app.organization import posting
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting, handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.reception.leaders import days, rules, telling
from xinfang_app.reception.leaders.errors import DutyMoved, RotaRefused
from xinfang_app.workflows import stages

ROTA, DUTY = "Reception Rota", "Reception Duty"
DRAFT, PUBLISHED = "Rota draft", "Rota published"
ANNOUNCED, HELD, ABSENT, CALLED_OFF = "Announced", "Reception held", "Leader absent", "Called off"
PAPER = "W36"


def generate(rule: Document, month: str) -> Document:
	"""Make the rota of `month` ("2026-12") by `rule`, or make the draft that stands anew; return the Reception Rota."""
	acting.require_at(rule.holder)
	if not rule.enabled:
		frappe.throw(_("This rule is switched off."), RotaRefused)
	try:
		first = days.month_of(month)
	except ValueError:
		frappe.throw(_("Write the month as 2026-12."), RotaRefused)
	if (first.year, first.month) < (when.today().year, when.today().month):
		frappe.throw(_("A rota is made for this month or one to come."), RotaRefused)
	working = calendar.load()
	chosen = [one for one in rules.days_in(rule, first, working) if one.day >= when.today()]
	if not chosen:
		frappe.throw(_("By this rule no day is left in that month."), RotaRefused)
	rota = _draft(rule, month)
	rota.provisional = int(any(working.is_provisional(one.day) for one in chosen))
	handling.write(rota)
	frappe.db.delete(DUTY, {"rota": rota.name, "status": DRAFT})
	taken = set(_taken(rule))
	chosen = [one for one in chosen if one.day not in taken]
	receiving = days.turns(
		[one.day for one in chosen],
		rules.people(rule),
		rules.fixed(rule),
		_last(rule, chosen[0].day if chosen else first),
		lambda user, day: bool(posting.has_post(user, rule.organ, LEADERS, on=day)),
	)
	for one, user in zip(chosen, receiving, strict=True):
		_duty(rota, rule, one.day, user, one.nominal)
	return rota


def add(rota: Document, day, leader: str) -> Document:
	"""Put a further day on a rota; on a published one it is announced at once. Returns the Reception Duty."""
	_open(rota)
	rule = frappe.get_doc("Reception Rule", rota.rule)
	duty = _duty(rota, rule, _day(rota, day), _leader(rota.organ, leader, getdate(day)), getdate(day))
	if rota.stage == PUBLISHED:
		_announce(duty)
	return duty


def change(
	duty: Document, *, day=None, leader: str | None = None, place: str | None = None,
	begins_at=None, ends_at=None, reason: str = "",
) -> Document:  # fmt: skip
	"""Change a day that has not been held; one that is published with its reason, and telling whom it concerns."""
	rota = frappe.get_doc(ROTA, duty.rota)
	_open(rota)
	_not_over(duty)
	if duty.status == ANNOUNCED:
		handling.demand(reason, _("Why it is changed"))
	before = duty.leader
	new_day = (
		_day(rota, day, besides=duty.name) if day and getdate(day) != getdate(duty.day) else getdate(duty.day)
	)
	if leader and leader != duty.leader:
		_put(duty, _leader(duty.organ, leader, new_day), frappe.get_doc("Reception Rule", rota.rule))
	duty.update(
		{
			"day": new_day,
			"place": (place or duty.place or "").strip(),
			"begins_at": begins_at or duty.begins_at,
			"ends_at": ends_at or duty.ends_at,
			"change_note": (reason or "").strip() or duty.change_note,
		}
	)
	if get_time(duty.begins_at) >= get_time(duty.ends_at):
		frappe.throw(_("The reception ends before it begins."), RotaRefused)
	duty.duty_key = _key(rota, new_day)
	duty = handling.write(duty)
	if duty.status == ANNOUNCED:
		telling.changed(duty, before)
	return duty


def call_off(duty: Document, reason: str) -> Document:
	"""Take a day off the rota, with the reason; who has booked is to be told."""
	_open(frappe.get_doc(ROTA, duty.rota))
	_not_over(duty)
	handling.demand(reason, _("The reason"))
	was_announced = duty.status == ANNOUNCED
	duty.update({"status": CALLED_OFF, "change_note": reason.strip(), "duty_key": None})
	duty = handling.write(duty)
	if was_announced:
		telling.changed(duty, duty.leader)
	return duty


def publish(rota: Document) -> Document:
	"""Publish a rota: every day is announced, and the announcement (W36) is made. Returns the rota."""
	_open(rota)
	if rota.stage != DRAFT:
		frappe.throw(_("This rota is published already."), DutyMoved)
	waiting = _ready(rota)
	rota.update({"published_on": when.now(), "published_by": frappe.session.user})
	rota = stages.advance(rota, PUBLISHED, by_service=True, in_post=True)
	for duty in waiting:
		_announce(duty)
	paper = papers.issue(PAPER, rota, organ=rota.holder, occurred_on=when.now())
	if paper:
		rota.update({"letter": paper.name, "document_number": paper.document_number})
		rota = handling.write(rota)
	return rota


def check_published(rota: Document) -> None:
	"""Stage guard: there are days, each with a leader in post."""
	_ready(rota)


def duties(rota: Document, *statuses: str) -> list[Document]:
	"""Return the days of a rota as documents, in their order."""
	filters = {"rota": rota.name, **({"status": ("in", statuses)} if statuses else {})}
	names = frappe.get_all(DUTY, filters=filters, order_by="day asc", pluck="name")
	return [frappe.get_doc(DUTY, name) for name in names]


def on_rest_days(rota: Document) -> list[date]:
	"""Return the days still to come that have become rest days since the rota was made."""
	working = calendar.load()
	return [
		getdate(duty.day)
		for duty in duties(rota, DRAFT, ANNOUNCED)
		if getdate(duty.day) >= when.today() and not working.is_workday(getdate(duty.day))
	]


def _ready(rota: Document) -> list[Document]:
	"""Return the days that wait to be published. Raises RotaRefused where one has no leader."""
	waiting = duties(rota, DRAFT)
	if not waiting:
		frappe.throw(_("The rota has no days."), RotaRefused)
	for duty in waiting:
		if not duty.leader:
			frappe.throw(_("{0} has no leader yet.").format(frappe.format(duty.day, "Date")), RotaRefused)
		_leader(duty.organ, duty.leader, getdate(duty.day))
	return waiting


def _draft(rule: Document, month: str) -> Document:
	key = f"{rule.name}:{month}"
	name = frappe.db.get_value(ROTA, {"rota_key": key})
	if name:
		rota = frappe.get_doc(ROTA, name)
		if rota.stage != DRAFT:
			frappe.throw(_("The rota of this month is published; change its days."), DutyMoved)
		return rota
	year, number = month.split("-")
	rota = frappe.new_doc(ROTA)
	rota.update(
		{
			"title": f"{year}年{int(number)}月{rule.title}",
			"month": month,
			"rule": rule.name,
			"organ": rule.organ,
			"holder": rule.holder,
			"place": rule.place,
			"scope_code": frappe.get_cached_value("Organ", rule.holder, "place_code"),
			"rota_key": key,
		}
	)
	return rota


def _duty(rota: Document, rule: Document, day: date, leader: str | None, nominal: date) -> Document:
	duty = frappe.new_doc(DUTY)
	duty.update(
		{
			"rota": rota.name,
			"status": DRAFT,
			"day": day,
			"nominal_day": nominal,
			"begins_at": rule.begins_at,
			"ends_at": rule.ends_at,
			"place": rule.place,
			"accompanying": rule.accompanying,
			"organ": rota.organ,
			"holder": rota.holder,
			"scope_code": rota.scope_code,
			"tier": frappe.get_cached_value("Organ", rota.organ, "tier"),
			"duty_key": _key(rota, day),
		}
	)
	if leader:
		_put(duty, leader, rule)
	return handling.write(duty)


def _put(duty: Document, leader: str, rule: Document) -> None:
	duty.leader, duty.leader_name = leader, frappe.utils.get_fullname(leader)
	duty.post = rules.post_of(duty.organ, leader, rule)
	duty.update(
		dict.fromkeys(("stand_in", "stand_in_name", "stand_in_post", "stand_in_reason", "stand_in_on"))
	)


def _announce(duty: Document) -> None:
	duty.status = ANNOUNCED
	handling.write(duty)
	telling.on_the_rota(duty)


def _taken(rule: Document) -> list[date]:
	"""The days on which a leader receives by this rule already: of another month, or put right by hand."""
	rotas = frappe.get_all(ROTA, filters={"rule": rule.name}, pluck="name")
	return frappe.get_all(
		DUTY, filters={"rota": ("in", rotas or ("",)), "status": ("!=", CALLED_OFF)}, pluck="day", limit=0
	)


def _last(rule: Document, before: date) -> str | None:
	"""Whose turn came last before a day."""
	rotas = frappe.get_all(ROTA, filters={"rule": rule.name}, pluck="name")
	rows = frappe.get_all(
		DUTY,
		filters={"rota": ("in", rotas or ("",)), "day": ("<", before), "leader": ("not in", list(rules.fixed(rule).values()) or ("",))},
		order_by="day desc",
		limit=1,
		pluck="leader",
	)  # fmt: skip
	return rows[0] if rows else None


def _key(rota: Document, day: date) -> str:
	return f"{rota.rule}:{day}"


def _open(rota: Document) -> None:
	access.require(rota, "act")
	acting.require_at(rota.holder)


def _not_over(duty: Document) -> None:
	if duty.status not in (DRAFT, ANNOUNCED) or getdate(duty.day) < when.today():
		frappe.throw(_("A day that is over or called off is not changed."), DutyMoved)


def _day(rota: Document, day, besides: str | None = None) -> date:
	day = getdate(day)
	if day < when.today():
		frappe.throw(_("The day lies in the past."), RotaRefused)
	if not calendar.load().is_workday(day):
		frappe.throw(_("{0} is a rest day.").format(frappe.format(day, "Date")), RotaRefused)
	known = frappe.db.get_value(DUTY, {"duty_key": _key(rota, day)})
	if known and known != besides:
		frappe.throw(_("A leader receives on {0} already.").format(frappe.format(day, "Date")), RotaRefused)
	return day


def _leader(organ: str, leader: str, day: date) -> str:
	if not leader or not posting.has_post(leader, organ, LEADERS, on=day):
		frappe.throw(
			_("{0} is no leader in post at {1}.").format(
				frappe.utils.get_fullname(leader) if leader else "–", acting.organ_title(organ)
			),
			RotaRefused,
		)
	return leader
