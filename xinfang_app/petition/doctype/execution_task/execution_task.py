from frappe.model.document import Document


class ExecutionTask(Document):
	pass
