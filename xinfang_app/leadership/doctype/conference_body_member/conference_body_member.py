from frappe.model.document import Document


class ConferenceBodyMember(Document):
	"""A member of a joint conference: an organ and who comes for it."""
