from frappe.model.document import Document

from xinfang_app.deadline import policies, policy_rules, rules


class EscalationPolicy(Document):
	"""Steps by which a running duty is pressed. What may stand in it: `deadline.policy_rules`."""

	def validate(self):
		policy_rules.check(self)
		self.ladder = policies.keep(self)

	def on_update(self):
		rules.forget()

	def on_trash(self):
		policy_rules.refuse_deletion(self)

	def after_delete(self):
		rules.forget()
