from frappe.model.document import Document


class DeadlineEvent(Document):
	pass
