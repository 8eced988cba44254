from frappe.model.document import Document


class UrgentReportLink(Document):
	"""One link of the report chain: to whom, when, how, received by whom."""
