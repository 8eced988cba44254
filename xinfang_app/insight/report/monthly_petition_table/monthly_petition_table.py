"""信访情况月报, for the session's user; what is counted and how is said in `insight.monthly.definitions`."""

from frappe import _
from frappe.utils import escape_html

from xinfang_app.insight.monthly import view
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.table import STANDARD, Column, Line, Sheet


def execute(filters: dict | None = None):
	"""Return columns, rows and the state of the month, for `filters`: month, office, place, organ, rows, columns, measure."""
	filters = filters or {}
	month = Month.parse(filters["month"]) if filters.get("month") else view.default_month()
	sheet = Sheet(
		view.of(filters.get("office"), filters.get("place"), filters.get("organ")),
		month,
		filters.get("rows") or STANDARD,
		filters.get("columns") or "form",
		filters.get("measure") or "all",
	)
	columns = [
		{"fieldname": "label", "label": _("Item"), "fieldtype": "Data", "width": 165},
		*(_column(column) for column in sheet.columns),
	]
	return columns, [_row(sheet, line) for line in sheet.lines], _message(sheet)


def _column(column: Column) -> dict:
	return {
		"fieldname": column.key,
		"label": column.flat_label,
		"fieldtype": "Data",
		"align": "right",
		"width": max(86 if column.rate else 66, 13 * len(column.flat_label) + 26),
	}


def _row(sheet: Sheet, line: Line) -> dict:
	shown = {
		column.key: _shown(line.values[column.key], column)
		for column in sheet.columns
		if column.key in line.values
	}
	return {
		"label": line.label,
		"indent": line.indent,
		"heading": int(line.heading),
		**shown,
		"figures": {key: str(figure) for key, figure in line.figures.items()},
	}


def _shown(value: int | float | None, column: Column) -> str:
	if value is None:
		return "—"
	if column.rate:
		return f"{value:+.1f}%" if value else "0.0%"
	return f"{value:,}"


def _message(sheet: Sheet) -> str:
	words = [sheet.status()]
	if sheet.partial:
		words.append(_("Only pieces that you may see are counted here."))
	if sheet.corrections:
		words.append(_("It tells {0} corrections of closed months, below.").format(len(sheet.corrections)))
	return " ".join(escape_html(text) for text in words)
