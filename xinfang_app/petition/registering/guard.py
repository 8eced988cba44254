"""What a form, REST or an import may not change on a Petition or a Petition Submission.

Rule: fields that are read-only in the form belong to the services. Frappe checks read-only in the browser only; so
on every save that no service makes, these fields are put back to what the database says, whatever was sent. A
service is known by `flags.ignore_permissions`, which HTTP cannot set. After registration nothing of the piece
changes any more except through a service. What was received or registered is never deleted (arts. 22, 23, 44).
"""

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.utils import cint, flt

from xinfang_app.petition.registering.errors import AlreadyRegistered, OnlyByRegistration, RecordKept

LAYOUT = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold")
NUMERIC = {"Check": cint, "Int": cint, "Float": flt, "Currency": flt}


def by_service(doc: Document) -> bool:
	"""Return whether a service of this app writes `doc` (and not a form, REST or an import)."""
	return bool(doc.flags.ignore_permissions)


def restore_service_fields(doc: Document, except_for: tuple[str, ...] = ()) -> None:
	"""Put every read-only field of `doc` back to its stored value (its default on a new row) unless a service writes."""
	if by_service(doc):
		return
	before = doc.get_doc_before_save()
	for field in doc.meta.fields:
		if not field.read_only or field.fieldtype in LAYOUT or field.fieldname in except_for:
			continue
		if field.fieldtype in table_fields:
			doc.set(field.fieldname, before.get(field.fieldname) if before else [])
		else:
			doc.set(field.fieldname, before.get(field.fieldname) if before else _default(field))


def refuse_change_after_registration(doc: Document) -> None:
	"""Refuse, in a save that no service makes, any change of a registered piece. Raises AlreadyRegistered."""
	before = doc.get_doc_before_save()
	if by_service(doc) or not before or before.status != "Registered":
		return
	changed = [
		field.label or field.fieldname
		for field in doc.meta.fields
		if field.fieldtype not in LAYOUT and _differs(doc, before, field)
	]
	if changed:
		frappe.throw(
			_("The piece is registered; it can no longer be changed here: {0}").format(
				"、".join(_(label) for label in changed)
			),
			AlreadyRegistered,
		)


def refuse_foreign_insert(doc: Document) -> None:
	"""Refuse a Petition that does not come out of registration. Raises OnlyByRegistration."""
	if not by_service(doc):
		frappe.throw(
			_("A petition is made by registering a submission, in no other way."), OnlyByRegistration
		)


def refuse_deletion(doc: Document) -> None:
	"""Refuse to delete what was received: the trace of a piece ends in its file, never in the bin. Raises RecordKept."""
	frappe.throw(
		_("What was received cannot be deleted. File it with a reason instead (art. 44)."), RecordKept
	)


def _default(field):
	cast = NUMERIC.get(field.fieldtype)
	return cast(field.default) if cast else field.default or None


def _differs(doc: Document, before: Document, field) -> bool:
	if field.fieldtype in table_fields:
		rows = [_row(row) for row in doc.get(field.fieldname) or []]
		return rows != [_row(row) for row in before.get(field.fieldname) or []]
	new, old = doc.get(field.fieldname), before.get(field.fieldname)
	cast = NUMERIC.get(field.fieldtype, lambda value: str(value or ""))
	return cast(new) != cast(old)


def _row(row: Document) -> tuple:
	return tuple(
		str(row.get(field.fieldname) or "") for field in row.meta.fields if field.fieldtype not in LAYOUT
	)
