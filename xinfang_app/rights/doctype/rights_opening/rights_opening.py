from frappe.model.document import Document


class RightsOpening(Document):
	pass
