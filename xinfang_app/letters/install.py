"""Bring the shipped letters in once; afterwards they are the admin's (the ledger is `workflows.install`).

The text of each lies in a file of its own, `shipped/<code>.html`, the rest in `shipped/templates.json`.
"""

import json
from pathlib import Path

import frappe

from xinfang_app.letters import case
from xinfang_app.workflows.install import install_shipped

SHIPPED = Path(__file__).parent / "shipped"


def after_sync() -> None:
	"""Install the shipped letters and have the copies of the fonts made. Idempotent; after install and migrate."""
	known = set(case.document_types())
	install_shipped("Letter Template", [record for record in templates() if record["document_type"] in known])
	frappe.enqueue(
		"xinfang_app.letters.fonts.make_all", queue="long", job_id="letter-fonts", enqueue_after_commit=True
	)


def templates() -> list[dict]:
	"""Return the shipped letters as plain records, in the order of their codes."""
	records = json.loads((SHIPPED / "templates.json").read_text(encoding="utf-8"))
	return [
		{
			"doctype": "Letter Template",
			"salutation": "",
			"attachments": "",
			"copy_to": "",
			"secrecy": "",
			**record,
			"body": (SHIPPED / f"{record['code']}.html").read_text(encoding="utf-8"),
		}
		for record in records
	]
