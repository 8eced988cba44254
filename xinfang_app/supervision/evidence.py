"""Files that prove a reply: kept with the record they were handed in for, so that whoever sees it may read them.

Rule: a reply names only files that its writer has just uploaded himself, or that lie with this record already; the
address of a file alone would otherwise be enough to pull it out of somebody else's case.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition import handling
from xinfang_app.petition.registering.uploads import UNSAVED

MOST = 20


def check(record: Document, rows: list[dict] | None) -> list[dict]:
	"""Return the rows ({file, note}) that name a file.

	Raises SomethingMissing for a file that is not there, PermissionError for one of somebody else.
	"""
	found = [row for row in rows or [] if row.get("file")][:MOST]
	for row in found:
		handling.demand_file(row["file"], _("Evidence"))
		_own(record, row["file"])
	return found


def keep(record: Document, field: str, rows: list[dict]) -> None:
	"""Write checked `rows` into the table `field` of `record` and attach their files; the record itself is not saved."""
	names = [_own(record, row["file"]) for row in rows]
	for name in filter(None, names):
		frappe.db.set_value(
			"File", name, {"attached_to_doctype": record.doctype, "attached_to_name": record.name}
		)
	record.set(field, [])
	for row in rows:
		record.append(field, {"file": row["file"], "note": row.get("note")})


def demand(record: Document, url: str | None, what: str) -> None:
	"""Refuse one file that is missing or that the user did not upload himself for `record`; `what` names it for him."""
	handling.demand_file(url, what)
	_own(record, url)


def attach(record: Document, *urls: str | None) -> None:
	"""Attach demanded files to the stored `record`. (Frappe does it itself for the Attach fields of a record it saves.)"""
	for url in filter(None, urls):
		name = _own(record, url)
		if name:
			frappe.db.set_value(
				"File", name, {"attached_to_doctype": record.doctype, "attached_to_name": record.name}
			)


def _own(record: Document, url: str) -> str | None:
	"""Return the user's own upload that is to be attached, or None where the file lies with the record already."""
	rows = frappe.get_all(
		"File", filters={"file_url": url}, fields=["name", "owner", "attached_to_doctype", "attached_to_name"]
	)
	if any((row.attached_to_doctype, row.attached_to_name) == (record.doctype, record.name) for row in rows):
		return None
	for row in rows:
		free = not row.attached_to_name or row.attached_to_name.startswith(UNSAVED)
		if row.owner == frappe.session.user and free:
			return row.name
	frappe.throw(_("Attach files that you have uploaded yourself for this reply."), frappe.PermissionError)
