"""The working calendar of this site: the published arrangements, changed by the records an admin entered.

Rule: a `Working Calendar Day` wins over the package (a province may have rest days of its own, a new year's
arrangement comes out before the package knows it). As soon as one record of a year says that the year is entered
completely, dates of that year are no longer provisional, and running clocks are counted anew (`recount`).
"""

from datetime import date

import frappe

from xinfang_app.deadline import counting
from xinfang_app.deadline.days import Days


def load() -> Days:
	"""Return the calendar as it stands now. One small query; kept by the caller for one operation, never longer."""
	table = frappe.qb.DocType("Working Calendar Day")
	rows = frappe.qb.from_(table).select(table.date, table.kind, table.completes_year).run()
	return Days(
		{day: kind == "Workday" for day, kind, _complete in rows},
		frozenset(day.year for day, _kind, complete in rows if complete),
	)


def is_workday(day: date) -> bool:
	"""Return whether `day` is a working day here."""
	return load().is_workday(day)


def is_provisional(day: date) -> bool:
	"""Return whether the arrangement of the year of `day` is still open."""
	return load().is_provisional(day)


def due(start: date, length: int, unit: str, roll: bool = True) -> counting.Due:
	"""Return when a term ends by this site's calendar. See `counting.due`."""
	return counting.due(start, length, unit, roll, load())
