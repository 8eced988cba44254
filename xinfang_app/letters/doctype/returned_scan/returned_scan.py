import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters.errors import LetterFrozen


class ReturnedScan(Document):
	"""A scanned paper that came back; only `letters.scans` makes and moves it."""

	def validate(self):
		if not self.flags.ignore_permissions:
			frappe.throw(_("Returned scans are kept by the paper desk alone"), LetterFrozen)

	def on_trash(self):
		frappe.throw(_("A returned scan is set aside, not deleted"), LetterFrozen)
