from frappe.model.document import Document


class ResolutionCheck(Document):
	pass
