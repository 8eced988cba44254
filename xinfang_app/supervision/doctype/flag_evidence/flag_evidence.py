from frappe.model.document import Document


class FlagEvidence(Document):
	"""One breach on which a flag rests."""
