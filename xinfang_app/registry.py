"""What the lower rooms know of DocTypes above them.

`access`, `workflows`, `deadline` and `letters` are generic: they never import a room above. Each DocType that wants
their service says so in `hooks.py`, and this module reads it. Other apps may add their own entries in the same way.
"""

import frappe


def entries(name: str) -> dict[str, dict]:
	"""Return the registry `name` of all installed apps, merged: DocType → what it registered.

	Frappe hands dict hooks out with every value wrapped in a list, one item per app; a later app's keys win.
	"""
	merged: dict[str, dict] = {}
	for doctype, values in (frappe.get_hooks(name) or {}).items():
		entry: dict = {}
		for value in values if isinstance(values, list) else [values]:
			if isinstance(value, dict):
				entry.update(value)
			else:
				entry.setdefault("values", []).append(value)
		merged[doctype] = entry
	return merged


def entry(name: str, doctype: str) -> dict | None:
	"""Return what `doctype` registered under `name`, or None."""
	return entries(name).get(doctype)
