from frappe.model.document import Document

from xinfang_app.insight.quality import rule_lock


class QualityRule(Document):
	"""数据质量规则: what a record must have at its stage. What may change in one: `quality.rule_lock`."""

	def validate(self):
		rule_lock.tidy(self)
		rule_lock.check(self, self.get_doc_before_save())

	def on_trash(self):
		rule_lock.refuse_deletion(self)
