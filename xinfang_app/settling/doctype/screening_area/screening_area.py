from frappe.model.document import Document


class ScreeningArea(Document):
	pass
