"""Which DocTypes access guards, and how closely.

`closed`: nobody reads them through Frappe (registry `xf_closed` in hooks.py). `register`: the Sealed Register, read by
its own rule. `person`: child tables that link to a Petitioner. `scoped`: the registry `xf_scoped` and its child
tables. Everything else is None: none of this room's business.
"""

import frappe

from xinfang_app.access import identity_links, scope, scoped, sealed_scope

CLOSED, REGISTER, PERSON, SCOPED = "closed", "register", "person", "scoped"


def level(doctype: str | None) -> str | None:
	"""Return how closely `doctype` is guarded, or None."""
	return levels().get(doctype) if isinstance(doctype, str) else None


def levels() -> dict[str, str]:
	"""Return every guarded DocType with its level; read once per request."""
	known = getattr(frappe.local, "xf_protected", None)
	if known is None:
		known = {}
		for doctype in scoped.installed():
			known[doctype] = SCOPED
			known.update({child: SCOPED for child in scoped.children(doctype)})
		known.update({child: PERSON for child in identity_links.child_doctypes()})
		known.update({doctype: CLOSED for doctype in frappe.get_hooks("xf_closed")})
		known[sealed_scope.REGISTER] = REGISTER
		if not (frappe.flags.in_install or frappe.flags.in_migrate):
			frappe.local.xf_protected = known
	return known


def may_name(doctype: str, name: str, ptype: str = "read", user: str | None = None) -> bool:
	"""Return whether `user` has `ptype` on a stored document of any DocType; True where it is not guarded."""
	kind = level(doctype)
	if kind is None or (user or frappe.session.user) == "Administrator":
		return True
	if kind == CLOSED:
		return False
	if kind == REGISTER:
		return sealed_scope.may_name(name, ptype, user)
	if not scoped.get(doctype):
		row = frappe.db.get_value(doctype, name, ["parenttype", "parent"], as_dict=True)
		return bool(row) and scope.may_name(row.parenttype, row.parent, ptype, user)
	return scope.may_name(doctype, name, ptype, user)


def rows_with_reference(type_column: str, name_column: str, user: str | None = None) -> str:
	"""Return the SQL condition on rows that refer to a document by type and name: the document may be seen by `user`.

	The columns are full, quoted names. Rows that refer to nothing guarded pass.
	"""
	user = user or frappe.session.user
	if user == "Administrator":
		return scope.EVERYTHING
	guarded = ", ".join(scope.literal(doctype) for doctype in levels())
	parts = [f"ifnull({type_column}, '') not in ({guarded})"]
	for doctype in scoped.installed():
		rule = scope.exists_condition(doctype, name_column, user)
		if rule != scope.NOTHING:
			parts.append(f"({type_column} = {scope.literal(doctype)} and {rule})")
	sealed = sealed_scope.condition(user, name_column)
	if sealed != scope.NOTHING:
		parts.append(f"({type_column} = {scope.literal(sealed_scope.REGISTER)} and {sealed})")
	return f"({' or '.join(parts)})"
