"""What rooms above gave to this one by hooks.

`xf_outbox_actions` and `xf_outbox_texts`: name → dotted function (row). `xf_officer_of`: dotted functions
(doctype, name, organ) → user or None. `xf_working_days`: dotted function (date) → whether it is worked.
"""

from collections.abc import Callable
from datetime import date

import frappe

from xinfang_app.messages.errors import MessageError

ACTIONS, TEXTS = "xf_outbox_actions", "xf_outbox_texts"


def function(registry: str, name: str | None) -> Callable:
	"""Return the function registered as `name`, or as what stands before its colon; of several apps the last one's."""
	known = frappe.get_hooks(registry) or {}
	found = known.get(name) or known.get((name or "").partition(":")[0])
	if not found:
		raise MessageError(f"{registry}: {name}")
	return frappe.get_attr(found[-1] if isinstance(found, list) else found)


def officer_of(doctype: str | None, name: str | None, organ: str | None) -> str | None:
	"""Return who has the record in hand at `organ`, by the first room that knows."""
	if not (doctype and name):
		return None
	for path in frappe.get_hooks("xf_officer_of"):
		user = frappe.get_attr(path)(doctype, name, organ)
		if user:
			return user
	return None


def working_days() -> Callable[[date], bool]:
	"""Return the function that tells working days; Monday to Friday where no room registered one."""
	paths = frappe.get_hooks("xf_working_days")
	return frappe.get_attr(paths[-1]) if paths else (lambda day: day.weekday() < 5)
