from frappe.model.document import Document


class ReceptionRuleLeader(Document):
	pass
