"""What the duty page and the morning list show: the roster, the shift that runs, the notes, the urgent matters."""

from datetime import datetime, time, timedelta

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.office import charge, duty, duty_sight, work_rows
from xinfang_app.office.items import Item, Section
from xinfang_app.organization import posting
from xinfang_app.organization.codes import range_of
from xinfang_app.petition.acting import organ_title

DAYS_BACK, DAYS_ON = 7, 31
FIELDS = [
	"name",
	"organ",
	"user",
	"kind",
	"starts_on",
	"ends_on",
	"taken_over_on",
	"handed_over_on",
	"handover_note",
	"read_on",
	"read_by",
	"cancelled",
	"cancel_reason",
]


def section(user: str) -> list[Section]:
	"""Return the urgent matters of the running shift, or the shift that waits to be taken over. In `xf_worklist`."""
	found = Section("duty")
	for row in _waiting(user):
		found.items.append(
			Item(
				"duty",
				"Duty Shift",
				row.name,
				_(row.kind),
				organ=organ_title(row.organ),
				title=_("{0} to {1}").format(str(row.starts_on)[5:16], str(row.ends_on)[5:16]),
				next_step=_("Take over") if not row.taken_over_on else _("Write the note for the next shift"),
			)
		)
	organs = duty_sight.organs_on_duty(user)
	names = duty_sight.urgent_at(organs) if organs else []
	for matter in work_rows.matters(names, user).values():
		found.items.append(
			Item(
				"duty",
				"Petition",
				matter.name,
				_("Urgent matter"),
				number=matter.number or "",
				title=matter.title or "",
				organ=organ_title(matter.holder),
				next_step=_("Report it at once; tell the organ (art. 25)"),
				petition=matter.name,
			)
		)
	return [work_rows.fill(found, user, organs)] if found.items else []


def board(user: str | None = None) -> dict:
	"""Return {shifts, mine, unread, may_plan, people} for the duty page of `user` (default: who is logged in)."""
	user = user or frappe.session.user
	mine = _rows({"user": user})
	organs = posting.organs_of(user)
	others = _rows({"organ": ["in", organs], "user": ["!=", user]}) if organs else []
	running = [row for row in mine if _runs(row)]
	return {
		"now": str(when.now())[:16],
		"shifts": sorted((_told(row) for row in [*mine, *others]), key=lambda row: row["starts_on"]),
		"mine": [_told(row) for row in running],
		"notes": {row.organ: [_note(note) for note in duty.unread(row.organ)] for row in running},
		"may_plan": [{"organ": organ, "title": organ_title(organ)} for organ in charge.organs_of(user)],
	}


def _rows(filters: dict) -> list:
	today = datetime.combine(when.today(), time.min)
	return frappe.get_all(
		"Duty Shift",
		filters={
			**filters,
			"ends_on": [">=", today - timedelta(days=DAYS_BACK)],
			"starts_on": ["<", today + timedelta(days=DAYS_ON)],
		},
		fields=FIELDS,
		order_by="starts_on asc",
		limit=500,
	)


def _waiting(user: str) -> list:
	"""Return the shifts of `user` that ask for a step now: to be taken over, or its note to be written."""
	now = when.now()
	rows = _rows({"user": user, "cancelled": 0})
	return [
		row
		for row in rows
		if (not row.taken_over_on and row.starts_on <= now < row.ends_on)
		or (
			row.taken_over_on
			and not row.handed_over_on
			and row.ends_on - timedelta(hours=1) <= now <= row.ends_on + duty.NOTE_UNTIL
		)
	]


def _runs(row) -> bool:
	return not row.cancelled and row.starts_on <= when.now() <= row.ends_on + duty.NOTE_UNTIL


def _told(row) -> dict:
	return {
		"name": row.name,
		"organ": row.organ,
		"organ_title": organ_title(row.organ),
		"user": row.user,
		"person": frappe.utils.get_fullname(row.user),
		"own": row.user == frappe.session.user,
		"kind": _(row.kind),
		"starts_on": str(row.starts_on)[:16],
		"ends_on": str(row.ends_on)[:16],
		"over": row.ends_on <= when.now(),
		"open": row.starts_on <= when.now() < row.ends_on,
		"taken_over_on": str(row.taken_over_on)[:16] if row.taken_over_on else None,
		"handed_over_on": str(row.handed_over_on)[:16] if row.handed_over_on else None,
		"note": row.handover_note
		if scope.may_name("Duty Shift", row.name) or row.user == frappe.session.user
		else None,
		"read_by": frappe.utils.get_fullname(row.read_by) if row.read_by else None,
		"cancelled": row.cancelled,
		"cancel_reason": row.cancel_reason,
	}


def _note(row: dict) -> dict:
	return {
		"name": row["name"],
		"person": row["person"],
		"starts_on": str(row["starts_on"])[:16],
		"ends_on": str(row["ends_on"])[:16],
		"note": row["handover_note"],
	}


def people(organ: str) -> list[dict]:
	"""Return who may be put on duty at `organ`: its own people first, then those of the other organs of the county."""
	own = posting.users_at(organ)
	county = posting.county_of(organ)
	others: list[str] = []
	if county:
		low, high = range_of(county)
		row, place = frappe.qb.DocType("Posting"), frappe.qb.DocType("Organ")
		others = (
			frappe.qb.from_(row)
			.inner_join(place)
			.on(place.name == row.organ)
			.select(row.user)
			.distinct()
			.where((place.place_code >= low) & (place.place_code < high))
			.where((row.from_date <= when.today()) & (row.to_date.isnull() | (row.to_date >= when.today())))
			.limit(1000)
			.run(pluck=True)
		)
	return [
		{"value": user, "label": frappe.utils.get_fullname(user)} for user in dict.fromkeys([*own, *others])
	]
