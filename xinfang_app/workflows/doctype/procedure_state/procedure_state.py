from frappe.model.document import Document


class ProcedureState(Document):
	pass
