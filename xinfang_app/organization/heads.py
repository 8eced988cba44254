"""The head shown on an Organ follows from the posting that is marked as head."""

import frappe

from xinfang_app.organization import posting


def sync(organ: str) -> None:
	"""Write the present head of `organ` on it; empty while nobody heads it."""
	head = posting.head_of(organ)
	if frappe.db.get_value("Organ", organ, "head") != head:
		frappe.db.set_value("Organ", organ, "head", head, update_modified=False)
