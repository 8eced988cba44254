"""Reports that wait for those named for them, on the morning list. In `xf_worklist`. A line tells number and term only."""

import frappe
from frappe import _

from xinfang_app.access import scope
from xinfang_app.office.items import Item, Section
from xinfang_app.petition.acting import organ_title
from xinfang_app.rights import handlers, reports

KEY = "rights"
LIMIT = 50


def sections(user: str) -> list[Section]:
	"""Return the section of reports for `user`."""
	steps = {
		reports.RECEIVED: _("Say who looks into it"),
		reports.UNDER_WAY: _("Look into it, and say what was found"),
		reports.DONE: _("Tell the reporter the result"),
	}
	rows = scope.get_list(
		reports.DOCTYPE,
		{"stage": ("in", list(steps))},
		["name", "number", "stage", "due_on", "handler"],
		user,
		order_by="due_on asc",
		limit=LIMIT,
	)
	items = [
		Item(
			KEY,
			reports.DOCTYPE,
			row["name"],
			_("Rights Report"),
			number=row["number"],
			organ=organ_title(row["handler"]),
			due_on=row["due_on"],
			next_step=steps[row["stage"]],
		)
		for row in rows
		if handlers.is_named(frappe.get_doc(reports.DOCTYPE, row["name"]), user)
	]
	return [Section(KEY, items, title=_("Reports about people's rights"))] if items else []
