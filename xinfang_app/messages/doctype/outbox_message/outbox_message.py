import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.messages.errors import OutboxKept


class OutboxMessage(Document):
	"""待发事项: a row of the outbox; `messages.outbox` writes it set-based, `messages.sending` sends it."""

	def before_insert(self):
		self._refuse()

	def before_validate(self):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		frappe.throw(_("The outbox is written by services only."), OutboxKept)
