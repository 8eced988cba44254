import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline.errors import AppendOnly


class EscalationLadder(Document):
	"""The steps of a policy as they were saved; clocks that run climb them. Written by `deadline.policies.keep`."""

	def validate(self):
		if not self.is_new():
			frappe.throw(_("What was recorded cannot be changed."), AppendOnly)

	def on_trash(self):
		frappe.throw(_("What was recorded cannot be deleted."), AppendOnly)
