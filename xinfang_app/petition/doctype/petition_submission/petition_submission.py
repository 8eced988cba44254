from frappe.model.document import Document

from xinfang_app.petition.registering import entry, guard, receipt


class PetitionSubmission(Document):
	"""信访件: one incoming piece, as a draft from the first key stroke and registered by `register.register`."""

	def before_validate(self):
		guard.restore_service_fields(self)
		receipt.stamp(self)
		entry.put_away(self)
		receipt.fill(self)

	def validate(self):
		guard.refuse_change_after_registration(self)
		entry.check_representatives(self)

	def after_insert(self):
		receipt.record(self)

	def on_trash(self):
		guard.refuse_deletion(self)
