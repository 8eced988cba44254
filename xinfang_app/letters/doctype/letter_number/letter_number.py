import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters.errors import LetterFrozen


class LetterNumber(Document):
	"""Counter behind 文号; only `letters.document_numbers` moves it, by SQL."""

	def validate(self):
		frappe.throw(_("The counter of document numbers cannot be edited"), LetterFrozen)

	def on_trash(self):
		frappe.throw(_("The counter of document numbers cannot be edited"), LetterFrozen)
