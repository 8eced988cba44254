from frappe.model.document import Document


class CaseFile(Document):
	pass
