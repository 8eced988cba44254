"""What the desk calls: checking and previewing a template, looking at a paper, its PDF."""

import frappe
from frappe import _

from xinfang_app.access import identity, scope
from xinfang_app.letters import (
	by_hand,
	case,
	checking,
	fields,
	issuing,
	paper,
	pdf,
	previewing,
	render,
	slots,
)
from xinfang_app.letters.errors import LetterNotIssuable, LetterTextError


@frappe.whitelist()
def available_fields(document_type: str) -> list[dict]:
	"""Return the fields a template for `document_type` may print: path, meaning, sample as printed."""
	_require("read")
	if document_type not in case.document_types():
		return []
	return [
		{"path": field.path, "meaning": field.meaning, "sample": render.sample_text(field.sample)}
		for field in fields.listed(document_type)
	]


@frappe.whitelist()
def document_types() -> list[str]:
	"""Return the DocTypes about which papers can be written."""
	_require("read")
	return case.document_types()


@frappe.whitelist(methods=["POST"])
def preview(template: dict | str, ref_name: str | None = None, organ: str | None = None) -> dict:
	"""Return {"html", "problems"} of a template, on the sample or on the record `ref_name` the user may see.

	`template` is the form's unsaved text for who may write templates, else the name of a stored one.
	"""
	_require("read")
	given = (
		frappe.parse_json(template)
		if str(template).lstrip().startswith("{") or isinstance(template, dict)
		else None
	)
	if given is None:
		draft = frappe.get_doc("Letter Template", template)
	else:
		_require("write")
		draft = frappe.get_doc({**given, "doctype": "Letter Template"})
	problems = checking.problems(draft)
	if problems:
		return {"html": "", "problems": problems}
	if ref_name:
		return {"html": previewing.on_record(draft, ref_name, organ), "problems": []}
	return {"html": render.preview_on_sample(draft), "problems": []}


@frappe.whitelist()
def cases(document_type: str, code: str, txt: str = "") -> list[dict]:
	"""Return records in the user's scope to look at the paper `code` on: [{value, label}]."""
	_require("read")
	if document_type not in case.document_types():
		return []
	return case.find(document_type, code, txt)


@frappe.whitelist()
def show(letter: str) -> str:
	"""Return the paper as HTML with masked names, for the desk."""
	return paper.on_screen(paper.styled(render.masked(_readable(letter).html)))


@frappe.whitelist()
def download(letter: str, reason: str | None = None, view: bool | str = False) -> None:
	"""Send the PDF of a paper; it names people, so it opens their identities: own task, or `reason` (logged)."""
	doc = _readable(letter)
	if slots.has_secret(doc.html):
		scope.require(frappe.get_doc(doc.ref_doctype, doc.ref_name), "act")
	made = pdf.is_made(doc.name)
	content = pdf.of(doc, reason=reason)
	if made:
		for petitioner in slots.petitioners(doc.html):
			identity.open(petitioner, doc.ref_doctype, doc.ref_name, reason=reason)
	# A GET is rolled back unless told otherwise; the log of the opening has to stay.
	frappe.local.flags.commit = True
	frappe.local.response.filename = f"{doc.document_number or doc.title}.pdf"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf" if frappe.utils.cint(view) else "download"


@frappe.whitelist(methods=["POST"])
def download_word(letter: str, reason: str | None = None) -> None:
	"""Send an issued paper as docx, to copy from; it opens identities as the PDF does."""
	doc = _readable(letter)
	if slots.has_secret(doc.html):
		scope.require(frappe.get_doc(doc.ref_doctype, doc.ref_name), "act")
	_send_word(previewing.issued_word(doc, reason), doc.document_number or doc.title)


@frappe.whitelist(methods=["POST"])
def draft_word(template: str, doctype: str, name: str) -> None:
	"""Send the draft of a paper about a record the user acts on as docx."""
	paper_template = issuing.template(template)
	if paper_template.document_type != doctype:
		frappe.throw(
			_("{0} is not written about this record").format(paper_template.title), LetterNotIssuable
		)
	content = previewing.draft_word(paper_template, frappe.get_doc(doctype, name))
	_send_word(content, f"{paper_template.title}（草稿）")


@frappe.whitelist()
def drafts(doctype: str, name: str) -> list[dict]:
	"""Return the papers about a record whose draft the user can have in Word: [{code, title}]."""
	doc = frappe.get_doc(doctype, name)
	return previewing.drafts_of(doc) if scope.may(doc, "act") else []


@frappe.whitelist()
def made_by_hand(doctype: str, name: str | None = None) -> list[dict]:
	"""Return the papers that an officer may make from the form of a `doctype` (`by_hand.offered`)."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return by_hand.offered(doctype, name)


@frappe.whitelist(methods=["POST"])
def issue_by_hand(template: str, doctype: str, name: str, extra: dict | str | None = None) -> str:
	"""Issue a paper that comes with no step, about a record the user's organ has in hand; return the letter's name."""
	doc = frappe.get_doc(doctype, name)
	scope.require(doc, "read")
	return by_hand.make(template, doc, frappe.parse_json(extra) if extra else None).name


@frappe.whitelist()
def letters_about(doctype: str, name: str) -> list[dict]:
	"""Return the papers about a record or its petition that the user may see, newest first."""
	doc = frappe.get_doc(doctype, name)
	scope.require(doc, "read")
	filters = {"petition": name} if doctype == "Petition" else {"ref_doctype": doctype, "ref_name": name}
	rows = scope.get_list(
		"Official Letter",
		filters,
		fields=["name", "document_number", "title", "organ", "issued_on", "addressed_to"],
		order_by="issued_on desc",
	)
	for row in rows:
		row["organ_title"] = frappe.get_cached_value("Organ", row["organ"], "title")
	return rows


def _send_word(content: bytes, title: str) -> None:
	frappe.local.response.filename = f"{title}.docx"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"


def _require(ptype: str) -> None:
	"""Frappe's own `throw=True` raises different errors in different versions."""
	if not frappe.has_permission("Letter Template", ptype):
		frappe.throw(_("You may not use letter templates in this way"), frappe.PermissionError)


def _readable(letter: str):
	doc = frappe.get_doc("Official Letter", letter)
	scope.require(doc, "read")
	if not doc.html:
		frappe.throw(_("This letter has no text"), LetterTextError)
	return doc
