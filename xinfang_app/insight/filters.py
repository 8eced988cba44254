"""The period filter that the reports of this room share."""

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app.insight.period import Period


def period_of(filters: dict | None) -> Period:
	"""Return the period of a report's filters `from_date` and `to_date` (dates or ISO strings, both included).

	Raises frappe.ValidationError when one is missing or the end lies before the beginning.
	"""
	filters = filters or {}
	if not filters.get("from_date") or not filters.get("to_date"):
		frappe.throw(_("Please give the first and the last day of the period."), frappe.MandatoryError)
	first, last = getdate(filters["from_date"]), getdate(filters["to_date"])
	if last < first:
		frappe.throw(_("The period ends before it begins."), frappe.ValidationError)
	return Period(first, last)
