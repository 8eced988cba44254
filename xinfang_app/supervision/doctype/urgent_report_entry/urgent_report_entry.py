from frappe.model.document import Document


class UrgentReportEntry(Document):
	"""One report: the first, a follow-up (续报), the last (终报)."""
