from frappe.model.document import Document


class FormerOwner(Document):
	"""Who owned the matter before, from when to when."""
