from frappe.model.document import Document


class ReviewPanelist(Document):
	"""One of those who review."""
