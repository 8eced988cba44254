from frappe.model.document import Document


class OwnershipExtension(Document):
	"""A longer term that was asked for, and what was decided."""
