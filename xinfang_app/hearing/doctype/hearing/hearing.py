from xinfang_app.hearing import drafting, pending
from xinfang_app.petition import records
from xinfang_app.petition.registering import guard
from xinfang_app.workflows.staged import StagedDocument


class Hearing(StagedDocument):
	"""听证: asked for and decided by `hearings`, announced by `notices`, held by `sitting`, ended by `concluding`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		if not guard.by_service(self):
			drafting.by_form(self)
		records.keep_service_fields(self, editable_at=drafting.EDITABLE)

	def validate(self):
		drafting.check(self)
		super().validate()
		# The stage is known only now.
		self.live_key = pending.live_key(self)

	def on_trash(self):
		records.refuse_deletion(self)
