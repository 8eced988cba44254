from xinfang_app.petition import records
from xinfang_app.petition.answering import passing
from xinfang_app.workflows.staged import StagedDocument


class PetitionReview(StagedDocument):
	"""复查, 复核: asked for in `requests`, taken on in `deciding`, decided in `decision`, served in `serving`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		passing.refuse_by_hand(self)
		records.keep_service_fields(self)

	def on_trash(self):
		records.refuse_deletion(self)
