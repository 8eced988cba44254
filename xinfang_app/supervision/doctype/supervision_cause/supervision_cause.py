from frappe.model.document import Document


class SupervisionCause(Document):
	"""督办情形: code table (F6); a fixture, never edited on the desk."""
