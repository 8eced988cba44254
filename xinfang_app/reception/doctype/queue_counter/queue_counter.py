from frappe.model.document import Document


class QueueCounter(Document):
	"""The counter of one office and day; a row of the database only (`visits.queue`)."""
