from frappe.model.document import Document

from xinfang_app.exchange import mapping


class ExchangeMapping(Document):
	"""列对应: what the columns and words of one kind of list mean here; the admin's to change."""

	def validate(self):
		mapping.check(self)
