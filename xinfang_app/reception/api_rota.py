"""Whitelisted: rotas of receptions, their days, bookings. Each calls one service."""

import frappe
from frappe.utils import cint, get_time, getdate

from xinfang_app import when
from xinfang_app.access import identity, scope
from xinfang_app.organization import posting
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting
from xinfang_app.reception.leaders import booking, duty, rota, rules, telling


@frappe.whitelist()
def offices() -> list[dict]:
	"""Return the organs for which the caller keeps receptions: [{value, label}]."""
	organs = [row.organ for row in posting.current() if acting.acts_for(row.organ)]
	return [{"value": organ, "label": acting.organ_title(organ)} for organ in dict.fromkeys(organs)]


@frappe.whitelist()
def leaders(organ: str) -> list[dict]:
	"""Return the leaders in post at an organ, its head first: [{value, label}]."""
	return _people(posting.users_at(organ, LEADERS))


# Rota.


@frappe.whitelist(methods=["POST"])
def generate(rule: str, month: str) -> str:
	"""Make the rota of a month by a rule (`rota.generate`); return its name."""
	return rota.generate(frappe.get_doc("Reception Rule", rule), month).name


@frappe.whitelist()
def rota_view(name: str) -> dict:
	"""Return {acts, days, on_rest_days} for the form of a rota."""
	doc = acting.read(rota.ROTA, name)
	return {
		"acts": acting.acts_for(doc.holder),
		"on_rest_days": [str(day) for day in rota.on_rest_days(doc)],
		"days": [
			{
				**{key: row.get(key) for key in ("name", "status", "leader_name", "post", "place", "stand_in_name", "change_note")},
				"day": str(row.day),
				"moved": str(row.day) != str(row.nominal_day),
				"nominal_day": str(row.nominal_day or row.day),
				"weekday": getdate(row.day).isoweekday(),
				"hours": rules.hours(row.begins_at, row.ends_at),
			}
			for row in rota.duties(doc)
		],
	}  # fmt: skip


@frappe.whitelist(methods=["POST"])
def publish(name: str, seen: str | None = None) -> str:
	"""Publish a rota (`rota.publish`)."""
	return rota.publish(acting.held(rota.ROTA, name, seen)).stage


@frappe.whitelist(methods=["POST"])
def add_day(name: str, day: str, leader: str, seen: str | None = None) -> str:
	"""Put a day on a rota (`rota.add`)."""
	return rota.add(acting.held(rota.ROTA, name, seen), day, leader).name


@frappe.whitelist()
def events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Return the reception days between two dates that the caller may see, for the calendar."""
	rows = scope.get_list(
		rota.DUTY,
		{"day": ("between", (getdate(start), getdate(end))), "status": ("!=", "Called off")},
		["name", "day", "leader_name", "stand_in_name", "status", "begins_at", "ends_at", "organ"],
		order_by="day asc",
		limit=1000,
	)
	return [
		{
			"name": row["name"],
			"doctype": rota.DUTY,
			"title": f"{row['stand_in_name'] or row['leader_name'] or '—'}（{acting.organ_title(row['organ'])}）",
			"start": f"{row['day']} {get_time(row['begins_at'] or '09:00:00')}",
			"end": f"{row['day']} {get_time(row['ends_at'] or '12:00:00')}",
			"status": row["status"],
			"allDay": 0,
		}
		for row in rows
	]


# Reception day.


@frappe.whitelist()
def duty_view(name: str) -> dict:
	"""Return what the form of a reception day offers, and who has booked."""
	doc = acting.read(rota.DUTY, name)
	office = acting.acts_for(doc.holder)
	announced, today = doc.status == rota.ANNOUNCED, when.today()
	day = getdate(doc.day)
	return {
		"office": office,
		"changes": office and doc.status in (rota.ANNOUNCED, "Rota draft") and day >= today,
		"stands_in": announced and day >= today and (office or acting.acts_for(doc.organ)),
		"records": office and announced and day <= today,
		"corrects": office and doc.status == rota.ABSENT,
		"explains": doc.status == rota.ABSENT
		and not doc.explanation
		and (acting.acts_for(doc.organ) or frappe.session.user in (doc.leader, doc.stand_in)),
		"books": office and announced and day >= today,
		"bookings": booking.of(doc) if scope.may(doc, "act") else [],
		"noticed_by": [frappe.utils.get_fullname(user) for user in telling.noticed_by(doc)],
		"leaders": _people(duty.leaders_for(doc)),
	}


@frappe.whitelist(methods=["POST"])
def change_day(
	name: str,
	day: str | None = None,
	leader: str | None = None,
	place: str | None = None,
	begins_at: str | None = None,
	ends_at: str | None = None,
	reason: str = "",
	seen: str | None = None,
) -> str:
	"""Change a reception day (`rota.change`)."""
	doc = acting.held(rota.DUTY, name, seen)
	return rota.change(
		doc, day=day, leader=leader, place=place, begins_at=begins_at, ends_at=ends_at, reason=reason
	).status


@frappe.whitelist(methods=["POST"])
def call_off(name: str, reason: str, seen: str | None = None) -> str:
	"""Take a day off the rota (`rota.call_off`)."""
	return rota.call_off(acting.held(rota.DUTY, name, seen), reason).status


@frappe.whitelist(methods=["POST"])
def stand_in(name: str, user: str, reason: str, seen: str | None = None) -> str:
	"""Name a stand-in (`duty.stand_in`)."""
	return duty.stand_in(acting.held(rota.DUTY, name, seen), user, reason).status


@frappe.whitelist(methods=["POST"])
def hold(
	name: str, note: str = "", proof: str | None = None, backdate_reason: str = "", seen: str | None = None
) -> str:
	"""Record that the leader was there and nobody came (`duty.hold`)."""
	return duty.hold(
		acting.held(rota.DUTY, name, seen), note=note, proof=proof, backdate_reason=backdate_reason
	).status


@frappe.whitelist(methods=["POST"])
def absent(name: str, note: str, seen: str | None = None) -> str:
	"""Note an absence without a stand-in (`duty.absent`)."""
	return duty.absent(acting.held(rota.DUTY, name, seen), note).status


@frappe.whitelist(methods=["POST"])
def explain(name: str, text: str, seen: str | None = None) -> str:
	"""Explain an absence (`duty.explain`)."""
	return duty.explain(acting.held(rota.DUTY, name, seen), text).status


@frappe.whitelist(methods=["POST"])
def book(
	duty_name: str,
	name: str,
	phone: str,
	subject: str,
	people_count: int = 1,
	petition: str | None = None,
	note: str = "",
) -> str:
	"""Take down who comes on a reception day (`booking.book`)."""
	return booking.book(
		acting.read(rota.DUTY, duty_name),
		name=name,
		phone=phone,
		subject=subject,
		people_count=cint(people_count),
		petition=petition,
		note=note,
	).name


@frappe.whitelist(methods=["POST"])
def booking_person(name: str) -> dict:
	"""Return {name, phone} of who booked, to call back; the opening is on record (`identity.open`)."""
	doc = acting.read(booking.DOCTYPE, name)
	person = identity.open(doc.petitioner, booking.DOCTYPE, doc.name)
	return {"name": person["name"], "phone": person["phone"]}


@frappe.whitelist(methods=["POST"])
def booking_step(name: str, step: str, note: str = "") -> str:
	"""Cancel a booking, or record that who booked was told of a change or did not come."""
	doc = acting.held(booking.DOCTYPE, name, None)
	if step == "cancel":
		return booking.cancel(doc, note).status
	return (booking.told(doc) if step == "told" else booking.came(doc, None)).status


def _people(users: list[str]) -> list[dict]:
	return [{"value": user, "label": frappe.utils.get_fullname(user)} for user in users]
