"""Issuing the official papers of the road.

A step never waits for its paper: where the admin has switched a letter off, the step is taken and its record stands;
only the paper is then written by hand.
"""

from datetime import datetime

import frappe
from frappe.model.document import Document

from xinfang_app.letters import issuing


def issue(
	code: str,
	doc: Document,
	*,
	organ: str,
	occurred_on: datetime,
	recipient: str | None = None,
	extra: dict | None = None,
) -> Document | None:
	"""Issue the paper `code` about `doc` for `organ`; return the Official Letter, or None while that letter is switched off.

	`extra`: values for the `extra.…` fields of the template (plain data).
	"""
	if not frappe.db.get_value("Letter Template", code, "enabled"):
		return None
	return issuing.issue(code, doc, organ=organ, occurred_on=occurred_on, recipient=recipient, extra=extra)
