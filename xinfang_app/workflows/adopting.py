"""Documents from before their kind had a procedure: the fixed status becomes the stage, and the stage finds its state.

Rule: a kind that gets a procedure keeps its vocabulary, so what stood in `status` is the stage. Each document takes the
first state that the shipped default procedure has for that stage; nothing else of it changes. Called by patches, after
the columns are there and before the procedures are published (`install.after_sync`), which then finds every document
in a state it knows. A document that has a state is left alone, so it may run twice.
"""

import frappe
from frappe.model.utils.rename_field import rename_field

from xinfang_app.workflows import install


def adopt(document_type: str) -> None:
	"""Bring the documents of `document_type` under its shipped default procedure."""
	if frappe.db.has_column(document_type, "status") and not frappe.db.exists(
		document_type, {"stage": ("is", "set")}
	):
		rename_field(document_type, "status", "stage")
	record = next(
		row for row in install.procedures() if row["document_type"] == document_type and row["is_default"]
	)
	states: dict[str, str] = {}
	for row in record["states"]:
		states.setdefault(row["stage"], row["state"])
	for stage, state in states.items():
		frappe.db.set_value(
			document_type,
			{"stage": stage, "workflow_state": ("is", "not set")},
			{"workflow_state": state, "procedure": record["title"]},
			update_modified=False,
		)
