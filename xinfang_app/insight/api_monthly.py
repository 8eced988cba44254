"""What the desk calls for the monthly table: the state of a month, closing and reopening, the Excel file.

Thin: names and plain data in, plain data out. The rules are in `monthly/`.
"""

import frappe
from frappe import _

from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.insight.monthly import books, closing, definitions, excel, view
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.table import STANDARD, Sheet
from xinfang_app.petition import again

REPORT = "Monthly Petition Table"


@frappe.whitelist()
def state(month: str, office: str | None = None) -> dict:
	"""Return how the month stands: {label, closed, close, next_open, may_close, may_reopen} for the user."""
	_require_report()
	bounds, wanted = view.of(office), Month.parse(month)
	closed, expected = books.closing(bounds.office, wanted), books.next_open(bounds.office)
	latest = books.last(bounds.office)
	return {
		"label": wanted.label,
		"closed": bool(closed),
		"close": closed.name if closed else None,
		"next_open": expected.label if expected else None,
		"may_close": not closed and closing.may_close(bounds.office) and expected in (None, wanted),
		"may_reopen": bool(closed and closed == latest and closing.may_reopen(bounds.office)),
	}


@frappe.whitelist()
def rules() -> list[dict]:
	"""Return the definitions of the table: {label, rule} of each measure, and the notes without label."""
	measures = [{"label": one.label, "rule": one.rule} for one in definitions.measures().values()]
	return [*measures, *({"label": "", "rule": note} for note in definitions.notes())]


@frappe.whitelist(methods=["POST"])
def close(month: str, office: str | None = None) -> str:
	"""Close a month of a petition office (`closing.close`); return the name of the Month Close."""
	wanted = Month.parse(month)
	return again.once_more(lambda: closing.close(view.of(office).office, wanted).name)


@frappe.whitelist(methods=["POST"])
def reopen(close: str, reason: str) -> str:
	"""Reopen the month closed last (`closing.reopen`); return its status."""
	return closing.reopen(frappe.get_doc("Month Close", close, for_update=True), reason).status


@frappe.whitelist()
def check(close: str) -> bool:
	"""Return whether the rows of a closing are those that were written (`closing.is_intact`)."""
	doc = frappe.get_doc("Month Close", close)
	scope.require(doc, "read")
	return closing.is_intact(doc)


@frappe.whitelist(methods=["POST"])
def download(
	month: str,
	office: str | None = None,
	place: str | None = None,
	organ: str | None = None,
	rows: str = STANDARD,
	columns: str = "form",
	measure: str = "all",
) -> None:
	"""Answer with the monthly sheet as an Excel file, in the scope of the user; the download is logged."""
	_require_report()
	sheet = Sheet(view.of(office, place, organ), Month.parse(month), rows, columns, measure)
	content = excel.workbook(sheet)
	frappe.get_doc(
		{
			"doctype": "Access Log",
			"user": frappe.session.user,
			"report_name": REPORT,
			"file_type": "Excel",
			"method": "xinfang_app.insight.api_monthly.download",
			"filters": frappe.as_json(
				{"month": month, "office": sheet.view.office, "place": place, "organ": organ}, indent=None
			),
		}
	).db_insert()
	frappe.response.filename = excel.filename(sheet)
	frappe.response.filecontent = content
	frappe.response.type = "binary"


def _require_report() -> None:
	"""Refuse whom the report itself refuses. Raises NotPermitted."""
	if not frappe.get_doc("Report", REPORT).is_permitted():
		frappe.throw(_("You have no access to this record."), NotPermitted)
