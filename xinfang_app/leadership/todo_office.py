"""What this room puts on the morning list of the office that follows, and of the convener: vacancies, checks, meetings.

Rule: as `todo`. An ownership without a leader stands first: a matter is never without an owner.
"""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.leadership import who
from xinfang_app.leadership.conference import bodies, minutes
from xinfang_app.leadership.owning import common
from xinfang_app.leadership.todo import LIMIT, line
from xinfang_app.petition.acting import organ_title
from xinfang_app.supervision import who as supervising


def sections(user: str) -> list[dict]:
	"""Return the sections of `user`. Registered in `xf_worklist`."""
	found = [_following(user), _conference(user)]
	return [section for section in found if section["items"]]


def _following(user: str) -> dict:
	"""Return what the office that follows has to do: vacant ownerships first, then closings to check."""
	offices = supervising.offices_of(user)
	if not offices:
		return {"key": "ownership_office", "items": []}
	fields = ["name", "title", "petition_number", "petition", "organ", "due_on", "closing_asked_by", "leader"]
	mine = {"office": ["in", offices]}
	vacant = scope.get_list(
		common.DOCTYPE,
		{**mine, "vacant_on": ["is", "set"], "stage": ["in", list(common.OPEN)]},
		fields,
		user,
		limit=LIMIT,
	)
	asked = scope.get_list(
		common.DOCTYPE,
		{**mine, "stage": "Closing Asked"},
		fields,
		user,
		order_by="closing_asked_on asc",
		limit=LIMIT,
	)
	done = scope.get_list(
		"Conference Task",
		{"from_organ": ["in", offices], "stage": "Done"},
		["name", "title", "petition_number", "petition", "organ", "due_on", "done_by"],
		user,
		order_by="done_on asc",
		limit=LIMIT,
	)
	items = [
		line(
			common.DOCTYPE,
			frappe._dict(row),
			_("Leader ownership"),
			_("Name a new leader"),
			None,
			row["organ"],
		)
		for row in vacant
	]
	items += [
		line(
			common.DOCTYPE,
			frappe._dict(row),
			_("Leader ownership"),
			_("Check whether it can be closed"),
			None,
			row["organ"],
		)
		for row in asked
		if user not in (row["closing_asked_by"], row["leader"])
	]
	items += [
		line(
			"Conference Task",
			frappe._dict(row),
			_("Conference Task"),
			_("Check what was done"),
			None,
			row["organ"],
		)
		for row in done
		if user != row["done_by"]
	]
	return {"key": "ownership_office", "title": _("Ownerships and conference tasks to check"), "items": items}


def _conference(user: str) -> dict:
	"""Return meetings: minutes that wait for the user's signature, and what his office has to do next."""
	fields = ["name", "title", "planned_on", "stage", "from_organ", "convener", "body", "minutes_due_on"]
	items = []
	waiting = frappe.get_all(
		"Joint Conference",
		filters={"stage": "Pending Signature"},
		or_filters={
			"convener": ["in", who.principals(user)],
			"body": ["in", frappe.get_all(bodies.DOCTYPE, {"deputy_convener": user}, pluck="name") or [""]],
		},
		fields=fields,
		order_by="minutes_due_on asc",
		limit=LIMIT,
	)
	items += [
		_meeting(row, _("Sign the minutes"), row.minutes_due_on)
		for row in waiting
		if minutes.may_sign(row, user)
	]
	offices = [row.office for row in bodies.mine(user)]
	steps = {
		"Notice Given": _("Record the meeting"),
		"Held": _("Record the decisions and send the minutes up"),
		"Signed": _("Issue the decisions"),
	}
	rows = (
		frappe.get_all(
			"Joint Conference",
			filters={"from_organ": ["in", offices], "stage": ["in", ["Notice Given", "Held", "Signed"]]},
			fields=fields,
			order_by="planned_on asc",
			limit=LIMIT,
		)
		if offices
		else []
	)
	items += [
		_meeting(row, steps[row.stage], None)
		for row in rows
		if row.stage != "Notice Given" or row.planned_on <= when.now()
	]
	return {"key": "conference", "title": _("Joint conference"), "items": items}


def _meeting(row, step: str, due_on) -> dict:
	return {
		"doctype": "Joint Conference",
		"name": row.name,
		"what": _("Joint Conference"),
		"number": str(row.planned_on or "")[:16],
		"title": row.title or "",
		"organ": organ_title(row.from_organ),
		"next_step": step,
		"due_on": due_on,
	}
