from frappe.model.document import Document

from xinfang_app.access.watch_words import refuse
from xinfang_app.petition import records


class Rectification(Document):
	"""整改: one finding of an inspection, ordered, mended and verified by `inspections`."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self, editable_at=("Draft",), field="status")

	def validate(self):
		refuse(self.finding, self.demand)

	def on_trash(self):
		records.refuse_deletion(self)
