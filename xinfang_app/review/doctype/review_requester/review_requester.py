from frappe.model.document import Document


class ReviewRequester(Document):
	"""One petitioner who asked for a review, with his own term."""
