from frappe.model.document import Document

from xinfang_app.workflows import editing


class Procedure(Document):
	"""A procedure as the admin edits it. It counts only once it is published (`workflows.publishing`)."""

	def validate(self):
		editing.tidy(self)

	def on_update(self):
		editing.keep_one_default(self)

	def on_trash(self):
		editing.refuse_deletion(self)
