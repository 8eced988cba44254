from frappe.model.document import Document


class HearingVote(Document):
	"""One vote of a deliberation."""
