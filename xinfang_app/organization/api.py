"""What the desk asks of the organization room. Each method checks the caller's right and calls a plain function."""

import frappe
from frappe import _

from xinfang_app.organization import places_tree, posting, posting_end, posting_rules


@frappe.whitelist()
def get_children(doctype: str, parent: str = "", is_root: bool | str = False, **filters) -> list[dict]:
	"""Return the places directly below `parent` for the tree view; the top ones for the root or an empty parent."""
	frappe.has_permission("Jurisdiction", "read", throw=True)
	return places_tree.children(None if frappe.utils.sbool(is_root) is True else parent)


@frappe.whitelist()
def preview_end(posting_name: str) -> dict:
	"""Return what ending this posting would leave open (numbers and dates, no matters) and who could take it over."""
	doc = frappe.get_doc("Posting", posting_name)
	doc.check_permission("write")
	return posting_end.preview(doc)


@frappe.whitelist(methods=["POST"])
def end_posting(posting_name: str, to_date: str, reason: str, successor: str | None = None) -> dict:
	"""End a posting on `to_date` (its last day); its open work goes to the successor or the organ's inbox."""
	doc = frappe.get_doc("Posting", posting_name)
	doc.check_permission("write")
	return posting_end.end(doc, to_date, reason, successor)


@frappe.whitelist(methods=["POST"])
def confirm_posting(posting_name: str) -> dict:
	"""Confirm a discipline custodian's posting as the second person."""
	doc = frappe.get_doc("Posting", posting_name)
	posting_rules.confirm(doc)
	return {"confirmed_by": doc.confirmed_by, "confirmed_on": str(doc.confirmed_on)}


@frappe.whitelist()
def my_posts() -> list[dict]:
	"""Return the caller's posts in force today, with the organ's name: who am I here."""
	return [
		{
			"organ": row.organ,
			"organ_title": frappe.get_cached_value("Organ", row.organ, "title"),
			"post": row.post,
			"post_title": _(row.post),
			"is_head": row.is_head,
			"acting_for": row.acting_for,
		}
		for row in posting.current()
	]
