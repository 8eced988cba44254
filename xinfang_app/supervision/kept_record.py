"""Base of records that services alone write: forms and REST read at most, nobody deletes (arts. 42–46)."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.petition import records
from xinfang_app.petition.registering import guard
from xinfang_app.petition.registering.errors import RecordKept


class SupervisionRecord(Document):
	"""A record of this room: made and moved by its services; every other save is refused."""

	def onload(self):
		records.show_people(self)

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
		frappe.throw(
			_("{0}: made and changed with its own buttons only.").format(_(self.doctype)), RecordKept
		)
