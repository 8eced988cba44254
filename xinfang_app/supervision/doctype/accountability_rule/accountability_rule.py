from frappe.model.document import Document

from xinfang_app.supervision.accountability import rule_lock


class AccountabilityRule(Document):
	"""问责规则: which breaches of an organ raise a flag. What may be set in it: `accountability.rule_lock`."""

	def validate(self):
		rule_lock.check(self)
