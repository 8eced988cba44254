from frappe.model.document import Document


class PetitionClaim(Document):
	"""One claim of a petition, and later the answer to it."""
