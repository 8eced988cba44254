"""Who has a matter in hand at an organ: whom it was assigned to there. Registry `xf_officer_of`."""

import frappe

from xinfang_app.organization import posting


def of(doctype: str, name: str, organ: str | None) -> str | None:
	"""Return the user at `organ` to whom the record is assigned, the latest first, or None."""
	users = frappe.get_all(
		"ToDo",
		filters={"reference_type": doctype, "reference_name": name, "status": "Open"},
		pluck="allocated_to",
		order_by="creation desc",
	)
	if not users:
		return None
	there = posting.users_at(organ) if organ else users
	return next((user for user in users if user in there), None)
