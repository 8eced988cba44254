"""复查复核结果统计: how the opinions of each organ stood up to review, within what the viewer may see. No rank: by title."""

from frappe import _
from frappe.utils import add_months, getdate

from xinfang_app import when
from xinfang_app.petition.acting import organ_title
from xinfang_app.review import overturns, reviews


def execute(filters: dict | None = None):
	"""Return columns, a row for each organ, and what the figures mean, for reviews signed in the period."""
	filters = filters or {}
	until = getdate(filters.get("until") or when.today())
	since = getdate(filters.get("since") or add_months(until, -reviews.setting("overturn_months")))
	striking = {rate.organ for rate in overturns.striking()}
	rows = [
		{
			"organ": rate.organ,
			"title": organ_title(rate.organ),
			**{key: getattr(rate, key) for key in ("decided", "upheld", "changed", "redo", "revoked")},
			# The share of a few cases says nothing.
			"percent": rate.percent if rate.decided >= reviews.setting("overturn_least") else None,
			"striking": int(rate.organ in striking),
		}
		for rate in overturns.rates(since, until)
	]
	note = _(
		"The share is looked at from {0} reviews on; it says how an organ's opinions stand up to review, it is no rank."
	).format(reviews.setting("overturn_least"))
	return _columns(), rows, note


def _columns() -> list[dict]:
	return [
		{
			"fieldname": "title",
			"label": _("Organ whose opinion is reviewed"),
			"fieldtype": "Data",
			"width": 220,
		},
		{"fieldname": "decided", "label": _("Reviews decided"), "fieldtype": "Int", "width": 110},
		{"fieldname": "upheld", "label": _("Upheld"), "fieldtype": "Int", "width": 90},
		{"fieldname": "changed", "label": _("Changed"), "fieldtype": "Int", "width": 90},
		{"fieldname": "redo", "label": _("Revoked and to be redone"), "fieldtype": "Int", "width": 150},
		{"fieldname": "revoked", "label": _("Revoked"), "fieldtype": "Int", "width": 90},
		{
			"fieldname": "percent",
			"label": _("Overturned in percent"),
			"fieldtype": "Float",
			"width": 120,
			"precision": 1,
		},
	]
