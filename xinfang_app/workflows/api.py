"""What the desk asks of the procedures. Thin: rights are checked in the modules."""

import frappe
from frappe import _

from xinfang_app.workflows import checking, publishing, simulating
from xinfang_app.workflows import preview as previews


@frappe.whitelist()
def preview(document_type: str) -> dict:
	"""Return what publishing the procedures of a DocType would change."""
	return previews.preview(document_type)


@frappe.whitelist(methods=["POST"])
def publish(document_type: str, mapping: str | dict | None = None) -> dict:
	"""Publish the procedures of a DocType; `mapping` says where documents of removed states go."""
	return publishing.publish(document_type, frappe.parse_json(mapping) if mapping else None)


@frappe.whitelist()
def check(document_type: str) -> list[dict]:
	"""Return the faults of the procedures of a DocType as they are saved."""
	publishing.require("read")
	return [{"procedure": fault.procedure, "text": fault.text} for fault in publishing.check(document_type)]


@frappe.whitelist()
def simulate(procedure: str, path: str | list) -> list[dict]:
	"""Return the steps of walking actions through a procedure."""
	return simulating.simulate(procedure, list(frappe.parse_json(path)))


@frappe.whitelist()
def stages(document_type: str) -> list[dict]:
	"""Return the stages a state of this DocType can stand for, with their Chinese."""
	publishing.require("read")
	return [{"value": stage, "label": _(stage)} for stage in checking.vocabulary_of(document_type)]
