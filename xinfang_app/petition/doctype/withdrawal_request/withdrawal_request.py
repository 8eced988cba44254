from frappe.model.document import Document


class WithdrawalRequest(Document):
	pass
