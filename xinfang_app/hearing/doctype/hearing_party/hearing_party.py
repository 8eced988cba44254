from frappe.model.document import Document


class HearingParty(Document):
	"""Who takes part in a hearing; people who petition stand here masked."""
