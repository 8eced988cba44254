"""What the exchange with the upper systems adds to the morning list (今日工作).

Rule: two things wait. A list that was taken in and not registered yet, since its content goes after a day; and each
open difference of the latest comparison (there and not here, here and not there, term or status differs), until it is
settled, taken over or explained. Both for the officers of the office alone, and without a word of a row that is not
registered: its number, and no more.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from xinfang_app.access import scope
from xinfang_app.exchange import lists, reconcile, who
from xinfang_app.exchange.judging import NEW

PAGE = "upper-exchange"
#: So many lines are shown; the morning list tells the number of all.
SHOWN = 100
STEPS = {
	reconcile.NOT_HERE: "Register it, or say why not",
	reconcile.NOT_THERE: "Record that it ended above, or say why",
	reconcile.DIFFERS: "Take the term over, or say why",
}
#: Where only the status differs there is nothing to take over.
SAY_WHY = "Look at both, and say why"


def sections(user: str) -> list[dict]:
	"""Return the sections for `user` as plain values. Registered in `xf_worklist`."""
	organs = who.offices(user)
	if not organs:
		return []
	return [_differences(user), _waiting(organs)]


def _differences(user: str) -> dict:
	found = reconcile.differences(user)
	shown = found[:SHOWN]
	known = _matters([row["petition"] for row in shown if row["petition"]], user)
	systems = _systems({row["name"] for row in shown})
	items = []
	for row in shown:
		matter = known.get(row["petition"], {})
		items.append(
			{
				"doctype": "Exchange Batch",
				"name": row["name"],
				"what": _(row["verdict"]),
				"number": matter.get("number") or "",
				"title": matter.get("title") or row["upper_number"] or _("Sealed"),
				"organ": systems[row["name"]],
				"next_step": _(_step(row)),
				"mark": _("term {0}").format(row["due_on"]) if row["due_on"] else "",
				"petition": row["petition"] if matter else None,
				"route": (PAGE, "reconcile", row["name"], row["row"]),
			}
		)
	return {"key": "above", "items": items, "total": len(found)}


def _step(row: dict) -> str:
	if row["verdict"] == reconcile.DIFFERS and not row["takes"]:
		return SAY_WHY
	return STEPS[row["verdict"]]


def _waiting(organs: list[str]) -> dict:
	"""Lists in preview and lists that were halted, with how many of their rows wait."""
	batch, row = frappe.qb.DocType("Exchange Batch"), frappe.qb.DocType("Exchange Row")
	found = (
		frappe.qb.from_(batch)
		.inner_join(row)
		.on(row.batch == batch.name)
		.select(batch.name, batch.file_name, batch.upper_system, batch.status, Count("*").as_("rows"))
		.where(batch.organ.isin(organs) & (batch.purpose == lists.IMPORT))
		.where(batch.status.isin(["Preview", "Halted"]) & batch.purged_on.isnull())
		.where((row.state == "Waiting") & (row.verdict == NEW))
		.groupby(batch.name)
		.orderby(batch.creation)
		.limit(SHOWN)
		.run(as_dict=True)
	)
	items = [
		{
			"doctype": "Exchange Batch",
			"name": one.name,
			"what": _("List from above"),
			"number": _("{0} rows").format(one.rows),
			"title": one.file_name,
			"organ": one.upper_system,
			"next_step": _("Look at the rows and register them")
			if one.status == "Preview"
			else _("Go on with it"),
			"route": (PAGE, "import", one.name),
		}
		for one in found
	]
	return {"key": "lists", "items": items}


def _matters(names: list[str], user: str) -> dict[str, dict]:
	if not names:
		return {}
	rows = scope.get_list("Petition", {"name": ("in", sorted(set(names)))}, ["name", "number", "title"], user)
	return {row["name"]: row for row in rows}


def _systems(batches: set[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Exchange Batch", filters={"name": ("in", sorted(batches) or [""])}, fields=["name", "upper_system"]
	)
	return {row.name: row.upper_system for row in rows}
