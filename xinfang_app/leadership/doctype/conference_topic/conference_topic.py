from frappe.model.document import Document


class ConferenceTopic(Document):
	"""A topic of a meeting and what became of it."""
