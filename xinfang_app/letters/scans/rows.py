"""The rows of returned scans and the files they keep; nothing is decided here."""

import frappe

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.letters.scans import pages
from xinfang_app.organization import posting

SCAN = "Returned Scan"
PROPOSED, FILED, TRAY, ASIDE = "Proposed", "Filed", "In the tray", "Set aside"


def keep(organ: str, place: str, content: bytes, count: int, code: str | None = None, problem: str = ""):
	"""Keep `content` (a PDF of `count` pages; 0: what could not be opened) as a new row of `organ`; return the row."""
	row = frappe.new_doc(SCAN)
	row.update(
		{
			"organ": organ,
			"place": place,
			"status": TRAY,
			"pages": count,
			"code": (code or "")[:60] or None,
			"problem": problem,
			"uploaded_by": frappe.session.user,
			"uploaded_on": when.now(),
		}
	)
	row.insert(ignore_permissions=True)
	kind = "pdf" if count or pages.is_pdf(content) else "bin"
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{row.name}.{kind}",
			"attached_to_doctype": SCAN,
			"attached_to_name": row.name,
			"is_private": 1,
			"content": content,
		}
	).insert(ignore_permissions=True)
	row.file = file.file_url
	return row.save(ignore_permissions=True)


def content_of(row) -> bytes:
	"""Return the stored bytes of a row's scan."""
	file = frappe.get_doc(
		"File", {"file_url": row.file, "attached_to_doctype": SCAN, "attached_to_name": row.name}
	)
	content = file.get_content()
	return content if isinstance(content, bytes) else content.encode()


def locked(name: str):
	"""Return the row `name`, held until the transaction ends; raises NotPermitted for another organ's."""
	row = frappe.get_doc(SCAN, name, for_update=True)
	scope.require(row, "act")
	return row


def own_organs() -> list[str]:
	"""Return the user's organs; one that is nobody's where he has none, since an empty list would be no filter."""
	return posting.organs_of(frappe.session.user) or [""]
