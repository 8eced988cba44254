from xinfang_app.petition import records
from xinfang_app.petition.answering import passing
from xinfang_app.workflows.staged import StagedDocument


class AssistanceRecord(StagedDocument):
	"""帮扶救助: proposed, approved, given or declined in `assisting`; never tied to anything."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		passing.refuse_by_hand(self)
		records.keep_service_fields(self)

	def on_trash(self):
		records.refuse_deletion(self)
