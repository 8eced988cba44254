from frappe.model.document import Document


class SupervisionCopy(Document):
	"""An organ to which a copy goes, or which is inspected."""
