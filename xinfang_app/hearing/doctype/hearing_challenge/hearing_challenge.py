from frappe.model.document import Document


class HearingChallenge(Document):
	"""A claim that somebody on the panel stand aside, and its decision."""
