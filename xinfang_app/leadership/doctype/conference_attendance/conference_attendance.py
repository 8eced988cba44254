from frappe.model.document import Document


class ConferenceAttendance(Document):
	"""A member told of a meeting, and whether he came."""
