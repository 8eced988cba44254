from frappe.model.document import Document


class ProcedurePublication(Document):
	pass
