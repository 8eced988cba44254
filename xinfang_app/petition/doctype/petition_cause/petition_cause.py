from frappe.model.document import Document


class PetitionCause(Document):
	"""Why the matter arose; a cause may lie with the organ itself (code table F3)."""
