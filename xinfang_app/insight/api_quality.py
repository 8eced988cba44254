"""What the page 数据质量 and the forms call. Thin: the rules are in `quality`."""

import frappe

from xinfang_app.access import require
from xinfang_app.insight.quality import page, rule_lock, run


@frappe.whitelist()
def summary() -> dict:
	"""Return how many findings stand, by organ (`page.summary`)."""
	return page.summary()


@frappe.whitelist(methods=["POST"])
def findings(filters: str | dict | None = None, offset: int = 0) -> dict:
	"""Return findings that still stand (`page.findings`); what was mended is let go, hence POST."""
	return page.findings(frappe.parse_json(filters) if filters else {}, offset)


@frappe.whitelist(methods=["POST"])
def look_again() -> str:
	"""Look anew (`page.look_again`)."""
	return page.look_again()


@frappe.whitelist()
def choices(document_type: str) -> dict:
	"""Return the stages and fields that a rule on a DocType may name, with their Chinese (`rule_lock.choices`)."""
	frappe.has_permission("Quality Rule", "read", throw=True)
	return rule_lock.choices(document_type)


@frappe.whitelist()
def of_record(doctype: str, name: str) -> list[dict]:
	"""Return what is wrong with one record now: [{severity, message, article, button, field}]."""
	doc = frappe.get_doc(doctype, name)
	require(doc, "read")
	petition = doc.get("petition")
	return [
		{
			"severity": rule.severity,
			"message": rule.message,
			"article": rule.article or "",
			**page.opens(rule, name, petition if rule.fix_on == "Petition" else None),
		}
		for rule in run.of_record(doctype, name)
	]
