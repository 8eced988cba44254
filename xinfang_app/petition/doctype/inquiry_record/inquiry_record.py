from frappe.model.document import Document


class InquiryRecord(Document):
	pass
