from frappe.model.document import Document

from xinfang_app.reception.leaders import rules


class ReceptionRule(Document):
	"""接访排班规则: on which days a leader receives, and who in what order; kept by the office that runs it."""

	def validate(self):
		rules.check(self)

	def on_trash(self):
		rules.refuse_used(self)
