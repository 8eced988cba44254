from frappe.model.document import Document


class AccountabilityArticle(Document):
	"""An item of arts. 42–46 under which a breach falls (code table F7)."""
