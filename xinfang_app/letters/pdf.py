"""The PDF of a paper, made by WeasyPrint.

Rule: the PDF is made once, from the text frozen at the issue, and kept as a private file under a name that tells
nothing. It is made after the commit in a background job, or on first demand (`of`). Its checksum is kept: a file that
was changed on disk is not handed out. A paper with a query code (the receipt) is not kept at all, but made each time:
whoever holds number and code speaks as the petitioner.

Making it fills the identity slots, and that opens identities (`access.identity` logs it). Reading it is the same as
opening them, so the file hangs on no document, where everybody in scope could fetch it by its address: it belongs to
the system, and `letters.api.download` (for officials, logged) and the citizen's page (for the person addressed) are
the only ways to it. Nothing is fetched from outside: the only pictures a paper may have are the seal of its own organ
and the symbol of its code, the only fonts those of this machine.
"""

import hashlib
import mimetypes
from collections.abc import Callable

import frappe
from frappe import _

from xinfang_app.access import identity
from xinfang_app.letters import case, fonts, paper, papercode, slots
from xinfang_app.letters.errors import LetterDamaged

_REASON = "制发文书：{0}"


def make(html: str, *, seal_of: str | None = None, identifier: str | None = None) -> tuple[bytes, int]:
	"""Return the PDF of a paper's HTML and its number of pages; `seal_of` is the Organ whose seal it may show."""
	document = _laid_out(html, seal_of)
	content = document.write_pdf(pdf_identifier=(identifier or "").encode() or None)
	return content, len(document.pages)


def of(letter, *, reason: str | None = None) -> bytes:
	"""Return the PDF of an Official Letter, made and stored now if it was not yet.

	Making it opens the identities in it for the user; `reason` goes into the log where it is not his own task. The
	caller has checked that he may read it. Raises LetterDamaged, and what `identity.open` raises.
	"""
	reason = reason or _REASON.format(letter.document_number or letter.title)
	if slots.has_secret(letter.html):
		return make(slots.fill(letter.html, values(letter, reason)), seal_of=letter.organ)[0]
	stored = frappe.db.get_value(
		"Official Letter", letter.name, ["pdf", "pdf_sha256"], as_dict=True, for_update=True
	)
	if not stored.pdf:
		return _make_and_store(letter, reason)
	content = frappe.get_doc("File", {"file_url": stored.pdf}).get_content()
	content = content if isinstance(content, bytes) else content.encode()
	if hashlib.sha256(content).hexdigest() != stored.pdf_sha256:
		frappe.throw(
			_("The stored PDF of this letter was changed from outside and is not handed out."), LetterDamaged
		)
	return content


def is_made(letter: str) -> bool:
	"""Return whether the PDF of the Official Letter named `letter` exists."""
	return bool(frappe.db.get_value("Official Letter", letter, "pdf"))


def pages(letter) -> int:
	"""Return the number of pages of an Official Letter; laid out without opening identities if it is not made yet."""
	return letter.page_count or len(
		_laid_out(slots.fill(letter.html, lambda name, part: "＊＊＊"), None).pages
	)


def later(letter) -> None:
	"""Have the PDF made after this transaction's commit; papers issued by a script wait for their first reader."""
	if getattr(frappe.local, "request", None) and not slots.has_secret(letter.html):
		in_background(letter.name, after_commit=True)


def in_background(letter: str, *, after_commit: bool = False) -> None:
	"""Have the PDF of the Official Letter named `letter` made by a worker; asking twice makes it once."""
	frappe.enqueue(
		"xinfang_app.letters.pdf.make_in_background",
		letter=letter,
		queue="short",
		enqueue_after_commit=after_commit,
		job_id=f"letter-pdf-{letter}",
		deduplicate=True,
	)


def make_in_background(letter: str) -> None:
	"""Job: make the PDF of the Official Letter named `letter`. The system does it: nobody sees the identity by this."""
	frappe.set_user("Administrator")
	if not is_made(letter):
		of(frappe.get_doc("Official Letter", letter))


def _laid_out(html: str, seal_of: str | None):
	# Imported late: it loads Pango, which most requests never need.
	from weasyprint import CSS, HTML
	from weasyprint.text.fonts import FontConfiguration

	fetch, faces = _fetcher(seal_of), FontConfiguration()
	sheet = CSS(string=fonts.style_sheet(), font_config=faces, url_fetcher=fetch)

	def laid_out(text: str):
		return HTML(string=paper.styled(text), url_fetcher=fetch).render(
			stylesheets=[sheet], font_config=faces
		)

	document = laid_out(html)
	if len(document.pages) > 1:
		tight = laid_out(paper.tightened(html))
		if len(tight.pages) < len(document.pages):
			return tight
	return document


def _make_and_store(letter, reason: str) -> bytes:
	html = slots.fill(letter.html, values(letter, reason))
	content, page_count = make(html, seal_of=letter.organ, identifier=letter.name)
	file = frappe.get_doc(
		{"doctype": "File", "file_name": f"{letter.name}.pdf", "is_private": 1, "content": content}
	).insert(ignore_permissions=True)
	# Frappe lets the owner of an unattached private file read it; it is nobody's.
	file.db_set("owner", "Administrator", update_modified=False)
	letter.db_set(
		{"pdf": file.file_url, "pdf_sha256": hashlib.sha256(content).hexdigest(), "page_count": page_count},
		update_modified=False,
	)
	return content


def values(letter, reason: str) -> Callable[[str, str], str | None]:
	"""Return what fills the slots of `letter`; each identity is opened once, for its record, and logged."""
	opened = {
		name: identity.open(name, letter.ref_doctype, letter.ref_name, reason=reason)
		for name in slots.petitioners(letter.html)
	}

	def value(name: str, part: str) -> str | None:
		if part in slots.SECRETS:
			return case.secret(letter.ref_doctype, name, part)
		return opened[name].get(part)

	return value


def _fetcher(seal_of: str | None) -> Callable[..., dict]:
	"""Return WeasyPrint's only way to anything outside the text: the seal of `seal_of`, and the copies of fonts."""

	def fetch(url: str, timeout: int = 10, ssl_context=None) -> dict:
		if seal_of and url == f"xf-seal:{seal_of}":
			image = frappe.db.get_value("Organ", seal_of, "seal_image")
			file = frappe.get_doc("File", {"file_url": image, "attached_to_name": seal_of})
			return {"string": file.get_content(), "mime_type": mimetypes.guess_type(image)[0]}
		if url.startswith(paper.CODE_ADDRESS):
			symbol = papercode.svg(url.removeprefix(paper.CODE_ADDRESS))
			return {"string": symbol, "mime_type": "image/svg+xml"}
		if url.startswith("xf-font:"):
			return {"string": fonts.read(url.removeprefix("xf-font:")), "mime_type": "font/otf"}
		raise ValueError(f"a paper loads nothing from outside: {url}")

	return fetch
