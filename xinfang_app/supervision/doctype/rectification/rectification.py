from xinfang_app.access.watch_words import refuse
from xinfang_app.petition import records
from xinfang_app.workflows.staged import StagedDocument


class Rectification(StagedDocument):
	"""整改: one finding of an inspection, ordered, mended and verified by `inspections`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self, editable_at=("Draft",))

	def validate(self):
		refuse(self.finding, self.demand)
		super().validate()

	def on_trash(self):
		records.refuse_deletion(self)
