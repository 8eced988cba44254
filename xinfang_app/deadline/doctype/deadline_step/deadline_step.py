import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline.errors import AppendOnly


class DeadlineStep(Document):
	"""A step by which an organ was pressed, or a card. Written by `deadline.tick_writing` and `deadline.cards` only."""

	def validate(self):
		frappe.throw(_("Steps are written by the clocks; they cannot be edited."), AppendOnly)

	def on_trash(self):
		frappe.throw(_("What was recorded cannot be deleted."), AppendOnly)
