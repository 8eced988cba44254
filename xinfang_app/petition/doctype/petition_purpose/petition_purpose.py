from frappe.model.document import Document


class PetitionPurpose(Document):
	"""A purpose of petitioning and its class under the regulation (code table F2)."""
