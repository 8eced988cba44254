"""Whose preferences a user sees: his own. Hooks of `Message Preference`."""

import frappe


def rows(user: str | None = None, **_kwargs) -> str:
	"""Return the condition on the list."""
	user = user or frappe.session.user
	return "" if user == "Administrator" else f"`tabMessage Preference`.user = {frappe.db.escape(user)}"


def may(doc, ptype: str | None = None, user: str | None = None, **_kwargs) -> bool:
	"""Return whether it is the user's own, by what is stored as well as by what is asked."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if isinstance(doc, str) or not doc or not doc.get("user"):
		return True
	stored = frappe.db.get_value("Message Preference", doc.name, "user") if doc.get("name") else None
	return doc.user == user and stored in (None, user)
