"""What a Petition Category must fulfil.

Rule: the categories shipped with the app are the same in every county, so that figures can be added up; they come back
at every update and cannot be changed here. A county may add second-level categories of its own under them.
"""

import re

import frappe
from frappe import _

from xinfang_app.organization.errors import CodeError

_CODE = re.compile(r"[0-9]{2}([0-9]{2})?")


def complete(doc) -> None:
	"""Derive level and parent from the code: "02" stands alone, "0201" lies under "02"."""
	doc.code = (doc.code or "").strip()
	doc.level = 1 if len(doc.code) == 2 else 2
	doc.parent_category = doc.code[:2] if doc.level == 2 else None
	if doc.is_new() and not frappe.flags.in_fixtures:
		doc.shipped = 0


def check(doc) -> None:
	"""Throw CodeError if the code is malformed or its group unknown; PermissionError on a change of a shipped one."""
	if not _CODE.fullmatch(doc.code):
		frappe.throw(_("A category code has two digits, or four under a group of two"), CodeError)
	if doc.parent_category and not frappe.db.exists("Petition Category", doc.parent_category):
		frappe.throw(_("There is no category group {0}").format(doc.parent_category), CodeError)
	before = doc.get_doc_before_save()
	if before and before.shipped and not frappe.flags.in_fixtures:
		_throw_shipped(doc)


def refuse_deletion(doc) -> None:
	"""Throw PermissionError when a shipped category is deleted by anything but the import of fixtures."""
	if doc.shipped and not frappe.flags.in_fixtures:
		_throw_shipped(doc)


def _throw_shipped(doc) -> None:
	message = _("Category {0} is shipped with the system and cannot be changed").format(doc.code)
	frappe.throw(message, frappe.PermissionError)
