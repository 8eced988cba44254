"""A dispute that turned out to be an accusation keeps its place, day and course, no text (arts. 30, 46(5)). In `xf_wiped_with`."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.registering import quoted

TEXTS = ("title", "summary", "place_text", "policy_point", "plan", "result", "lessons")


def wipe(piece: Document) -> None:
	"""Put a note in the place of what disputes say that became the piece that is being sealed; their files go."""
	for name in frappe.get_all("Dispute", filters={"submission": piece.name}, pluck="name"):
		doc = frappe.get_doc("Dispute", name)
		note = _("Kept apart", lang="zh")
		values = {field: note for field in TEXTS if doc.get(field)}
		frappe.db.set_value("Dispute", name, {**values, "road": None, "submission": None, "petition": None})
		quoted.drop_files(doc)
		quoted.forget(doc)
