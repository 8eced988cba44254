"""Looking at a paper before it is made: on the sample, or on a real case; and working on its draft in Word.

Rule: whoever may read templates looks at them on a case in his scope; whoever may write them also at a text not saved
yet. On his own task he sees the names, which opens them, on record; otherwise they are masked. A draft in Word goes to
whoever acts on the record. Neither takes a number nor leaves a paper; the specimen's code files nothing.
"""

import frappe

from xinfang_app.access import identity, scope
from xinfang_app.letters import pdf, render, slots, word

_OPENING = "预览文书：{0}"
_DRAFTING = "起草文书：{0}"


def on_record(template, ref_name: str, organ: str | None = None) -> str:
	"""Return the preview of `template` about the record `ref_name` of its DocType, as HTML for the desk."""
	doc = frappe.get_doc(template.document_type, ref_name)
	scope.require(doc, "read")
	own = scope.may(doc, "act") and identity.is_own_task(doc.doctype, doc.name)
	value = _opened(template, doc, organ, _OPENING) if own else None
	return render.preview_on(template, doc, organ, value)


def draft_word(template, doc) -> bytes:
	"""Return the draft of a paper about `doc` as docx: names filled on one's own task, masked otherwise."""
	scope.require(doc, "act")
	own = identity.is_own_task(doc.doctype, doc.name)
	text = render.on_record(template, doc, code="")
	text = slots.fill(text, _opened(template, doc, None, _DRAFTING)) if own else render.masked(text)
	return word.make(text, note=word.DRAFT_NOTE)


def issued_word(letter, reason: str | None = None) -> bytes:
	"""Return an issued paper as docx, to copy from; identities are opened as for its PDF (`pdf.of`)."""
	text = slots.fill(letter.html, pdf.values(letter, reason or ""))
	return word.make(text, note=word.COPY_NOTE)


def drafts_of(doc) -> list[dict]:
	"""Return the papers about `doc` whose draft can be had in Word: [{code, title}]."""
	return frappe.get_all(
		"Letter Template",
		filters={"document_type": doc.doctype, "enabled": 1, "secrecy": ["in", ["", None]]},
		fields=["code", "title"],
		order_by="code asc",
	)


def _opened(template, doc, organ: str | None, words: str):
	"""Return what fills the slots of a preview: identities opened once each; a secret stays hidden."""
	text = render.on_record(template, doc, organ)
	reason = words.format(template.title)
	known = {
		name: identity.open(name, doc.doctype, doc.name, reason=reason) for name in slots.petitioners(text)
	}
	return lambda name, part: "＊＊＊＊" if part in slots.SECRETS else known[name].get(part)
