"""What messages need on a site: the indexes by which rows are taken and counted, and settings that are there."""

import frappe

from xinfang_app.messages import settings

WANTED = (
	("Outbox Message", ("status", "not_before")),
	# The order in which a worker takes rows (`turns.take`).
	("Outbox Message", ("status", "kind", "urgent", "not_before")),
)


def after_sync() -> None:
	"""Add what is missing. Idempotent; hooks call it after install and after every migrate."""
	for doctype, columns in WANTED:
		name = "xf_" + "_".join(columns)
		if not frappe.db.has_index(f"tab{doctype}", name):
			frappe.db.add_index(doctype, list(columns), name)
	_write_settings()


def _write_settings() -> None:
	"""Store the defaults of settings that came with an update: the form of a Single shows what is stored."""
	stored = frappe.db.get_singles_dict(settings.SETTING)
	for field in frappe.get_meta(settings.SETTING).fields:
		if field.default and stored.get(field.fieldname) in (None, ""):
			frappe.db.set_single_value(
				settings.SETTING, field.fieldname, field.default, update_modified=False
			)
