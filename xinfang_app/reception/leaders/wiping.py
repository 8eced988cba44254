"""An accusation leaves nothing on the record of a reception but its number (arts. 30, 46(5)). In `xf_wiped_with`."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.registering import quoted

#: What was typed on the record besides its matters.
NOTES = ("note", "view")


def wipe(piece: Document) -> None:
	"""Clear what records of receptions say about a piece that is being sealed, and their versions."""
	for visit in dict.fromkeys(
		frappe.get_all("Reception Matter", filters={"submission": piece.name}, pluck="parent")
	):
		doc = frappe.get_doc("Reception Visit", visit)
		for row in doc.matters:
			if row.submission == piece.name:
				clear(doc, row, row.submission_number)
		doc.save(ignore_permissions=True)
		forget(doc)


def clear(visit: Document, row: Document, number: str | None) -> None:
	"""Empty a matter's row but for its number, the notes of its visit, and what was promised on it. Saves no visit."""
	visit.update({field: _("Kept apart", lang="zh") for field in NOTES if visit.get(field)})
	_clear_promises(visit.name, row.row_key)
	row.update(
		{
			"subject": _("Kept apart", lang="zh"),
			"instruction": None,
			"submission": None,
			"petition": None,
			"submission_number": number,
		}
	)


def forget(visit: Document) -> None:
	"""Wipe files, papers and earlier versions of a visit."""
	quoted.drop_files(visit)
	quoted.forget(visit)


def _clear_promises(visit: str, row_key: str | None) -> None:
	for name in frappe.get_all(
		"Reception Promise", filters={"visit": visit, "row_key": row_key}, pluck="name"
	):
		doc = frappe.get_doc("Reception Promise", name)
		note = _("Kept apart", lang="zh")
		doc.update({field: note for field in ("promise", "kept_note", "not_kept_reason") if doc.get(field)})
		doc.update({"petition": None, "petition_number": None, "submission_number": None})
		doc.save(ignore_permissions=True)
		quoted.drop_files(doc)
		quoted.forget(doc)
