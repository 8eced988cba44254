from frappe.model.document import Document

from xinfang_app.review import routing


class ReviewRoute(Document):
	"""A local rule on who reviews whom, kept by the admin (`routing`)."""

	def validate(self):
		routing.check(self)
