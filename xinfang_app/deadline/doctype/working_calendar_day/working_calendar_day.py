from frappe.model.document import Document

from xinfang_app.deadline import recount


class WorkingCalendarDay(Document):
	"""A rest day or make-up workday that the admin entered; running clocks follow."""

	def on_update(self):
		recount.enqueue()

	def after_delete(self):
		recount.enqueue()
