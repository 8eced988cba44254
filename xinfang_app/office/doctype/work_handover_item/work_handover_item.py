from frappe.model.document import Document


class WorkHandoverItem(Document):
	"""One piece of open work in a hand-over, as it stood when the list was drawn up."""
