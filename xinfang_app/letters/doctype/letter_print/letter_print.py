import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters.errors import LetterFrozen


class LetterPrint(Document):
	"""A place in the print queue; only `letters.printing` makes and moves it."""

	def validate(self):
		if not self.flags.ignore_permissions:
			frappe.throw(_("The print queue is kept by the paper desk alone"), LetterFrozen)

	def on_trash(self):
		frappe.throw(_("What was printed stays on record"), LetterFrozen)
