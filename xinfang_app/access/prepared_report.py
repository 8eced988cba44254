"""Reports on petitions are computed when they are asked for, never prepared.

Frappe keeps a prepared report for everybody who may run the report, computed with the rights of whoever ordered it.
So none is made on a guarded DocType, none is read, and a report that Frappe has marked as "prepared" because it was
slow runs live all the same (http_guard drops the wish).
"""

import frappe
from frappe import _

from xinfang_app.access import protected
from xinfang_app.access.errors import BackDoor
from xinfang_app.access.sql import EVERYTHING, column, literal


def rows(user: str | None = None, **_kwargs) -> str:
	"""Return the query condition of Prepared Report."""
	if (user or frappe.session.user) == "Administrator":
		return EVERYTHING
	guarded = ", ".join(literal(doctype) for doctype in protected.levels())
	return (
		f"not exists (select 1 from `tabReport` where `tabReport`.name = {column('Prepared Report', 'report_name')}"
		f" and `tabReport`.ref_doctype in ({guarded}))"
	)


def may(doc, ptype: str | None = None, user: str | None = None, **_kwargs) -> bool:
	"""Return whether `user` may see a prepared report: Frappe's answer, but for guarded DocTypes."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if is_guarded(doc.report_name):
		return False
	from frappe.core.doctype.prepared_report.prepared_report import has_permission

	return bool(has_permission(doc, user))


def refuse(doc, method: str | None = None) -> None:
	"""Hook of Prepared Report: none is made on a guarded DocType."""
	if is_guarded(doc.report_name):
		frappe.throw(
			_("Reports on petitions are computed when they are asked for, for the one who asks."), BackDoor
		)


def is_guarded(report: str | None) -> bool:
	"""Return whether `report` is about a guarded DocType."""
	ref_doctype = frappe.db.get_value("Report", report, "ref_doctype", cache=True) if report else None
	return bool(protected.level(ref_doctype))
