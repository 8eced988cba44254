from frappe.model.document import Document

from xinfang_app.organization import organ_rules as rules
from xinfang_app.organization import posting


class Organ(Document):
	def before_validate(self):
		rules.complete(self)

	def validate(self):
		rules.check(self)

	def on_update(self):
		posting.forget()
