"""Bring the shipped accountability rules in (`supervision/shipped/`); afterwards they are the admin's, within `rule_lock`."""

import json
from pathlib import Path

import frappe

from xinfang_app.workflows.install import install_shipped

RULES = Path(__file__).parents[1] / "shipped" / "accountability_rules.json"
#: The nightly statement of each rule reads what was late by its day.
INDEX = ("Deadline", ("was_late", "due_on"), "xf_late_due")


def after_sync() -> None:
	"""Install the rules and the index they lean on. Idempotent; hooks call it after install and every migrate."""
	install_shipped("Accountability Rule", rules())
	doctype, columns, name = INDEX
	if not frappe.db.has_index(f"tab{doctype}", name):
		frappe.db.add_index(doctype, list(columns), name)


def rules() -> list[dict]:
	"""Return the shipped rules as plain dicts."""
	return json.loads(RULES.read_text(encoding="utf-8"))
