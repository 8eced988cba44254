from frappe.model.document import Document


class DutySetItem(Document):
	"""One duty of a set: what the official does and by when."""
