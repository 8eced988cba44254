from frappe.model.document import Document


class HearingDeliberation(Document):
	"""评议: read and written by `deliberation` alone."""
