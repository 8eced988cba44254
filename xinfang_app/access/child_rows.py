"""A child row is written with its document, never by itself.

Frappe lets a child row be saved, added and deleted alone over REST, after asking for the parent's permission; the
parent's own rules (what is read-only, what a service writes) would not run. Services may (`ignore_permissions`).
"""

import frappe
from frappe import _

from xinfang_app.access.errors import NotPermitted


def refuse_alone(doc, method: str | None = None) -> None:
	"""Hook of every child DocType of a scoped one: runs only when the row is saved or deleted by itself."""
	if doc.flags.ignore_permissions:
		return
	frappe.throw(_("A row is changed on its form, together with the record it belongs to."), NotPermitted)
