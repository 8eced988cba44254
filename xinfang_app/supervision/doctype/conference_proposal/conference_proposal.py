from frappe.model.document import Document

from xinfang_app.petition import records
from xinfang_app.supervision import matters, titles


class ConferenceProposal(Document):
	"""提请联席会议: drafted, proposed and decided by `proposals` (art. 39)."""

	def onload(self):
		records.show_people(self)

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		records.keep_service_fields(self, editable_at=("Draft",), field="status")

	def validate(self):
		matters.check(self)
		self.title = titles.of_proposal(self)

	def on_trash(self):
		records.refuse_deletion(self)
