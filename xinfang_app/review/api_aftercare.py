"""What the desk calls for care after the last word. Thin; the rule is in `aftercare`."""

import frappe

from xinfang_app import access
from xinfang_app.review import aftercare


@frappe.whitelist(methods=["POST"])
def record(
	petition: str,
	kind: str,
	text: str,
	agreed: str,
	occurred_on: str | None = None,
	people: str | None = None,
	next_step: str | None = None,
	file: str | None = None,
	backdate_reason: str | None = None,
) -> str:
	"""Write down what was offered (`aftercare.record`); return the Aftercare Record."""
	doc = frappe.get_doc("Petition", petition)
	access.require(doc, "read")
	return aftercare.record(
		doc,
		kind,
		text,
		agreed,
		occurred_on=occurred_on or None,
		people=people,
		next_step=next_step,
		file=file,
		backdate_reason=backdate_reason,
	).name
