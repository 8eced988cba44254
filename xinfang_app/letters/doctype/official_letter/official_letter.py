import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters.errors import LetterFrozen

# Set when the PDF is made; custody writes scope_code and holder by SQL when the matter changes hands.
_AFTER_ISSUE = {"pdf", "pdf_sha256", "page_count", "scope_code", "holder", "modified", "modified_by", "idx"}


class OfficialLetter(Document):
	def before_insert(self):
		if not self.flags.issuing:
			frappe.throw(_("Official letters come from the step that issues them"), LetterFrozen)

	def validate(self):
		if not self.is_new():
			self._check_unchanged()

	def on_trash(self):
		frappe.throw(_("An issued letter cannot be deleted"), LetterFrozen)

	def before_rename(self, old, new, merge=False):
		frappe.throw(_("An issued letter cannot be changed"), LetterFrozen)

	def _check_unchanged(self):
		before = self.get_doc_before_save()
		for field in self.meta.get_valid_columns():
			if field not in _AFTER_ISSUE and (self.get(field) or "") != (before.get(field) or ""):
				frappe.throw(_("An issued letter cannot be changed"), LetterFrozen)
