from frappe.model.document import Document


class OwnershipMember(Document):
	"""Somebody in the team (专班) of an ownership."""
