from frappe.model.document import Document


class PetitionChannel(Document):
	"""A channel by which a piece comes in (code table F1): form and channel only, never level or agent."""
