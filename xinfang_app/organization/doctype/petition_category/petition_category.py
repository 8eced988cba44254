from frappe.model.document import Document

from xinfang_app.organization import category_rules as rules


class PetitionCategory(Document):
	def before_validate(self):
		rules.complete(self)

	def validate(self):
		rules.check(self)

	def on_trash(self):
		rules.refuse_deletion(self)
