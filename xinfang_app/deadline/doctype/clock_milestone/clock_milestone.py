import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline.errors import AppendOnly


class ClockMilestone(Document):
	"""Something that happened, and when it was entered. Written once by `deadline.milestones.record`."""

	def validate(self):
		if not self.is_new():
			frappe.throw(_("What was recorded cannot be changed."), AppendOnly)

	def on_trash(self):
		frappe.throw(_("What was recorded cannot be deleted."), AppendOnly)


def on_doctype_update():
	"""The road of one document, in order: read for every timeline and by services."""
	frappe.db.add_index("Clock Milestone", ["ref_name", "milestone"])
