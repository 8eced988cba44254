from frappe.model.document import Document


class HearingEvidence(Document):
	"""One piece of evidence of a hearing."""
