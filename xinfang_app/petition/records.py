"""What a form, REST or an import may not do to the records from hearing to archive.

Rule: these records are made, moved and kept by services (see `handling`). A save that no service makes changes only
what the form offers, and of an opinion, an extension or a case file only while it is a draft; everything else is put
back to what the database says. None is ever deleted: what an organ did or failed to do stays on record (arts. 42–46).
An archived petition takes no change at all (`archive`).
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.handling_errors import WrongMoment
from xinfang_app.petition.registering import guard
from xinfang_app.petition.registering.errors import RecordKept
from xinfang_app.workflows.staged import StagedDocument


class KeptRecord(Document):
	"""A record that only services write: base of the controllers without a draft of their own."""

	def onload(self):
		show_people(self)

	def before_insert(self):
		refuse_foreign_insert(self)

	def before_validate(self):
		keep_service_fields(self)

	def on_trash(self):
		refuse_deletion(self)


class StagedRecord(KeptRecord, StagedDocument):
	"""A record that only services write, and move along its procedure."""


def refuse_foreign_insert(record: Document) -> None:
	"""Refuse a record that no service makes. Raises RecordKept."""
	if not guard.by_service(record):
		frappe.throw(_("This record is made from the petition's own form, in no other way."), RecordKept)


def keep_service_fields(record: Document, editable_at: tuple[str, ...] = (), field: str = "stage") -> None:
	"""Put back what belongs to the services; outside `editable_at` (values of `field`) refuse any save by a form.

	`workflow_state` is left to the workflow. Raises WrongMoment.
	"""
	if guard.by_service(record):
		return
	before = record.get_doc_before_save()
	guard.restore_service_fields(record, except_for=("workflow_state",))
	moves = before and record.get("workflow_state") != before.get("workflow_state")
	if before and before.get(field) not in editable_at and not moves:
		frappe.throw(_("This record can no longer be changed here."), WrongMoment)
	if before and moves:
		_keep_all(record, before)


def show_people(record: Document) -> None:
	"""Give the form the names of the officials on `record`: a reader wants a name, not an account."""
	users = {
		record.get(df.fieldname) for df in record.meta.get("fields", {"fieldtype": "Link", "options": "User"})
	}
	record.set_onload("people", {user: frappe.utils.get_fullname(user) for user in users if user})


def refuse_deletion(record: Document) -> None:
	"""Refuse to delete a record. Raises RecordKept."""
	frappe.throw(_("Records of a petition are kept; they cannot be deleted."), RecordKept)


def _keep_all(record: Document, before: Document) -> None:
	"""A step of the workflow carries no other change with it."""
	for df in record.meta.fields:
		if df.fieldtype not in guard.LAYOUT and df.fieldname != "workflow_state":
			record.set(df.fieldname, before.get(df.fieldname))
