from frappe.model.document import Document


class HearingMember(Document):
	"""Who leads, decides or takes down a hearing."""
