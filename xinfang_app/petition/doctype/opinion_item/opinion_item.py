from frappe.model.document import Document


class OpinionItem(Document):
	pass
