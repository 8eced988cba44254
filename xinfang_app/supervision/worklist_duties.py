"""What flags, urgent reports and calls to the spot put on the morning list. In `xf_worklist`.

Rule: the organ concerned sees what it has to answer, whoever may judge sees what waits for him, whoever reports sees
which link of the chain is missing, both sides of a call what comes next. A duty of the period stands under its term,
like every other. Plain dicts, for this room imports nothing from office; a line names organ, kind and day, never a
person who petitions.
"""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.scope_map import scope_map
from xinfang_app.petition.acting import organ_title
from xinfang_app.supervision.accountability import judging
from xinfang_app.supervision.duties import urgent

LIMIT = 50
#: Statuses in which a flag waits for a judge.
JUDGED = ("Flag raised", "Answered", "Verified", "Decided", "Carried Out")


def sections(user: str) -> list[dict]:
	"""Return the sections of this part for `user`."""
	who = scope_map(user)
	if not who.organs and not who.supervised:
		return []
	found = [_to_answer(who), _to_judge(who), _urgent(who), _calls(who)]
	return [section for section in found if section["items"]]


def _to_answer(who) -> dict:
	rows = scope.get_list(
		"Accountability Flag",
		{"organ": ("in", who.organs or ("",)), "status": "Flag raised"},
		["name", "title", "organ", "answer_due"],
		who.user,
		order_by="answer_due asc",
		limit=LIMIT,
	)
	items = [
		_item("Accountability Flag", row, row["answer_due"], _("Answer the flag"), row["title"])
		for row in rows
	]
	return {"key": "flags_answer", "title": _("Accountability flags to answer"), "items": items}


def _to_judge(who) -> dict:
	rows = (
		scope.get_list(
			"Accountability Flag",
			{"status": ("in", JUDGED), "organ": ("not in", who.organs or ("",))},
			["name", "title", "organ", "status", "answer_due"],
			who.user,
			order_by="raised_on asc",
			limit=LIMIT,
		)
		if who.supervised
		else []
	)
	items = []
	for row in rows:
		if row["status"] == "Flag raised" and not (row["answer_due"] and row["answer_due"] < when.today()):
			continue
		if judging.may_judge(frappe.get_doc("Accountability Flag", row["name"]), who.user):
			items.append(_item("Accountability Flag", row, None, _step(row["status"]), row["title"]))
	return {"key": "flags_judge", "title": _("Accountability flags to verify and decide"), "items": items}


def _step(status: str) -> str:
	return {
		"Verified": _("Record the measure decided"),
		"Decided": _("Record how it was carried out"),
		"Carried Out": _("Close the flag"),
	}.get(status, _("Verify"))


def _urgent(who) -> dict:
	# An end report ends the writing, not what is owed.
	owed = ({"reported_on": ("is", "not set")}, {"needs_above": 1, "reported_above_on": ("is", "not set")})
	rows = {
		row["name"]: row
		for filters in ({"status": "Being reported"}, *({"status": "Report closed", **one} for one in owed))
		for row in scope.get_list(
			urgent.DOCTYPE,
			filters,
			["name", "organ", "office", "known_on"],
			who.user,
			order_by="known_on asc",
			limit=LIMIT,
		)
	}
	items = []
	for row in rows.values():
		if not {row["organ"], row["office"]} & set(who.organs):
			continue
		missing = urgent.missing(frappe.get_doc(urgent.DOCTYPE, row["name"]))
		step = (
			_("Report to: {0}").format("、".join(_(kind) for kind in missing))
			if missing
			else _("Follow up or close")
		)
		items.append(
			_item(urgent.DOCTYPE, row, None, step, _("Known since {0}").format(str(row["known_on"])[5:16]))
		)
	return {"key": "urgent_reports", "title": _("Urgent information"), "items": items}


def _calls(who) -> dict:
	rows = scope.get_list(
		"On-site Duty",
		{"status": ("in", ("Leader called", "Arrived", "Answered"))},
		["name", "title", "organ", "office", "status", "called_on", "promise_by", "promise_kept_on"],
		who.user,
		order_by="called_on asc",
		limit=LIMIT,
	)
	steps = {"Leader called": _("Come to the spot"), "Arrived": _("Record the answer")}
	items = []
	for row in rows:
		if not {row["organ"], row["office"]} & set(who.organs):
			continue
		promised = row["promise_by"] and not row["promise_kept_on"]
		step = steps.get(row["status"]) or (_("Keep the promise") if promised else _("Close the call"))
		items.append(_item("On-site Duty", row, row["promise_by"] if promised else None, step, row["title"]))
	return {"key": "on_site", "title": _("Called to the spot"), "items": items}


def _item(doctype: str, row: dict, due_on, step: str, title: str) -> dict:
	return {
		"doctype": doctype,
		"name": row["name"],
		"what": _(doctype),
		"title": title,
		"organ": organ_title(row["organ"]),
		"due_on": due_on,
		"next_step": step,
	}
