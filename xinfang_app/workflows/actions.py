"""No search for Workflow Actions after a save of ours.

Rule: our states are optional and our own work lists replace Workflow Action, so Frappe's search after every save never
finds an action to write. It is not free: it reads every possible next state by a query of its own, a quarter of the
time of a save. So it is left out while a document of a procedure of ours is saved. Clearing old rows when a document
is deleted stays. Where a version of Frappe keeps its document hooks elsewhere, nothing is left out and only the time
is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

SEARCH = "frappe.workflow.doctype.workflow_action.workflow_action.process_workflow_actions"


@contextmanager
def not_searched() -> Iterator[None]:
	"""Leave Frappe's search for next actions out of what runs inside the block, in this request only."""
	frappe.get_doc_hooks()
	hooks = getattr(frappe.local, "doc_events_hooks", None)
	general = (hooks or {}).get("*") or {}
	if SEARCH not in (general.get("on_update") or ()):
		yield
		return
	without = [handler for handler in general["on_update"] if handler != SEARCH]
	frappe.local.doc_events_hooks = {**hooks, "*": {**general, "on_update": without}}
	try:
		yield
	finally:
		frappe.local.doc_events_hooks = hooks
