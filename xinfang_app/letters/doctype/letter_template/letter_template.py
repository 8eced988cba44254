import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.letters import checking
from xinfang_app.letters.errors import LetterTextError


class LetterTemplate(Document):
	def validate(self):
		problems = checking.problems(self)
		if problems:
			frappe.throw("<br>".join(problems), LetterTextError, title=_("The template cannot be used yet"))

	def on_trash(self):
		if frappe.db.exists("Official Letter", {"template": self.name}):
			frappe.throw(_("Letters were issued from this template; disable it instead"))
