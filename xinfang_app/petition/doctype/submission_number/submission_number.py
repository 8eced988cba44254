from frappe.model.document import Document


class SubmissionNumber(Document):
	"""The last number given in one county and year. Written by `petition.numbers` with one SQL statement only."""
