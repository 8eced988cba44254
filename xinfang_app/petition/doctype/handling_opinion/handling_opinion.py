from frappe.model.document import Document


class HandlingOpinion(Document):
	pass
