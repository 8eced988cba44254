"""Papers of rooms above that are served like an opinion: the opinion of a review (arts. 35, 36).

Rule: they are served in the same ways, on a record of the same kind, with the same proofs; what follows is their own
room's business. A DocType registers in `xf_served_papers`: {DocType: {"milestone": `(doc)`, what is recorded on the
Service Record when the paper has reached the recipient, "rule": the recipient's own term that begins with it, "require": `(doc)` refuses
whoever may not serve it, "recipients": `(doc) -> list[Recipient]`, "served": `(doc, record)` after each service that
counts, "undone": `(doc, record)` when a letter came back, "told": `(doc) -> (title, remedy)` for the certificate}}. The opinion itself is not registered: it is served here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe.model.document import Document

from xinfang_app import registry

REGISTRY = "xf_served_papers"
OPINION = "Handling Opinion"
STEPS = ("milestone", "require", "recipients", "served", "undone", "told")


@dataclass(frozen=True)
class ServedPaper:
	"""How the papers of one DocType are served."""

	rule: str
	milestone: Callable[[Document], str]
	require: Callable[[Document], None]
	recipients: Callable[[Document], list]
	served: Callable[[Document, Document], None]
	undone: Callable[[Document, Document], None]
	told: Callable[[Document], tuple[str, str]]


def of(doctype: str | None) -> ServedPaper | None:
	"""Return how papers of `doctype` are served, or None for the opinion."""
	entry = registry.entry(REGISTRY, doctype) if doctype and doctype != OPINION else None
	if not entry:
		return None
	values = {key: value[-1] if isinstance(value, list) else value for key, value in entry.items()}
	return ServedPaper(
		values.get("rule") or "",
		*(frappe.get_attr(values[key]) for key in STEPS),
	)


def document(record: Document) -> Document:
	"""Return the paper that the Service Record `record` is about."""
	return frappe.get_doc(record.served_doctype or OPINION, record.opinion)
