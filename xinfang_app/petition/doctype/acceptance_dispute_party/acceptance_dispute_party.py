from frappe.model.document import Document


class AcceptanceDisputeParty(Document):
	"""One organ in an acceptance dispute and what it said."""
