from frappe.model.document import Document


class HearingPhase(Document):
	"""The record of one phase of a hearing."""
