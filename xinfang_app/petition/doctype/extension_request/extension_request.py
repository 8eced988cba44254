from xinfang_app.petition import records
from xinfang_app.petition.answering import passing
from xinfang_app.workflows.staged import StagedDocument


class ExtensionRequest(StagedDocument):
	"""延期办理审批: made by `extension.request`, decided by the organ's head, told by `extension.notify`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		passing.refuse_by_hand(self)
		records.keep_service_fields(self, editable_at=("Draft",))

	def on_trash(self):
		records.refuse_deletion(self)
