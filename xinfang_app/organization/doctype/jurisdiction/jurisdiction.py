from frappe.model.document import Document

from xinfang_app.organization import jurisdiction_rules as rules


class Jurisdiction(Document):
	def before_validate(self):
		rules.complete(self)

	def validate(self):
		rules.check(self)
		rules.keep_former_name(self)
