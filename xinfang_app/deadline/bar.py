"""The clock bar of a form: which terms run on this document, whom they bind, and by which article.

Rule: whoever may read the document sees its terms; on the matter itself also those of its pieces, referrals and
services, as far as he may see those rows (`access.scope`). Colours speak of the organ's duty: green has time, amber is
near its end, red is over, grey is at rest (a right, paused, stopped). What was late stays marked after it ended. Days
left are calendar days to the due date as moved on to a working day; the raw date stands beside it. A date in a year
whose holidays are not published yet is marked as provisional.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, formatdate, get_datetime, getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import calendar, catch_up, clock, counting, holders, policies, rules, telling
from xinfang_app.deadline.schedule import Schedule

FIELDS = [
	"name",
	"rule",
	"title",
	"kind",
	"state",
	"ref_doctype",
	"ref_name",
	"organ",
	"started_on",
	"length",
	"unit",
	"due_on",
	"due_on_raw",
	"due_at",
	"first_due_on",
	"provisional",
	"was_late",
	"late_by_record",
	"extended_days",
	"paused_days",
	"stopped_on",
	"stop_reason",
	"override_document",
	"ladder",
	"stepped_to",
	"card",
]
GREEN, AMBER, RED, GREY = "green", "amber", "red", "grey"


def clock_bar(doc: Document) -> list[dict]:
	"""Return the terms of `doc` for its form: those that run first, by due date; then those that ended, newest first."""
	found = scope.get_list("Deadline", {"ref_doctype": doc.doctype, "ref_name": doc.name}, FIELDS)
	if holders.columns(doc.doctype).get("petition") == "name":
		related = scope.get_list("Deadline", {"petition": doc.name}, FIELDS)
		known = {row["name"] for row in found}
		found += [row for row in related if row["name"] not in known]
	organs = _titles([row["organ"] for row in found])
	schedule, taken = Schedule(calendar.load()), _taken([row["name"] for row in found])
	rows = [_row(frappe._dict(row), doc, organs) for row in found]
	for row, known in zip(rows, found, strict=True):
		row["coming"] = [_step(one["on"], one["action"], one["whom"]) for one in _coming(known, schedule)]
		row["taken"] = taken.get(row["name"], [])
	live = sorted((row for row in rows if row["live"]), key=lambda row: (row["due_at"], row["rule"]))
	ended = sorted(
		(row for row in rows if not row["live"]),
		key=lambda row: (row["ended_on"] or "", row["rule"]),
		reverse=True,
	)
	return live + ended


def _row(row: frappe._dict, doc: Document, organs: dict[str, str]) -> dict:
	rule = rules.of(row.ref_doctype).get(row.rule) or frappe._dict(article="", warn_days=0)
	live = row.state in clock.LIVE
	days_left = (getdate(row.due_on) - when.today()).days
	over = when.now() >= get_datetime(row.due_at)
	return {
		"name": row.name,
		"rule": row.rule,
		"title": row.title,
		"article": rule.article or "",
		"kind": row.kind,
		"state": row.state,
		"live": live,
		"tone": tone(row, over, days_left, cint(rule.warn_days)),
		"status": status(row, over, days_left),
		"organ": row.organ,
		"bearer": organs.get(row.organ) or (_("Petitioner's right") if row.kind == clock.WINDOW else ""),
		"about": "" if row.ref_name == doc.name else _(row.ref_doctype),
		"ref_doctype": row.ref_doctype,
		"ref_name": row.ref_name,
		"due_on": str(row.due_on),
		"due_on_raw": str(row.due_on_raw),
		"due_at": str(row.due_at),
		"days_left": days_left,
		"provisional": cint(row.provisional),
		"was_late": cint(row.was_late),
		"card": row.card or "",
		"late_by_record": cint(row.late_by_record),
		"ended_on": str(row.stopped_on or ""),
		"elapsed": elapsed(row),
		"details": details(row),
	}


def tone(row: frappe._dict, over: bool, days_left: int, warn_days: int) -> str:
	"""Return the colour of a term: of what the organ owes, never of the person who petitions."""
	if row.was_late or (row.state == clock.LATE_MET):
		return RED
	if row.state == clock.MET:
		return GREEN
	if row.state != clock.RUNNING:
		return GREY
	if over:
		return GREY if row.kind == clock.WINDOW else RED
	if days_left <= warn_days:
		return AMBER
	return GREY if row.kind == clock.WINDOW else GREEN


def status(row: frappe._dict, over: bool, days_left: int) -> str:
	"""Return in words how the term stands."""
	if row.state == clock.RUNNING:
		if over:
			return _("Lapsed") if row.kind == clock.WINDOW else _over(row, days_left)
		return _left(row, days_left)
	if row.state == clock.MET and row.late_by_record:
		return _("Done in term, recorded too late")
	words = {
		clock.MET: _("Used in time") if row.kind == clock.WINDOW else _("Done in term"),
		clock.LATE_MET: _("Done late"),
		clock.PAUSED: _("Paused"),
		clock.LAPSED: _("Lapsed"),
		clock.CANCELLED: _("Cancelled"),
		clock.STOPPED: _("Stopped, was late") if row.was_late else _("No longer owed"),
	}
	return words[row.state]


def _left(row: frappe._dict, days_left: int) -> str:
	if row.unit in counting.BY_THE_CLOCK:
		minutes = int((get_datetime(row.due_at) - when.now()).total_seconds() // 60)
		return _("{0} h {1} min left").format(minutes // 60, minutes % 60)
	return _("Due today") if days_left == 0 else _("{0} days left").format(days_left)


def _over(row: frappe._dict, days_left: int) -> str:
	if row.unit in counting.BY_THE_CLOCK:
		minutes = int((when.now() - get_datetime(row.due_at)).total_seconds() // 60)
		return _("Over by {0} h {1} min").format(minutes // 60, minutes % 60)
	return _("Over by {0} days").format(-days_left)


def elapsed(row: frappe._dict) -> int:
	"""Return how much of the term has run, in percent (0 to 100), for the thin line under a term."""
	begin, end = get_datetime(row.started_on), get_datetime(row.due_at)
	now: datetime = get_datetime(row.stopped_on) if row.stopped_on else when.now()
	whole = (end - begin).total_seconds()
	return max(0, min(100, round(100 * (now - begin).total_seconds() / whole))) if whole > 0 else 100


def details(row: frappe._dict) -> list[str]:
	"""Return the lines behind a term: how the date came about."""
	lines = [_("Began on {0}").format(formatdate(row.started_on))]
	if row.unit == counting.ABSOLUTE_DATE:
		lines.append(_("Date as set: {0}").format(formatdate(row.due_on_raw)))
	else:
		lines.append(_("Term: {0} {1}, the first day not counted").format(row.length, _(row.unit)))
	if cint(row.extended_days):
		lines.append(
			_("Extended by {0} days, counted from the beginning (first due on {1})").format(
				row.extended_days, formatdate(row.first_due_on)
			)
		)
	if cint(row.paused_days):
		lines.append(_("{0} days not counted").format(row.paused_days))
	if getdate(row.due_on) != getdate(row.due_on_raw):
		lines.append(
			_("Ends on {0}, a rest day; moved on to {1}").format(
				formatdate(row.due_on_raw), formatdate(row.due_on)
			)
		)
	if cint(row.provisional):
		lines.append(_("Provisional: the holidays of that year are not published yet"))
	if row.override_document:
		lines.append(_("Longer local term by {0}").format(row.override_document))
	if cint(row.late_by_record):
		lines.append(_("Entered more than two working days afterwards and after the due date"))
	if row.stopped_on:
		lines.append(_("Ended on {0}").format(formatdate(row.stopped_on)))
	return lines


def _coming(row: dict, schedule: Schedule) -> list[dict]:
	term = frappe._dict(row)
	for field in ("started_on", "due_at", "stepped_to"):
		term[field] = get_datetime(term[field]) if term[field] else None
	term.due_on, term.due_on_raw = getdate(term.due_on), getdate(term.due_on_raw)
	return telling.coming(term, 3, schedule)


def _taken(names: list[str]) -> dict[str, list[dict]]:
	"""Return what was done on these terms so far, latest first; the terms themselves are in the user's scope."""
	found: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"Deadline Step",
		filters={"deadline": ("in", names or [""]), "status": ("!=", catch_up.OVERTAKEN)},
		fields=["deadline", "action", "status", "done_on", "whom"],
		order_by="planned_on desc, creation desc",
	):
		step = _step(str(row.done_on), row.action, (row.whom or "").split(","))
		step["withdrawn"] = row.status == catch_up.WITHDRAWN
		found.setdefault(row.deadline, []).append(step)
	return found


def _step(on: str, action: str, whom: list[str]) -> dict:
	return {
		"on": on[:16],
		"action": action,
		"label": _(action),
		"whom": policies.whom(whom),
	}


def _titles(names: list[str]) -> dict[str, str]:
	wanted = sorted({name for name in names if name})
	if not wanted:
		return {}
	rows = frappe.get_all("Organ", filters={"name": ("in", wanted)}, fields=["name", "title", "short_title"])
	return {row.name: row.short_title or row.title for row in rows}
