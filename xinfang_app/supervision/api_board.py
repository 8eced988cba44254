"""What the supervision board calls. Thin: the rules are in `board` and `board_rows`."""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log

from xinfang_app.access.errors import NotPermitted
from xinfang_app.access.scope_map import scope_map
from xinfang_app.supervision import board, board_rows


@frappe.whitelist()
def page() -> dict:
	"""Return the figures by term, organ and place (`board.page`)."""
	_require_post()
	return board.page()


@frappe.whitelist()
def slower(days: int = 15) -> dict:
	"""Return what is stuck, bounced and nobody's (`board.slower`)."""
	_require_post()
	return board.slower(int(days))


@frappe.whitelist()
def rows(
	kind: str, organ: str | None = None, place: str | None = None, days: int = 15, offset: int = 0
) -> dict:
	"""Return the list behind a figure (`board_rows.rows`)."""
	_require_post()
	return board_rows.rows(kind, organ or None, place or None, int(days), max(int(offset), 0))


@frappe.whitelist()
def export(kind: str, organ: str | None = None, place: str | None = None, days: int = 15) -> None:
	"""Send the same list as an Excel file (`board_rows.workbook`)."""
	_require_post()
	name, content = board_rows.workbook(kind, organ or None, place or None, int(days))
	make_access_log(doctype="Deadline", file_type="xlsx", method="supervision board", filters={"list": kind})
	frappe.response.filename = name
	frappe.response.filecontent = content
	frappe.response.type = "binary"


def _require_post() -> None:
	who = scope_map()
	if not (who.everything or who.ranges or who.organs):
		frappe.throw(_("The board is for those who hold a post here."), NotPermitted)
