from frappe.model.document import Document


class UpperSystem(Document):
	"""上级系统: a system of a superior petition office whose lists come down and whose results go up."""
