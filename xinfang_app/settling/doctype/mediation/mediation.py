from xinfang_app.petition import records
from xinfang_app.petition.registering import guard
from xinfang_app.settling import mediating
from xinfang_app.workflows.staged import StagedDocument


class Mediation(StagedDocument):
	"""调解: begun with the consent of both sides, held and ended by `mediating`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		if not guard.by_service(self):
			mediating.by_form(self)
		records.keep_service_fields(self, editable_at=("Consent Asked",))

	def validate(self):
		mediating.check(self)
		super().validate()
		# The stage is known only now.
		self.live_key = mediating.live_key(self)

	def on_trash(self):
		records.refuse_deletion(self)
