"""The PDF of a paper, made by WeasyPrint.

Rule: the PDF is made once, from the text frozen at the issue, and kept as a private File attached to the Official
Letter under a name that tells nothing. It is made after the commit in a background job, or on first demand (`of`).
Making it fills the identity slots, so each making is an opening in the identity log. Nothing is fetched from outside:
the only picture a paper may have is the seal of its own organ.
"""

import hashlib
import mimetypes

import frappe

from xinfang_app.letters import slots

_ARRANGING = "制发文书"


def make(html: str, *, seal_of: str | None = None, identifier: str | None = None) -> tuple[bytes, int]:
	"""Return the PDF of a complete HTML text and its number of pages; `seal_of` is the Organ whose seal it may show."""
	# Imported late: it loads Pango, which most requests never need.
	from weasyprint import HTML

	document = HTML(string=html, url_fetcher=_fetcher(seal_of)).render()
	content = document.write_pdf(identifier=(identifier or "").encode() or None)
	return content, len(document.pages)


def of(letter, *, reason: str | None = None) -> bytes:
	"""Return the PDF of an Official Letter, made and stored now if it was not yet.

	`reason` goes into the identity log if the PDF has to be made. The caller has checked that it may be read.
	"""
	stored = frappe.db.get_value("Official Letter", letter.name, "pdf", for_update=True)
	if not stored:
		return _make_and_store(letter, reason or f"{_ARRANGING}：{letter.document_number or letter.title}")
	file = frappe.get_doc("File", {"file_url": stored, "attached_to_name": letter.name})
	content = file.get_content()
	return content if isinstance(content, bytes) else content.encode()


def later(letter) -> None:
	"""Have the PDF made after this transaction's commit; papers issued by a script wait for their first reader."""
	if getattr(frappe.local, "request", None):
		frappe.enqueue(
			"xinfang_app.letters.pdf.make_in_background",
			letter=letter.name,
			queue="short",
			enqueue_after_commit=True,
			job_id=f"letter-pdf-{letter.name}",
		)


def make_in_background(letter: str) -> None:
	"""Job: make the PDF of the Official Letter named `letter`."""
	of(frappe.get_doc("Official Letter", letter))


def _make_and_store(letter, reason: str) -> bytes:
	html = slots.fill(letter.html, _identities(letter, reason))
	content, pages = make(html, seal_of=letter.organ, identifier=letter.name)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{letter.name}.pdf",
			"attached_to_doctype": "Official Letter",
			"attached_to_name": letter.name,
			"is_private": 1,
			"content": content,
		}
	).insert(ignore_permissions=True)
	letter.db_set(
		{"pdf": file.file_url, "pdf_sha256": hashlib.sha256(content).hexdigest(), "page_count": pages},
		update_modified=False,
	)
	return content


def _identities(letter, reason: str):
	from xinfang_app.access import identity

	opened = {
		name: identity.open(name, letter.ref_doctype, letter.ref_name, reason=reason)
		for name in slots.petitioners(letter.html)
	}
	return lambda petitioner, part: opened[petitioner].get(part)


def _fetcher(seal_of: str | None):
	def fetch(url: str, timeout: int = 10, ssl_context=None) -> dict:
		if seal_of and url == f"xf-seal:{seal_of}":
			image = frappe.db.get_value("Organ", seal_of, "seal_image")
			file = frappe.get_doc("File", {"file_url": image, "attached_to_name": seal_of})
			return {"string": file.get_content(), "mime_type": mimetypes.guess_type(image)[0]}
		raise ValueError(f"a paper loads nothing from outside: {url}")

	return fetch
