"""What the desk calls: checking and previewing a template, looking at a paper, its PDF."""

import frappe
from frappe import _

from xinfang_app.access import identity, scope
from xinfang_app.letters import case, checking, fields, issuing, paper, pdf, render, slots
from xinfang_app.letters.errors import LetterTextError


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
	"""Return {"html", "problems"} of an unsaved template, on the sample or on the record `ref_name` the user may see."""
	_require("write")
	draft = frappe.get_doc({**frappe.parse_json(template), "doctype": "Letter Template"})
	problems = checking.problems(draft)
	if problems:
		return {"html": "", "problems": problems}
	if ref_name:
		doc = frappe.get_doc(draft.document_type, ref_name)
		scope.require(doc, "read")
		return {"html": render.preview_on(draft, doc, organ), "problems": []}
	return {"html": render.preview_on_sample(draft), "problems": []}


@frappe.whitelist()
def show(letter: str) -> str:
	"""Return the paper as HTML with masked names, for the desk."""
	return paper.styled(render.masked(_readable(letter).html))


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


@frappe.whitelist()
def made_by_hand(doctype: str) -> list[dict]:
	"""Return the templates that an officer may issue from the form of a `doctype`: code and title."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_all(
		"Letter Template",
		filters={"document_type": doctype, "by_hand": 1, "enabled": 1},
		fields=["code", "title"],
		order_by="code asc",
	)


@frappe.whitelist(methods=["POST"])
def issue_by_hand(template: str, doctype: str, name: str) -> str:
	"""Issue a paper that comes with no step, about a record the user's organ has in hand; return the letter's name."""
	doc = frappe.get_doc(doctype, name)
	scope.require(doc, "act")
	return issuing.by_hand(template, doc).name


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
