from xinfang_app.petition import records
from xinfang_app.petition.answering import opinion, passing
from xinfang_app.workflows.staged import StagedDocument


class HandlingOpinion(StagedDocument):
	"""处理意见书: made by `opinion.draft`; a draft is edited on the form, everything else is done by the services."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		passing.refuse_by_hand(self)
		records.keep_service_fields(self, editable_at=("Draft", "Returned"))

	def validate(self):
		super().validate()
		self.result = opinion.whole([item.result for item in self.items])

	def on_trash(self):
		records.refuse_deletion(self)
