from frappe.model.document import Document


class ClosingCode(Document):
	"""The legal ground on which a petition ends (code table C5)."""
