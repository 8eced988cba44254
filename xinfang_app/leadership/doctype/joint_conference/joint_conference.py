from xinfang_app.petition import records
from xinfang_app.workflows.staged import StagedDocument


class JointConference(StagedDocument):
	"""联席会议: called, held, signed and carried over by the modules of `conference`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self)

	def on_trash(self):
		records.refuse_deletion(self)
