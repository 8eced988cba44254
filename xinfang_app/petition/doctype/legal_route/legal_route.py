from frappe.model.document import Document


class LegalRoute(Document):
	"""One branch outside the ordinary procedure, tracked to its end by `petition.pathway` and `petition.refusal`."""
