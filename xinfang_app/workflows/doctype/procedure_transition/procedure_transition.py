from frappe.model.document import Document


class ProcedureTransition(Document):
	pass
