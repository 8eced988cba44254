from xinfang_app.petition import records
from xinfang_app.petition.answering import passing
from xinfang_app.workflows.staged import StagedDocument


class LeaderOwnership(StagedDocument):
	"""包案: proposed by `owning.proposing`, approved by `owning.approving`, worked on and closed by the modules beside them."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		passing.refuse_by_hand(self)
		records.keep_service_fields(self)

	def on_trash(self):
		records.refuse_deletion(self)
