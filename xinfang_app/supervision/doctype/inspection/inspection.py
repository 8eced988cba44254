from xinfang_app.petition import records
from xinfang_app.supervision import inspections
from xinfang_app.workflows.staged import StagedDocument


class Inspection(StagedDocument):
	"""督查: planned, begun, reported and closed by `inspections`; its findings are Rectifications."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self, editable_at=("Planned", "Under way"))

	def validate(self):
		inspections.check(self)
		super().validate()

	def on_trash(self):
		records.refuse_deletion(self)
