"""半年信访工作情况, for the session's user; the figures are those of `insight.half_year`."""

from frappe import _

from xinfang_app.insight import half_year
from xinfang_app.insight.filters import period_of


def execute(filters: dict | None = None):
	"""Return columns and rows of the half-year table for `filters` (`from_date`, `to_date`)."""
	columns = [
		{"fieldname": "label", "label": _("Item"), "fieldtype": "Data", "width": 230},
		{"fieldname": "shown", "label": _("Figure"), "fieldtype": "Data", "width": 120, "align": "right"},
		{"fieldname": "rows", "label": _("Records behind it"), "fieldtype": "Int", "width": 120},
		{"fieldname": "key", "label": _("Code"), "fieldtype": "Data", "hidden": 1},
	]
	rows = half_year.table(period_of(filters))
	for row in rows:
		row["shown"] = "—" if row["value"] is None else f"{row['value']:g} {row['unit']}"
	return columns, rows
