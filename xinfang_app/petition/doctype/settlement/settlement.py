from frappe.model.document import Document


class Settlement(Document):
	pass
