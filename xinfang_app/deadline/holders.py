"""What the engine knows of a document that carries clocks: to which matter it belongs, where, with whom.

DocTypes register in `xf_clock_holders`: {DocType: {"petition": column with the matter's name ("name" for the matter
itself), "scope_code": column, "organ": column of the organ that its clocks bind, "holder": column}}.
"""

from typing import NamedTuple

from frappe.model.document import Document

from xinfang_app import registry

REGISTRY = "xf_clock_holders"


class Holder(NamedTuple):
	"""The values of a document's registered columns."""

	petition: str | None
	scope_code: str | None
	organ: str | None
	holder: str | None


def columns(doctype: str) -> dict[str, str]:
	"""Return key → column for `doctype`; empty when it did not register."""
	entry = registry.entry(REGISTRY, doctype) or {}
	return {key: value[-1] if isinstance(value, list) else value for key, value in entry.items()}


def of(doc: Document) -> Holder:
	"""Return the registered values of `doc`. Raises KeyError when its DocType carries no clocks."""
	known = columns(doc.doctype)
	if not known:
		raise KeyError(f"{doc.doctype} is not registered in {REGISTRY}")
	return Holder(*(doc.get(known[key]) if known.get(key) else None for key in Holder._fields))


def doctypes() -> list[str]:
	"""Return all DocTypes that carry clocks."""
	return list(registry.entries(REGISTRY))
