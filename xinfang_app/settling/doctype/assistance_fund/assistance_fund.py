from frappe.model.document import Document

from xinfang_app.settling import assistance_funds


class AssistanceFund(Document):
	"""A fund of one organ for one year, from which help in money is given."""

	def validate(self):
		assistance_funds.check(self)
