"""Issuing the official papers of the road.

A step never waits for its paper: where the admin has switched a letter off, or its text can no longer be rendered, the
step is taken and its record stands; the officer is told, no number is used up, and the paper is made from the record's
form once the template is mended (`late_papers`).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters import issuing
from xinfang_app.letters.errors import LetterTextError

_BEFORE = "xf_paper"


def issue(
	code: str,
	doc: Document,
	*,
	organ: str,
	occurred_on: datetime,
	recipient: str | None = None,
	extra: dict | None = None,
) -> Document | None:
	"""Issue the paper `code` about `doc` for `organ`; return the Official Letter, or None while that letter cannot be made.

	`extra`: values for the `extra.…` fields of the template (plain data).
	"""
	if not frappe.db.get_value("Letter Template", code, "enabled"):
		return None
	frappe.db.savepoint(_BEFORE)
	try:
		return issuing.issue(
			code, doc, organ=organ, occurred_on=occurred_on, recipient=recipient, extra=extra
		)
	except LetterTextError as fault:
		frappe.db.rollback(save_point=_BEFORE)
		frappe.clear_last_message()
		frappe.log_error(title=f"Letter Template {code}", message=str(fault))
		frappe.msgprint(
			_(
				"The step is recorded, but its paper could not be made: {0} Once the template is mended, make the paper from the record's form."
			).format(frappe.utils.escape_html(str(fault))),
			title=_("Paper not made"),
			indicator="orange",
		)
		return None
