from frappe.model.document import Document


class OwnershipMeeting(Document):
	"""A meeting with the petitioner, written by `owning.meetings`."""
