"""Base of this room's records: services make and change them, forms and REST read at most, nobody deletes."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition.registering import guard
from xinfang_app.petition.registering.errors import RecordKept


class OfficeRecord(Document):
	"""A record that only the services of this room write."""

	def before_insert(self):
		self._refuse_unless_service()

	def before_validate(self):
		self._refuse_unless_service()

	def on_trash(self):
		self._refuse()

	def _refuse_unless_service(self):
		if not guard.by_service(self):
			self._refuse()

	def _refuse(self):
		frappe.throw(_("{0}: made and changed from its own page only.").format(_(self.doctype)), RecordKept)
