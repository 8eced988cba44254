from frappe.model.document import Document


class Recusal(Document):
	pass
