from frappe.model.document import Document


class DeadlineRuleCondition(Document):
	pass
