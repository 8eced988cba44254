from frappe.model.document import Document


class DriveSuggestion(Document):
	pass
