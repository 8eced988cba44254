from frappe.model.document import Document


class ExchangeMappingCode(Document):
	"""One word of an upper system's list and the code it stands for here."""
