from xinfang_app.petition import records
from xinfang_app.workflows.staged import StagedDocument


class LeaderInstruction(StagedDocument):
	"""批示: given, seen, answered and closed by `instructions`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self)

	def on_trash(self):
		records.refuse_deletion(self)
