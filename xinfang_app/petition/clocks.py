"""What the middle part reads from the clocks: running terms and their due dates. It never writes a Deadline itself."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

RUNNING = ("Running", "Paused")


def due_on(rule: str, doc: Document) -> date | None:
	"""Return the due date (rolled, with extension) of the newest clock of `rule` on `doc`, or None if it never ran."""
	row = _newest(rule, doc)
	return getdate(row.extended_to or row.due_on) if row else None


def is_running(rule: str, doc: Document) -> bool:
	"""Return whether the clock of `rule` on `doc` runs (or is paused) now."""
	row = _newest(rule, doc)
	return bool(row and row.state in RUNNING)


def exists(rule: str, doc: Document) -> bool:
	"""Return whether a clock of `rule` was ever started on `doc`."""
	return _newest(rule, doc) is not None


def pieces_with(rule: str, petition: str, states: tuple[str, ...] = RUNNING) -> list[str]:
	"""Return the submissions of `petition` whose clock of `rule` is in one of `states`."""
	return frappe.get_all(
		"Deadline",
		filters={
			"rule": rule,
			"ref_doctype": "Petition Submission",
			"petition": petition,
			"state": ["in", states],
		},
		pluck="ref_name",
		order_by="creation asc",
	)


def _newest(rule: str, doc: Document):
	rows = frappe.get_all(
		"Deadline",
		filters={"rule": rule, "ref_doctype": doc.doctype, "ref_name": doc.name},
		fields=["name", "state", "due_on", "extended_to"],
		order_by="creation desc",
		limit=1,
	)
	return rows[0] if rows else None
