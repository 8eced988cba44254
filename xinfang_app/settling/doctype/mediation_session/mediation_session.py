from frappe.model.document import Document


class MediationSession(Document):
	"""One session of a mediation."""
