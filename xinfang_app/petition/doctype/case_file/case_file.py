from frappe.model.document import Document

from xinfang_app.petition import records
from xinfang_app.petition.ending import archive


class CaseFile(Document):
	"""卷宗: made by `archive.compile_file`; its index is edited on the form until it is bound."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self, editable_at=("Being compiled",), field="status")

	def validate(self):
		archive.number_pages(self)

	def on_trash(self):
		records.refuse_deletion(self)
