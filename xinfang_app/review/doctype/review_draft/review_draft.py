from frappe.model.document import Document

from xinfang_app.petition import records
from xinfang_app.petition.registering import guard
from xinfang_app.review import drafting


class ReviewDraft(Document):
	"""The draft of the opinion of a review: made by `drafting.begin`, edited on its form until it is sent up."""

	def before_insert(self):
		records.refuse_foreign_insert(self)

	def before_validate(self):
		if guard.by_service(self):
			return
		guard.restore_service_fields(self)
		drafting.check_open(self)
		drafting.keep_rows(self)

	def on_trash(self):
		records.refuse_deletion(self)
