from frappe.model.document import Document

from xinfang_app.deadline import rule_lock, rules


class DeadlineRule(Document):
	"""A term: what begins it, what meets it, whom it binds. What may change in it: `deadline.rule_lock`."""

	def validate(self):
		rule_lock.check(self, self.get_doc_before_save())

	def on_update(self):
		rules.forget()

	def on_trash(self):
		rule_lock.refuse_deletion(self)

	def after_delete(self):
		rules.forget()
