"""The daily look at reception days of which nothing is on record.

Rule. A day that was announced is recorded as held, with or without visitors, within two working days. When these have
passed and nothing is on record, the system notes an absence; until then the office is reminded on its morning list.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.deadline import calendar, counting
from xinfang_app.petition import row_by_row
from xinfang_app.reception.leaders import duty
from xinfang_app.reception.leaders.rota import ANNOUNCED, DUTY

WORKING_DAYS = 2


def daily() -> int:
	"""Note the absence for every announced day past its two working days; return how many. Hook of the scheduler."""
	days = calendar.load()
	rows = frappe.get_all(
		DUTY, filters={"status": ANNOUNCED, "day": ("<", when.today())}, fields=["name", "day"], limit=0
	)
	late = [
		row.name for row in rows if counting.add_workdays(getdate(row.day), WORKING_DAYS, days) < when.today()
	]
	return row_by_row.each(late, _note, "Reception Duty, absence")


def _note(name: str) -> bool:
	duty.note_absence(
		frappe.get_doc(DUTY, name),
		_("Nothing was recorded within two working days.", lang="zh"),
		_("System", lang="zh"),
	)
	return True
