from frappe.model.document import Document


class PetitionNotice(Document):
	"""What a petitioner was told in writing; written by `petition.notices` only."""
