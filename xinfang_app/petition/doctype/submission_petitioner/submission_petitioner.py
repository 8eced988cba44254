from frappe.model.document import Document


class SubmissionPetitioner(Document):
	"""One person or organization behind a submission: a link to the identity and its masked name."""
