from frappe.model.document import Document


class OrganCompetence(Document):
	pass
