"""What an organ is told of its terms: in a message, on the form, in the number of the record.

Rule: a message bears the number of the record, the term with its article, its date, and what comes next. It never says
who petitions or what about: it may leave the house by mail, SMS or robot (arts. 30, 46). Of a sealed piece not even
the number is told. A message about a term that has ended, or was prolonged past its moment, is not sent any more.
"""

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate

from xinfang_app import when
from xinfang_app.deadline import calendar, catch_up, clock, counting
from xinfang_app.deadline.schedule import Schedule

FIELDS = [
	"name",
	"rule",
	"title",
	"state",
	"kind",
	"unit",
	"organ",
	"ref_doctype",
	"ref_name",
	"started_on",
	"due_on_raw",
	"due_on",
	"due_at",
	"was_late",
	"ladder",
	"stepped_to",
]
#: Columns that hold the number people use, the first that a DocType has.
NUMBERS = ("number", "petition_number", "document_number")


def text(row: frappe._dict) -> dict | None:
	"""Return {title, lines} of a step's message; None where there is nothing to say any more. See `xf_outbox_texts`."""
	term = frappe.db.get_value("Deadline", row.deadline, FIELDS, as_dict=True)
	if not term or term.state != clock.RUNNING or _is_past(row.content["step"], term):
		return None
	about = about_of(term.ref_doctype, term.ref_name)
	lines = [
		_("Organ: {0}").format(organ_title(term.organ)),
		_("Term: {0} ({1})").format(
			term.title, frappe.db.get_value("Deadline Rule", term.rule, "article") or term.rule
		),
		state_of(term),
	]
	following = coming(term, 1)
	if following:
		lines.append(
			_("Next: {0} on {1}").format(_(following[0]["action"]), formatdate(following[0]["on"][:10]))
		)
	return {"title": _title(row.content["step"]).format(about), "lines": lines}


def _title(action: str) -> str:
	return {
		catch_up.REMIND: _("Reminder: {0}"),
		catch_up.YELLOW: _("Yellow card: {0} is past its term"),
		catch_up.RED: _("Red card: {0} is late for good"),
		catch_up.URGE: _("Urged: {0} is still not done"),
		catch_up.COPY: _("To the leader in charge: {0} is late"),
		catch_up.REPORT: _("Report to the office above: {0} is late"),
	}[action]


def _is_past(step: str, term: frappe._dict) -> bool:
	"""A term that was prolonged meanwhile is not called late; one that is over by now is not warned of."""
	return step != catch_up.REMIND and term.due_at > when.now()


def state_of(term: frappe._dict) -> str:
	"""Return in words how much time is left or over: days, or hours and minutes where the term runs by the clock."""
	if term.unit in counting.BY_THE_CLOCK:
		minutes = int((term.due_at - when.now()).total_seconds() // 60)
		text = _("Was due at {0}, over by {1} minutes") if minutes < 0 else _("Due at {0}, {1} minutes left")
		return text.format(format_datetime(term.due_at, "yyyy-MM-dd HH:mm"), abs(minutes))
	left = (term.due_on - when.today()).days
	if left < 0:
		return _("Was due on {0}, over by {1} days").format(formatdate(term.due_on), -left)
	return _("Due on {0}, {1} days left").format(formatdate(term.due_on), left)


def about_of(doctype: str, name: str) -> str:
	"""Return the record's kind and number; a sealed piece has no number here."""
	if doctype == "Sealed Register":
		return _(doctype)
	columns = frappe.get_meta(doctype).get_valid_columns()
	column = next((one for one in NUMBERS if one in columns), None)
	number = frappe.db.get_value(doctype, name, column) if column else None
	return f"{_(doctype)} {number}" if number else _(doctype)


def organ_title(organ: str | None) -> str:
	"""Return the short title of an organ."""
	if not organ:
		return ""
	short, title = frappe.get_cached_value("Organ", organ, ["short_title", "title"]) or (None, organ)
	return short or title


def coming(term: frappe._dict, number: int = 3, schedule: Schedule | None = None) -> list[dict]:
	"""Return the next steps on a running duty: [{on, action, whom}], soonest first."""
	if term.state != clock.RUNNING or term.kind != clock.DUTY or not term.ladder:
		return []
	schedule = schedule or Schedule(calendar.load())
	planned = schedule.planned(term.ladder, term.started_on, term.due_on_raw, term.due_on, term.due_at)
	after = max(term.stepped_to or term.started_on, term.started_on)
	return [
		{"on": str(one.on), "action": one.step.action, "whom": list(one.step.whom)}
		for one in planned
		if one.on > after and one.on >= when.now()
	][:number]
