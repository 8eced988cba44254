"""Routine duties that are met by what other rooms record: receptions held, rounds of screening reported.

Rule. Nobody enters twice what is on record. A reception held by a leader of an organ counts for that organ's duties L02
to L04 and L06 to L08 in whose period it lies, for L06 only on one of the days set; for the office that runs the rota it
counts for L05 where it was announced, and for L09 where its own leader received. One entry for duty, day and source.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app.deadline import calendar
from xinfang_app.supervision.duties import periods, routine

BY_LEADERS = ("L02", "L03", "L04", "L06", "L07", "L08")
ANNOUNCED_ROTA, OWN_LEADER = "L05", "L09"


def reception_held(
	*, organ: str, office: str, day: date, leader: str, source: str, published: bool, scan: str | None = None
) -> int:
	"""Enter a reception into the duties that it meets; return into how many. In `xf_reception_held`."""
	wanted = [(code, organ) for code in BY_LEADERS]
	if published:
		wanted.append((ANNOUNCED_ROTA, office))
	if organ == office:
		wanted.append((OWN_LEADER, office))
	return sum(met(code, of, day, leader=leader, note=source, scan=scan) for code, of in wanted)


def met(
	code: str, organ: str, day: date, *, leader: str | None = None, note: str = "", scan: str | None = None
) -> bool:
	"""Enter into the open duty `code` of `organ` in whose period `day` lies that it was done once."""
	names = frappe.get_all(
		routine.DOCTYPE,
		filters={
			"rule_code": code,
			"organ": organ,
			"status": "To be done",
			"period_begin": ("<=", day),
		},
		or_filters={"period_end": (">=", day), "due_on": (">=", day)},
		order_by="period_begin desc",
		limit=1,
		pluck="name",
	)
	if not names:
		return False
	duty = frappe.get_doc(routine.DOCTYPE, names[0])
	if not _on_a_set_day(duty, day):
		return False
	if any(getdate(row.done_on) == day and row.note == note for row in duty.entries):
		return False
	routine.write(duty, day, leader, note or _("From the record"), None, scan=scan)
	return True


def _on_a_set_day(duty, day: date) -> bool:
	rule = frappe.db.get_value("Deadline Rule", duty.rule_code, ["recurs", "recurs_day"], as_dict=True)
	if not rule or not rule.recurs_day:
		return True
	days = calendar.load()
	period = periods.of(rule.recurs, getdate(duty.period_begin), days)
	return not period or day in periods.set_days(period, rule.recurs_day, days)
