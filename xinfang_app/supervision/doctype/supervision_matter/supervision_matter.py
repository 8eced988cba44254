from frappe.model.document import Document


class SupervisionMatter(Document):
	"""A matter of a letter, proposal or recommendation: number, title, facts."""
