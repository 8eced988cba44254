"""From a template and a case to the text of a paper.

`html` gives the frozen text with identity slots; `filled` and `masked` are what the PDF and the desk show of it.
"""

from datetime import datetime

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.letters import case, document_numbers, fields, paper, papercode, sandbox, slots
from xinfang_app.letters.errors import LetterTextError


def context(the_case: case.LetterCase, template, organ: str, moment: datetime, number: str | None) -> dict:
	"""Return the plain data for `template`: the case's data plus `organ`, `letter` and `extra`."""
	data = dict(the_case.data)
	data["organ"] = organ_data(organ)
	data["letter"] = {
		"code": template.code,
		"title": template.title,
		"number": number or "",
		"date": moment.date(),
		"issued_on": moment,
		"year": moment.year,
	}
	data["extra"] = fields.completed_extra(template.document_type, the_case.extra)
	return fields.plain(data)


def organ_data(organ: str) -> dict:
	"""Return what papers print of an organ."""
	row = frappe.db.get_value(
		"Organ",
		organ,
		["name as code", "title", "short_title", "document_word", "address", "phone", "seal_image", "kind"],
		as_dict=True,
	)
	return dict(row or {}, seal=organ if row and row.seal_image else "")


def html(template, data: dict, code: str = papercode.SPECIMEN) -> str:
	"""Return the paper as a complete HTML text with identity slots; raises `LetterTextError` in Chinese.

	`code` is printed on every page; the default is the specimen's, which is no paper's code.
	"""
	try:
		return paper.page(
			layout=template.layout,
			title=template.title,
			organ=data["organ"],
			number=data["letter"]["number"],
			date=data["letter"]["date"],
			secrecy=template.secrecy,
			has_seal=bool(template.has_seal),
			salutation=sandbox.render(template.salutation or "", data),
			body=sandbox.render(template.body or "", data),
			attachments=sandbox.render(template.attachments or "", data),
			copy_to=sandbox.render(template.copy_to or "", data),
			code=code,
		)
	except sandbox.TextError as error:
		frappe.throw(f"{template.title}：{explained(error)}", LetterTextError)


def on_sample(template) -> str:
	"""Return the text of an unsaved template with the invented sample."""
	data = fields.sample(template.document_type)
	data["letter"] = {**data["letter"], "code": template.code, "title": template.title}
	data["letter"]["number"] = _sample_number(template, data["organ"]["short_title"], data["letter"]["year"])
	return html(template, data)


def on_record(template, doc, organ: str | None = None, code: str = papercode.SPECIMEN) -> str:
	"""Return the text of an unsaved template about `doc`, with its slots; no number is taken."""
	the_case = case.of(doc, template.code)
	issuing_organ = organ or the_case.holder
	number = _sample_number(
		template, frappe.db.get_value("Organ", issuing_organ, "document_word"), when.today().year
	)
	return html(template, context(the_case, template, issuing_organ, when.now(), number), code)


def preview_on_sample(template) -> str:
	"""Return an unsaved template rendered with the invented sample, marked as a preview, with its style sheet."""
	return paper.on_screen(paper.styled(on_sample(template), preview=True))


def preview_on(template, doc, organ: str | None = None, value=None) -> str:
	"""Return an unsaved template rendered about `doc`, marked as a preview, with its style sheet.

	Names are masked, unless `value(petitioner, part)` is given, which has opened them.
	"""
	text = on_record(template, doc, organ)
	text = slots.fill(text, value) if value else masked(text)
	return paper.on_screen(paper.styled(text, preview=True))


def sample_text(value) -> str:
	"""Return a sample value as a paper prints it, for the list of fields."""
	return str(sandbox.printed(value))


def _sample_number(template, word: str | None, year: int) -> str:
	if not template.needs_number:
		return ""
	return document_numbers.written(word or "", template.number_word or "", year, 0).replace("〕0号", "〕×号")


def masked(text: str) -> str:
	"""Return the text of a paper with masked names and without phone, address and ID numbers: what the desk shows."""
	names = {name: frappe.db.get_value("Petitioner", name, "masked_name") for name in slots.petitioners(text)}
	return slots.fill(text, lambda name, part: names[name] if part == "name" else "＊＊＊")


def explained(error: sandbox.TextError) -> str:
	"""Return the user's words for an error in a template's text."""
	words = {
		"syntax": _("the text cannot be read: {0}"),
		"unknown_field": _("there is no field {0}"),
		"unknown_filter": _("there is no filter {0}"),
		"forbidden": _("not allowed in a template: {0}"),
		"tag": _("this HTML is not allowed: {0}"),
		"too_long": _("the paper becomes too long"),
		"failed": _("the text cannot be worked out: {0}"),
	}[error.kind].format(error.detail)
	return _("line {0}: {1}").format(error.line, words) if error.line else words
