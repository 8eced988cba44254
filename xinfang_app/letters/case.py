"""What a room above hands over so that a paper can be written: plain data and the paper's place in the file.

The hook `xf_letter_context = {DocType: {"of": path, "fields": path}}` names two functions of that room:
`of(doc, code, recipient=None) -> LetterCase` (`code`: of the template) and `fields(document_type) -> list[Field]`.
Further keys, each of which may be missing:
`secret`: `secret(ref_name, part) -> str` fills slots that are no identity, such as a query code;
`find`: `find(document_type, code, text) -> list[{value, label}]`, records in the user's scope for a preview;
`owed`: `owed(doc) -> list[str]`, papers that a step should have brought and did not; `made`: `made(doc, letter)`, told
when one of them was made afterwards.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import frappe

from xinfang_app import registry


class Field(NamedTuple):
	"""A field a template may print: its path (`a.b`, lists as `a[].b`), its meaning and a sample, both in Chinese."""

	path: str
	meaning: str
	sample: object = ""


@dataclass
class LetterCase:
	"""The data of one paper. `data` holds only dicts, lists, strings, numbers, dates and None."""

	data: dict
	petition: str | None = None
	scope_code: str | None = None
	holder: str | None = None
	recipient: str | None = None
	recipient_masked: str | None = None
	recipient_organ: str | None = None
	sealed: bool = False
	extra: dict = field(default_factory=dict)


def of(doc, code: str, recipient: str | None = None) -> LetterCase:
	"""Return the data for the paper `code` about `doc`; `recipient`: Petitioner or Organ, if not the usual one."""
	return _function(doc.doctype, "of")(doc, code, recipient=recipient)


def fields(document_type: str) -> list[Field]:
	"""Return the fields that a template for `document_type` may print, beside those every paper has."""
	return _function(document_type, "fields")(document_type)


def secret(document_type: str, ref_name: str, part: str) -> str:
	"""Return what fills the slot `part` of a paper about the record `ref_name`, for example its query code."""
	return _function(document_type, "secret")(ref_name, part)


def find(document_type: str, code: str, text: str) -> list[dict]:
	"""Return records of `document_type` in the user's scope to preview the paper `code` on: [{value, label}]."""
	function = _function(document_type, "find", optional=True)
	return function(document_type, code, text) if function else []


def owed(doc) -> list[str]:
	"""Return the codes of the papers that a step about `doc` should have brought and did not."""
	function = _function(doc.doctype, "owed", optional=True)
	return function(doc) if function else []


def made(doc, letter) -> None:
	"""Tell the room that has `doc` that an owed paper was made."""
	function = _function(doc.doctype, "made", optional=True)
	if function:
		function(doc, letter)


def document_types() -> list[str]:
	"""Return the DocTypes about which papers can be written."""
	return sorted(registry.entries("xf_letter_context"))


def _function(document_type: str, key: str, *, optional: bool = False):
	entry = registry.entry("xf_letter_context", document_type)
	if not entry:
		raise ValueError(f"no letter context is registered for {document_type}")
	if optional and key not in entry:
		return None
	paths = entry[key]
	# Frappe hands every value of a hook out as a list, one item per app; the last app's word counts.
	return frappe.get_attr(paths if isinstance(paths, str) else paths[-1])
