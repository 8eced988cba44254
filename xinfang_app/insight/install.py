"""Bring the shipped quality rules in (`quality/shipped/`); afterwards they are the admin's, within the lock."""

import json
from pathlib import Path

import frappe

from xinfang_app.workflows.install import install_shipped

RULES = Path(__file__).parent / "quality" / "shipped" / "quality_rules.json"
#: Whether a field names a stored file is asked of every record that should have one; without it each asks all files.
FILE_INDEX = "xf_file_url"


def after_sync() -> None:
	"""Install the rules and the index they lean on. Idempotent; hooks call it after install and every migrate."""
	install_shipped("Quality Rule", rules())
	if not frappe.db.has_index("tabFile", FILE_INDEX):
		frappe.db.add_index("File", ["file_url(140)"], FILE_INDEX)


def rules() -> list[dict]:
	"""Return the shipped rules as plain dicts."""
	return json.loads(RULES.read_text(encoding="utf-8"))
