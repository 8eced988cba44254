"""Frappe's own records about our documents: files, comments, versions, shares, mails, tasks, logs.

Rule: a row that refers to a guarded document is seen by whoever may see that document, and by nobody else; who wrote
or uploaded it makes no difference, nor does being System Manager. Frappe lists most of these by role alone, or by
"any document of a DocType you can read". A row about nothing guarded stays Frappe's: its own function is asked, and
True or False is returned, since 15 takes the first answer that is not None, and 16 refuses on None.

`TABLES` is the list; hooks.py names `rows__…` and `may` of this module for each of them.
"""

import frappe

from xinfang_app.access import protected
from xinfang_app.access.sql import column

#: DocType → (column with the DocType referred to, column with its name).
TABLES = {
	"File": ("attached_to_doctype", "attached_to_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"ToDo": ("reference_type", "reference_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Notification Log": ("document_type", "document_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
	"View Log": ("reference_doctype", "reference_name"),
	"Access Log": ("export_from", "reference_document"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Document Share Key": ("reference_doctype", "reference_docname"),
	"Tag Link": ("document_type", "document_name"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"Integration Request": ("reference_doctype", "reference_docname"),
	"Submission Queue": ("ref_doctype", "ref_docname"),
}
#: Child tables that say the same of their parent: DocType → (type column, name column).
CHILD_TABLES = {"Communication Link": ("link_doctype", "link_name")}
#: Where a row without a name tells of a whole list (an export) and not of one document.
OF_LISTS = ("Access Log",)
PREFIX = "rows__"


def __getattr__(attribute: str):
	"""`rows__file` is the query condition of File; made here because Frappe passes the user alone."""
	for doctype in (*TABLES, *CHILD_TABLES):
		if attribute == PREFIX + frappe.scrub(doctype):

			def rows(user: str | None = None, **_kwargs) -> str:
				return condition(doctype, user)

			return rows
	raise AttributeError(attribute)


def condition(doctype: str, user: str | None = None) -> str:
	"""Return the SQL condition on one of these tables."""
	type_column, name_column = (column(doctype, name) for name in (TABLES | CHILD_TABLES)[doctype])
	rule = protected.rows_with_reference(type_column, name_column, user)
	return f"(ifnull({name_column}, '') = '' or {rule})" if doctype in OF_LISTS else rule


def may(doc, ptype: str | None = None, user: str | None = None, **_kwargs) -> bool:
	"""Return whether `user` has `ptype` on a row of one of these tables. The has_permission hook of all of them."""
	user, ptype = user or frappe.session.user, ptype or "read"
	if user == "Administrator":
		return True
	type_column, name_column = TABLES[doc.doctype]
	pairs = {(doc.get(type_column), doc.get(name_column))}
	if not doc.is_new():
		# What is stored counts as well: a row cannot be pointed elsewhere to be read.
		pairs.add(frappe.db.get_value(doc.doctype, doc.name, [type_column, name_column]) or (None, None))
	for doctype, name in pairs:
		if protected.level(doctype) and not _may_refer(doc, doctype, name, ptype, user):
			return False
	if any(protected.level(doctype) for doctype, _name in pairs):
		return True
	return _frappes_answer(doc, ptype, user)


def _may_refer(doc, doctype: str, name: str | None, ptype: str, user: str) -> bool:
	if not name and doc.doctype in OF_LISTS:
		return True
	if not name or not frappe.db.exists(doctype, name):
		# An upload into a form that is not saved yet, or the trace of something purged.
		return doc.owner == user and protected.level(doctype) == protected.SCOPED
	asked = "write" if doc.doctype == "File" and ptype in ("create", "write", "delete") else "read"
	return protected.may_name(doctype, name, asked, user)


def _frappes_answer(doc, ptype: str, user: str) -> bool:
	"""What the other apps' hooks say, Frappe's own among them; True where there is none."""
	own = f"{__name__}.may"
	for method in reversed(frappe.get_hooks("has_permission").get(doc.doctype, [])):
		if method == own:
			continue
		answer = frappe.call(frappe.get_attr(method), doc=doc, ptype=ptype, user=user)
		if answer is not None:
			return bool(answer)
	return True
