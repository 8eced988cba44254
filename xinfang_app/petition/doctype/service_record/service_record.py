from frappe.model.document import Document


class ServiceRecord(Document):
	pass
