"""Who sees that a sealed piece exists: the rows of the Sealed Register, as SQL and for one document.

Rule (idea 8). The leaders, section heads and supervision officers of the petition office that registered it have reason
to know its number and dates; a custodian named for it has. Nobody who is excluded from it, by himself or through an
organ at which he holds a post, sees even that. Nobody changes it by hand. Other DocTypes of access answer nobody.
Rows elsewhere that refer to a sealed piece (its clocks, milestones) are seen by whoever sees its row; what carries its
content (a letter) by its custodians only.
"""

import frappe

from xinfang_app.access import custodians
from xinfang_app.access.scope_map import ScopeMap, scope_map
from xinfang_app.access.sql import EVERYTHING, NOTHING, any_of, column, in_list, literal
from xinfang_app.organization import posting
from xinfang_app.organization.roles import CUSTODIAN_ROLE

REGISTER = "Sealed Register"
REASON_TO_KNOW = ("County Leader", "County Section Head", "Supervision Officer")
SEEING = ("read", "select", "print")


def condition(user: str | None = None, name_column: str | None = None, custodians_only: bool = False) -> str:
	"""Return the SQL condition on `tabSealed Register`, or on the names in `name_column` of another table."""
	who = scope_map(user)
	if who.everything:
		return EVERYTHING
	rule = _rows(who, custodians_only)
	if rule == NOTHING or not name_column:
		return rule
	return f"{name_column} in (select name from `tab{REGISTER}` where {rule})"


def may(doc, ptype: str | None = None, user: str | None = None, **_kwargs) -> bool:
	"""Return whether `user` sees the row `doc` of the register. The has_permission hook of Sealed Register."""
	return may_name(doc.name, ptype or "read", user)


def may_name(name: str | None, ptype: str = "read", user: str | None = None) -> bool:
	"""Return the same by name. "act" is what a custodian named for it does; Administrator only looks."""
	who = scope_map(user)
	if who.everything:
		return ptype != "act"
	if not name or ptype not in (*SEEING, "act"):
		return False
	rule = _rows(who, custodians_only=ptype == "act")
	if rule == NOTHING:
		return False
	return bool(frappe.db.sql(f"select 1 from `tab{REGISTER}` where name = {literal(name)} and {rule}"))


def nobody(*_args, **_kwargs) -> str:
	"""Return the condition of the DocTypes that no list shows. Administrator is not asked."""
	return NOTHING


def refuse(doc=None, ptype: str | None = None, user: str | None = None, **_kwargs) -> bool:
	"""Return False: no role reads these DocTypes, whatever a permission table says."""
	return (user or frappe.session.user) == "Administrator"


def _rows(who: ScopeMap, custodians_only: bool = False) -> str:
	offices = {row.organ for row in posting.current(who.user) if row.post in REASON_TO_KNOW}
	reason = any_of(
		[
			NOTHING if custodians_only else in_list(REGISTER, "organ", sorted(offices)),
			in_list(REGISTER, "name", _kept_by(who.user)) if who.posted else NOTHING,
		]
	)
	if reason == NOTHING:
		return NOTHING
	marks = in_list("Sealed Exclusion", "mark", custodians.marks_of(who.user))
	return (
		f"({reason} and not exists (select 1 from `tabSealed Exclusion`"
		f" where {column('Sealed Exclusion', 'register')} = {column(REGISTER, 'name')} and {marks}))"
	)


def _kept_by(user: str) -> list[str]:
	"""The register rows for which `user` is a custodian in force."""
	if not posting.has_post(user, None, CUSTODIAN_ROLE):
		return []
	names = frappe.get_all(
		"Sealed Custodian",
		filters={"user": user, "active": 1, "parenttype": "Sealed Accusation"},
		pluck="parent",
		distinct=True,
	)
	kept = []
	for name in names:
		accusation = frappe.get_doc("Sealed Accusation", name)
		if any(row.user == user for row in custodians.active(accusation, set())):
			kept.append(accusation.register)
	return kept
