from frappe.model.document import Document


class MeetingVenue(Document):
	"""场所: where hearings are held and disputes mediated; booked by `settling.booking`."""
