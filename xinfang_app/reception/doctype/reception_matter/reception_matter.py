from frappe.model.document import Document


class ReceptionMatter(Document):
	pass
