"""What the desk asks of the clocks. Thin: rights are checked here, the work is done in the modules."""

import frappe

from xinfang_app.deadline import bar, changing, rule_lock


@frappe.whitelist()
def clock_bar(doctype: str, name: str) -> list[dict]:
	"""Return the terms of a document the user may read, for its form."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return bar.clock_bar(doc)


@frappe.whitelist(methods=["POST"])
def confirm_override(rule: str) -> str:
	"""Confirm a longer local term as the second person; return who confirmed it."""
	return rule_lock.confirm_override(frappe.get_doc("Deadline Rule", rule)).override_confirmed_by


@frappe.whitelist()
def preview_change(doctype: str, name: str) -> dict:
	"""Return what the present rule or policy would change in the terms that run."""
	return changing.preview(doctype, name)


@frappe.whitelist(methods=["POST"])
def apply_change(doctype: str, name: str) -> dict:
	"""Let the present rule or policy count for the terms that run; return the preview of it."""
	return changing.apply(doctype, name)
