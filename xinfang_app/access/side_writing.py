"""What nobody may hang on a guarded document: shares, keys, follows, tasks for strangers, mentions of strangers.

Rule. Sharing would override the rule of who sees what, so it is refused, for Administrator too; so is a key with which
a guest prints a document, and following one by mail. A task (ToDo) and a mention reach only people who may see the
document already: an assignment is no way round custody. Identities and sealed pieces take no comment, task, tag or
mail at all. Labels of people (watch_words.py) are refused as tags.

Each function is the hook of one of Frappe's DocTypes, before it is written.
"""

import frappe
from frappe import _
from frappe.desk.notifications import extract_mentions

from xinfang_app.access import protected, watch_words
from xinfang_app.access.errors import NotPermitted
from xinfang_app.access.side_records import TABLES

UNTOUCHABLE = (protected.CLOSED, protected.REGISTER)


def share(doc, method: str | None = None) -> None:
	"""DocShare, Document Share Key, Document Follow: refused on every guarded document."""
	doctype, _name = _reference(doc)
	if protected.level(doctype):
		frappe.throw(
			_("{0} cannot be shared or followed: who sees it follows from custody and tasks.").format(
				_(doctype)
			),
			NotPermitted,
		)


def assign(doc, method: str | None = None) -> None:
	"""ToDo: only for somebody who may see the document."""
	doctype, name = _reference(doc)
	_refuse_untouchable(doctype)
	person = doc.allocated_to
	if protected.level(doctype) and person and not protected.may_name(doctype, name, "read", person):
		frappe.throw(
			_("{0} has no access to this record. Hand the matter over or give a task first.").format(person),
			NotPermitted,
		)


def comment(doc, method: str | None = None) -> None:
	"""Comment: by somebody who may see the document, mentioning only people who may."""
	doctype, name = _reference(doc)
	_refuse_untouchable(doctype)
	if not protected.level(doctype) or not name:
		return
	if not protected.may_name(doctype, name) and not doc.flags.ignore_permissions:
		frappe.throw(_("You have no access to this record."), NotPermitted)
	for person in extract_mentions(doc.content or ""):
		if not protected.may_name(doctype, name, "read", person):
			frappe.throw(
				_("{0} has no access to this record and cannot be mentioned here.").format(person),
				NotPermitted,
			)


def communicate(doc, method: str | None = None) -> None:
	"""Communication: none about identities and sealed pieces; others by somebody who may see the document."""
	doctype, name = _reference(doc)
	_refuse_untouchable(doctype)
	if protected.level(doctype) and name and not protected.may_name(doctype, name):
		frappe.throw(_("You have no access to this record."), NotPermitted)


def tag(doc, method: str | None = None) -> None:
	"""Tag Link: none on identities, people's rows and sealed pieces, and no label of a person anywhere."""
	doctype, _name = _reference(doc)
	kind = protected.level(doctype)
	if kind in (*UNTOUCHABLE, protected.PERSON):
		frappe.throw(_("{0} cannot be tagged.").format(_(doctype)), NotPermitted)
	if kind:
		watch_words.refuse(doc.tag)


def _reference(doc) -> tuple[str | None, str | None]:
	type_column, name_column = TABLES[doc.doctype]
	return doc.get(type_column), doc.get(name_column)


def _refuse_untouchable(doctype: str | None) -> None:
	if protected.level(doctype) in UNTOUCHABLE:
		frappe.throw(_("Nothing can be attached to records of {0}.").format(_(doctype)), NotPermitted)
