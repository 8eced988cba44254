from frappe.model.document import Document

from xinfang_app.leadership.conference import bodies


class ConferenceBody(Document):
	"""联席会议机制: who belongs to the conference and by which rules it meets; rules in `conference.bodies`."""

	def validate(self):
		bodies.check(self)
