from frappe.model.document import Document

from xinfang_app.organization import posting_rules as rules


class Posting(Document):
	def before_validate(self):
		rules.complete(self)

	def validate(self):
		rules.check(self)

	def on_update(self):
		rules.take_effect(self)

	def after_delete(self):
		rules.take_effect(self)
