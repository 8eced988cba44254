"""What receptions put on the morning list. In `xf_worklist`; plain dicts, for this room imports nothing from office.

Rule: a leader sees that he receives today; the office which day has nothing on record, whose record is not completed,
who is to be told of a change; the organ bound which promise is open. A line never says who comes.
"""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import scope_map
from xinfang_app.petition.acting import organ_title
from xinfang_app.reception.leaders import booking, promises, rota, visits

LIMIT = 50


def sections(user: str) -> list[dict]:
	"""Return the sections of this part for `user`."""
	who = scope_map(user)
	if not who.organs:
		return []
	items = [*_mine(user), *_unrecorded(who), *_incomplete(who), *_to_tell(who)]
	found = [
		{"key": "receptions", "title": _("Leaders' receptions"), "items": items},
		{"key": "reception_promises", "title": _("Promises of leaders to keep"), "items": _promises(who)},
	]
	return [section for section in found if section["items"]]


def _mine(user: str) -> list[dict]:
	rows = frappe.get_all(
		rota.DUTY,
		filters={"day": when.today(), "status": rota.ANNOUNCED},
		or_filters={"leader": user, "stand_in": user},
		fields=["name", "day", "leader", "stand_in", "organ", "place"],
	)
	return [
		_item(rota.DUTY, row, row.day, _("Receive petitioners today"), row.place or "")
		for row in rows
		if (row.stand_in or row.leader) == user
	]


def _unrecorded(who) -> list[dict]:
	rows = scope.get_list(
		rota.DUTY,
		{"status": rota.ANNOUNCED, "day": ("<", when.today()), "holder": ("in", who.organs)},
		["name", "day", "leader_name", "organ"],
		who.user,
		order_by="day asc",
		limit=LIMIT,
	)
	return [
		_item(rota.DUTY, row, row["day"], _("Record the reception, or the absence"), row["leader_name"] or "")
		for row in rows
	]


def _incomplete(who) -> list[dict]:
	rows = scope.get_list(
		visits.DOCTYPE,
		{"stage": visits.OPEN, "holder": ("in", who.organs)},
		["name", "title", "organ"],
		who.user,
		order_by="held_on asc",
		limit=LIMIT,
	)
	return [
		_item(visits.DOCTYPE, row, None, _("Register what was brought, and complete"), row["title"])
		for row in rows
	]


def _to_tell(who) -> list[dict]:
	return [
		_item(
			rota.DUTY,
			{"name": row["duty"], "organ": row["holder"]},
			row["day"],
			_("Tell who booked that the day was changed"),
			formatdate(getdate(row["day"])),
		)
		for row in booking.to_tell()
		if row["holder"] in who.organs and who.user == frappe.session.user
	]


def _promises(who) -> list[dict]:
	rows = scope.get_list(
		promises.DOCTYPE,
		{"stage": promises.OPEN, "organ": ("in", who.organs)},
		["name", "promise", "organ", "due_on"],
		who.user,
		order_by="due_on asc",
		limit=LIMIT,
	)
	return [
		_item(promises.DOCTYPE, row, row["due_on"], _("Keep the promise"), row["promise"][:60])
		for row in rows
	]


def _item(doctype: str, row, due_on, step: str, title: str) -> dict:
	return {
		"doctype": doctype,
		"name": row["name"],
		"what": _(doctype),
		"title": title,
		"organ": organ_title(row["organ"]),
		"due_on": due_on,
		"next_step": step,
	}
