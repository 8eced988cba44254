"""Files that were uploaded before their piece had a row.

Rule: only the uploader's own files, attached to nothing yet, may be named; otherwise the name of a file would be
enough to pull it out of somebody else's case.
"""

import frappe
from frappe import _
from frappe.model.document import Document

#: How the desk calls a form that was never saved, when it uploads into one of its fields.
UNSAVED = "new-"


def check(files) -> None:
	"""Refuse files that are not the user's own or lie in a case already. Raises PermissionError."""
	for name in files:
		row = frappe.db.get_value("File", name, ["owner", "attached_to_name"], as_dict=True)
		if not row or row.owner != frappe.session.user or row.attached_to_name:
			frappe.throw(
				_("This file was not uploaded for this piece: {0}").format(name), frappe.PermissionError
			)


def in_fields(doc: Document) -> list[str]:
	"""Return the user's own File rows to which the attach fields of `doc` and its rows point, attached to no saved record."""
	urls = {
		value
		for row in [doc, *doc.get_all_children()]
		for field in row.meta.fields
		if field.fieldtype in ("Attach", "Attach Image") and (value := row.get(field.fieldname))
	}
	if not urls:
		return []
	rows = frappe.get_all(
		"File",
		filters={"file_url": ("in", sorted(urls)), "owner": frappe.session.user},
		fields=["name", "attached_to_name"],
	)
	return [row.name for row in rows if not row.attached_to_name or row.attached_to_name.startswith(UNSAVED)]
