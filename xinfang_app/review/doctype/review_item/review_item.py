from frappe.model.document import Document


class ReviewItem(Document):
	"""One claim in the opinion of a review: the result so far, and what comes in its place."""
