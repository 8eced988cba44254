from frappe.model.document import Document


class AcceptanceDispute(Document):
	"""Who accepts a matter of several organs (art. 24); written by `petition.dispute` only."""
