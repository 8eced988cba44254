from frappe.model.document import Document


class Mediator(Document):
	"""Who mediates."""
