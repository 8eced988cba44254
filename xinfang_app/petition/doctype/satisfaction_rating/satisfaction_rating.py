from frappe.model.document import Document


class SatisfactionRating(Document):
	pass
