from xinfang_app.petition import records
from xinfang_app.petition.answering import passing
from xinfang_app.petition.registering import guard
from xinfang_app.supervision import freshness, matters, titles
from xinfang_app.workflows.staged import StagedDocument


class SupervisionLetter(StagedDocument):
	"""督办函: drafted by `drafting` or `escalation`, signed and sent by `letters`, answered by `replying`, verified by `verifying`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		passing.refuse_by_hand(self)
		records.keep_service_fields(self, editable_at=("Draft",))

	def validate(self):
		matters.check(self)
		if not guard.by_service(self):
			freshness.by_form(self)
		self.title = titles.of_letter(self)
		super().validate()

	def on_trash(self):
		records.refuse_deletion(self)
