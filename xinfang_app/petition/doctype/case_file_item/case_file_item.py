from frappe.model.document import Document


class CaseFileItem(Document):
	pass
