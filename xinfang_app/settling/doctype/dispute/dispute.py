from xinfang_app.petition import records
from xinfang_app.workflows.staged import StagedDocument


class Dispute(StagedDocument):
	"""矛盾纠纷: a dispute and its cause, never a person; found, sorted and settled by `screening.disputes`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self)

	def on_trash(self):
		records.refuse_deletion(self)
