"""What a returned paper does to the record it belongs to, as the room that has the record says.

The hook `xf_letter_returns = {DocType: path}` names `of(letter, doc) -> Return | None` for papers about that DocType;
`"*"` names `by_code(text) -> tuple[doc, Return] | None` for codes that are not ours, such as a mail number. Where
nothing is named, or None comes back, the scan is kept with its letter: nothing is decided by that.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import frappe
from frappe import _

from xinfang_app.access import scope
from xinfang_app.letters.errors import ScanNotFiled

HOOK = "xf_letter_returns"


@dataclass
class Return:
	"""One way to file a scan. `title` says in the user's language what happens.

	`decides`: something is decided by it (a service, a signature), so an officer confirms it. `asks`: questions to him, as
	fields of a Frappe dialog. `run(url, values)` files the stored scan and returns what it was filed as.
	"""

	title: str
	run: Callable[[str, dict], str]
	decides: bool = False
	asks: list[dict] = field(default_factory=list)


def of(letter) -> Return:
	"""Return what a scan of the Official Letter does; raises ScanNotFiled where the user may file nothing for it."""
	if not frappe.db.exists(letter.ref_doctype, letter.ref_name):
		return _keep_with(letter)
	doc = frappe.get_doc(letter.ref_doctype, letter.ref_name)
	path = _path(letter.ref_doctype)
	found = frappe.get_attr(path)(letter, doc) if path else None
	return found or _keep_with(letter)


def by_code(text: str):
	"""Return (record, Return) for a code that is no paper's, or None."""
	path = _path("*")
	return frappe.get_attr(path)(text) if path else None


def _keep_with(letter) -> Return:
	def keep(url: str, _values: dict) -> str:
		if not scope.may(letter, "act") and not scope.may_name(letter.ref_doctype, letter.ref_name, "act"):
			frappe.throw(_("The matter is no longer with your organ."), ScanNotFiled)
		attach(url, letter.doctype, letter.name)
		return _("Kept with the paper")

	return Return(title=_("Keep with the paper"), run=keep)


def attach(url: str, doctype: str, name: str) -> None:
	"""Attach the stored file `url` to a record as well."""
	frappe.get_doc(
		{
			"doctype": "File",
			"file_url": url,
			"is_private": 1,
			"attached_to_doctype": doctype,
			"attached_to_name": name,
		}
	).insert(ignore_permissions=True)


def _path(doctype: str) -> str | None:
	paths = (frappe.get_hooks(HOOK) or {}).get(doctype)
	return paths if isinstance(paths, str) or not paths else paths[-1]
