from frappe.model.document import Document


class SealedCustodian(Document):
	"""A custodian named for one sealed accusation."""
