from frappe.model.document import Document


class ExchangeMappingColumn(Document):
	"""One column of an upper system's list and what it means here."""
