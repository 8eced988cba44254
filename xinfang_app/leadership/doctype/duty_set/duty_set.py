from frappe.model.document import Document

from xinfang_app.leadership import duty_sets


class DutySet(Document):
	"""责任类型: the duties of a leader who owns a matter; rules in `duty_sets`."""

	def validate(self):
		duty_sets.check(self)
