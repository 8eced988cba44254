from frappe.model.document import Document


class OwnershipReport(Document):
	"""A monthly report, written by `owning.reports`."""
