"""The functions that hooks.py names to Frappe, made here for each DocType.

Frappe calls a query condition with the user alone (15 and 16 add the DocType, this snapshot does not), so each DocType
needs a function of its own that knows which one it is for. They are written nowhere: the attribute
`hooks_for.rows__petition_referral` is the condition of Petition Referral, made when Frappe asks for it, for every
DocType of the registry and its child tables. So there is one list of DocTypes (the registry in hooks.py) and no second
one beside it that somebody forgets; the test of the hooks compares both.

`may` answers for one document of any of them. It gives a real True or False: version 16 refuses on None.
"""

import frappe

from xinfang_app.access import scope, scoped, sealed_scope

PREFIX = "rows__"


def __getattr__(attribute: str):
	if attribute.startswith(PREFIX):
		if attribute == f"{PREFIX}sealed_register":
			return _sealed_register
		doctype = _doctype(attribute.removeprefix(PREFIX))
		if doctype:

			def rows(user: str | None = None, **_kwargs) -> str:
				return scope.condition(doctype, user)

			return rows
	raise AttributeError(attribute)


def may(doc, ptype: str | None = None, user: str | None = None, **_kwargs) -> bool:
	"""Return whether `user` has `ptype` on `doc`, apart from roles. The has_permission hook of all scoped DocTypes."""
	return scope.may(doc, ptype or "read", user)


def _sealed_register(user: str | None = None, **_kwargs) -> str:
	return sealed_scope.condition(user)


def _doctype(scrubbed: str) -> str | None:
	for doctype in scoped.installed():
		for candidate in (doctype, *scoped.children(doctype)):
			if frappe.scrub(candidate) == scrubbed:
				return candidate
	return None
