from frappe.model.document import Document


class ExtensionRequest(Document):
	pass
