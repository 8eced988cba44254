from xinfang_app.petition.registering import guard
from xinfang_app.workflows.staged import StagedDocument


class Petition(StagedDocument):
	"""信访事项: the matter itself. Made by `register.register` only and moved by the services of this room."""

	def before_insert(self):
		guard.refuse_foreign_insert(self)

	def before_validate(self):
		guard.restore_service_fields(self, except_for=("workflow_state",))

	def on_trash(self):
		guard.refuse_deletion(self)
