"""What this room brings along: the upper systems by tier, the rule of the term set from above."""

import frappe

from xinfang_app.workflows.install import install_shipped

NEXT = "xf_batch_state_row_no"
SYSTEMS = (
	{"title": "国家信访信息系统", "source_level": "National", "enabled": 1},
	{"title": "省信访信息系统", "source_level": "Provincial", "enabled": 1},
	{"title": "市信访信息系统", "source_level": "Prefecture", "enabled": 1},
)
RULES = (
	{
		"code": "N08U",
		"title": "上级交办事项报送办理结果",
		"document_type": "Upper Matter",
		"enabled": 1,
		"locked": 1,
		"article": "《信访工作条例》第二十二条第一款第三项",
		"source_tag": "Regulation",
		"kind": "Duty",
		"length": 0,
		"unit": "Absolute Date",
		"roll": 0,
		"start_milestone": "received",
		"end_milestone": "reported",
		"bearer_field": "organ",
		"warn_days": 7,
		"shipped_length": 0,
		"due_field": "due_on",
		"policy": "office",
		"note": "以上级交办时确定的日期为准；向上级系统报送办理结果后终止，不因本级办结而终止。",
		"conditions": [{"field": "kind", "value": "Assign"}],
	},
)


def after_sync() -> None:
	"""Install both once; afterwards they are the admin's. Idempotent; hooks call it after install and migrate."""
	install_shipped("Upper System", [dict(row) for row in SYSTEMS])
	install_shipped("Deadline Rule", [dict(row) for row in RULES])
	# A job asks for the next waiting row of its batch once for each row.
	if not frappe.db.has_index("tabExchange Row", NEXT):
		frappe.db.add_index("Exchange Row", ["batch", "state", "row_no"], NEXT)


def daily() -> None:
	"""Take the content of old rows away: of previews nobody ran after a day, of error lists after a week. Scheduled."""
	from frappe.utils import add_days

	from xinfang_app import when
	from xinfang_app.exchange import rows

	now = when.now()
	table = frappe.qb.DocType("Exchange Batch")
	old = (
		frappe.qb.from_(table)
		.select(table.name, table.status)
		.where(table.purged_on.isnull())
		.where(
			((table.status == "Preview") & (table.creation < add_days(now, -1)))
			| (table.status.isin(["Done", "Undone", "Halted"]) & (table.modified < add_days(now, -7)))
		)
	).run(as_dict=True)
	for batch in old:
		rows.purge(batch.name)
		values = {"purged_on": now, **({"status": "Discarded"} if batch.status == "Preview" else {})}
		frappe.db.set_value("Exchange Batch", batch.name, values, update_modified=False)
