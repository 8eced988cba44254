import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline.errors import AppendOnly


class Deadline(Document):
	"""One clock on one document. Written by `deadline.rows.write` only; what was late stays on record."""

	def before_validate(self):
		if not self.flags.xf_engine:
			frappe.throw(_("Terms follow from what was recorded; they cannot be edited."), AppendOnly)

	def validate(self):
		before = self.get_doc_before_save()
		if before and before.was_late and not self.was_late:
			frappe.throw(_("What was late stays on record."), AppendOnly)

	def on_trash(self):
		frappe.throw(_("A term cannot be deleted."), AppendOnly)


def on_doctype_update():
	"""Add the indexes of the three questions asked all day.

	The clocks of one document (every milestone), those that come due (the job), an organ's open ones (work lists).
	"""
	frappe.db.add_index("Deadline", ["ref_name", "rule"])
	frappe.db.add_index("Deadline", ["organ", "state", "due_on"])
