from frappe.model.document import Document


class SupervisionEvidence(Document):
	"""A file that shows what was done."""
