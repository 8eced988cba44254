"""No remarks on a draft that the organ addressed will read.

Rule: who sees a record sees its comments (`access.side_records`). What an office says to itself about a letter before
it is sent would go out with it; a reason for sending back stands in the course of signatures, which is the office's own.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.supervision.refusals import LetterRefused

DRAFTED = ("Supervision Letter", "Recommendation", "Rectification")


def comment(remark: Document, method: str | None = None) -> None:
	"""Refuse a remark on a draft (hook of Comment). Raises LetterRefused."""
	if remark.comment_type != "Comment" or remark.reference_doctype not in DRAFTED:
		return
	if frappe.db.get_value(remark.reference_doctype, remark.reference_name, "delivery") != "Sent":
		frappe.throw(
			_(
				"Remarks on a draft would be read by the organ once it is sent; send it back with a reason instead."
			),
			LetterRefused,
		)
