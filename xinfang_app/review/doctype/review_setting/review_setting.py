from frappe.model.document import Document

from xinfang_app.review import setting


class ReviewSetting(Document):
	"""The numbers of this room that the law leaves open."""

	def validate(self):
		setting.check(self)
