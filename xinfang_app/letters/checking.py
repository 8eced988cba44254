"""The check of a Letter Template before it is kept."""

import re

import frappe
from frappe import _

from xinfang_app.letters import case, fields, markup, sandbox
from xinfang_app.letters.render import explained

# The parts of a template that are rendered, with their labels.
PARTS = {
	"salutation": "Salutation line",
	"body": "Text of the paper",
	"attachments": "Attachments note",
	"copy_to": "Copies to",
}


def problems(template) -> list[str]:
	"""Return what is wrong with a template, in the user's words; an empty list if it can be used."""
	found = []
	if template.document_type not in case.document_types():
		return [_("No papers can be written about {0}").format(_(template.document_type))]
	if template.needs_number and not template.number_word:
		found.append(_("A numbered paper needs a number word"))
	for part, label in PARTS.items():
		text = template.get(part) or ""
		try:
			markup.check(_without_jinja(text), balanced=False)
			markup.check(fields.check(text, template.document_type), balanced=True)
		except sandbox.TextError as error:
			found.append(f"{_(label)}：{frappe.utils.escape_html(explained(error))}")
	return found


def _without_jinja(text: str) -> str:
	"""The HTML of a template: statements and expressions replaced by nothing and by a letter, lines kept."""

	def blank(match):
		return "\n" * match[0].count("\n") + ("x" if match[0].startswith("{{") else "")

	return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", blank, text, flags=re.S)
