from frappe.model.document import Document


class RoutineDutyEntry(Document):
	"""One time that a recurring duty was done: when, by whom, with which proof."""
