"""Who may see or change a row: one rule, given as SQL for lists and as an answer for one document.

Rule (idea 7). User u sees row r of a scoped DocType if
(a) r's place code lies in a range of u, or
(b) the organ that holds r is an organ of u, or
(c) an organ that made r is an organ of u, or
(d) an organ of u, or u, has an open task on r's subject, or filed it with consent, or
(e) r is a draft that u owns.
Drafts answer to (b) and (e) only: what is still being typed may turn out to be an accusation (arts. 30, 46(5)).
Rows about a sealed piece are seen by whoever sees its row of the register, and if they are marked sealed themselves (a
letter that carries it), by its custodians only (sealed_scope.py). u acts on r if u holds a working post at the organ that holds r (or one the
DocType names as actor), or owns the draft; supervising posts act by range where a service says "supervise".

`condition` and `may` are both built from one `ScopeMap` (scope_map.py) and one `Scoped` entry (scoped.py), so list and
form cannot disagree; tests compare them over the whole matrix. A document that exists is judged by what is stored,
never by what the request put into it: otherwise a forged `holder` would open its own door.

The SQL's shape follows the number of rows (measured at 1M petitions: holder column 0.4 ms, code range 0.5 to 2.4 ms,
`EXISTS` on custody up to 20 s on sparse old rows, `IN` over 17k custody rows 1.6 s):
- range: `scope_code >= x AND scope_code < y`; for a range user the other parts are asked for beforehand, only outside
  the range, and join as a literal list of names. It is nearly always empty, and the condition is one range, no `OR`;
- holder and makers: `IN (literals)`;
- tasks: a literal list of subjects up to 500, else `EXISTS` on custody.
The indexes this leans on are made by `indexes.py`.
"""

import frappe
from frappe import _
from pypika.terms import PseudoColumn

from xinfang_app.access import custody, scoped, sealed_scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.access.scope_map import ScopeMap, scope_map
from xinfang_app.access.scoped import Scoped
from xinfang_app.access.sql import (
	EVERYTHING,
	NOTHING,
	any_of,
	column,
	in_list,
	in_ranges,
	literal,
	outside_ranges,
)

#: Up to so many names are written into a condition as a list.
LITERAL_LIMIT = 500

#: What Frappe may ask of a document that is answered by "sees" and by "acts".
SEEING = ("read", "select", "print", "email", "report", "export")
ACTING = ("write", "act")
ACTIONS = ("read", "act", "supervise")


def condition(doctype: str, user: str | None = None, *, without_sealed: bool = False) -> str:
	"""Return the SQL condition on `tab<doctype>` that holds for the rows `user` may see.

	`without_sealed` leaves out rows about sealed pieces, also those `user` may know of: for figures that go further.
	For a child DocType the condition is that of its parent rows. Safe beside query parameters: it holds no `%`.
	A DocType that is neither scoped nor a child of one is none of this room's business: everything.
	"""
	who = scope_map(user)
	if who.everything:
		return EVERYTHING
	entry = scoped.get(doctype)
	if entry:
		return _rows(entry, who, without_sealed=without_sealed)
	parents = scoped.parents(doctype)
	if not parents:
		return EVERYTHING
	return any_of([_child_rows(doctype, scoped.get(parent), who) for parent in parents])


def may(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""Return whether `user` has `ptype` on `doc`: one of Frappe's permission types, or "act" or "supervise".

	Roles are not looked at; Frappe asks them besides. A child row is answered by its parent. A DocType that is not
	scoped is none of this room's business: True.
	"""
	if doc.doctype == sealed_scope.REGISTER:
		return sealed_scope.may_name(doc.name, ptype, user)
	entry = scoped.get(doc.doctype)
	if not entry:
		if doc.get("parenttype") and doc.get("parent"):
			return may_name(doc.parenttype, doc.parent, ptype, user)
		return True
	if ptype == "create" and doc.is_new():
		who = scope_map(user)
		return who.everything or _may_create(entry, doc, who)
	return may_name(doc.doctype, doc.name, ptype, user)


def may_name(doctype: str, name: str, ptype: str = "read", user: str | None = None) -> bool:
	"""Return the same for a stored document by its name; False if there is none."""
	who = scope_map(user)
	if who.everything:
		return True
	if doctype == sealed_scope.REGISTER:
		return sealed_scope.may_name(name, ptype, user)
	entry = scoped.get(doctype)
	if not entry:
		return True
	row = (
		frappe.db.get_value(doctype, name, ["name", "owner", *entry.columns], as_dict=True) if name else None
	)
	if not row:
		return False
	if ptype in SEEING:
		return _sees(entry, row, who)
	if ptype in ACTING:
		return _acts(entry, row, who)
	if ptype == "supervise":
		return _sees(entry, row, who) and bool(entry.range) and who.in_supervised(row[entry.range])
	if ptype == "delete":
		return _is_draft(entry, row) and _acts(entry, row, who)
	# share, submit, cancel, amend, import, and create on what exists: never.
	return False


def require(doc, action: str) -> None:
	"""Raise NotPermitted unless the session's user may "read", "act" on or "supervise" `doc`. Administrator may."""
	if action not in ACTIONS:
		raise ValueError(f"unknown action: {action!r}")
	if may(doc, action):
		return
	if action == "read" or not may(doc, "read"):
		# The same words whether it exists or not.
		frappe.throw(_("You have no access to this record."), NotPermitted)
	if action == "act":
		frappe.throw(_("Only an officer of the organ that has the matter in hand can do this."), NotPermitted)
	frappe.throw(_("Only the petition office or supervision of this county can do this."), NotPermitted)


def exists_condition(doctype: str, name_column: str, user: str | None = None) -> str:
	"""Return the SQL condition that `name_column` of another table names a row of `doctype` that `user` may see.

	For tables that refer to documents of many DocTypes: the rule is written out as it is, without first asking what
	lies beyond a range, since it is asked for few rows by primary key.
	"""
	who = scope_map(user)
	entry = scoped.get(doctype)
	rule = EVERYTHING if who.everything or not entry else _rows(entry, who, probe=False)
	if rule == NOTHING:
		return NOTHING
	return f"exists (select 1 from `tab{doctype}` where {column(doctype, 'name')} = {name_column} and {rule})"


def get_list(
	doctype: str,
	filters=None,
	fields: list | None = None,
	user: str | None = None,
	*,
	order_by: str | None = None,
	limit: int | None = None,
	offset: int | None = None,
) -> list[dict]:
	"""Return rows of `doctype` that match `filters` (as in frappe.get_all) and that `user` may see.

	No role is asked for: the caller answers for which fields it shows.
	"""
	query = _query(doctype, filters, fields or ["name"], user, order_by=order_by, limit=limit, offset=offset)
	return query.run(as_dict=True)


def count(doctype: str, filters=None, user: str | None = None) -> int:
	"""Return how many rows of `doctype` match `filters` and may be seen by `user`."""
	query = _query(doctype, filters, ["name"], user)
	return frappe.db.sql(f"select count(*) from ({query.get_sql()}) found")[0][0]


def _query(doctype: str, filters, fields: list, user: str | None, **kwargs):
	arguments = {key: value for key, value in kwargs.items() if value is not None}
	query = frappe.qb.get_query(doctype, filters=filters or {}, fields=fields, **arguments)
	return query.where(PseudoColumn(f"({condition(doctype, user)})"))


# The rule for one stored row.


def _sees(entry: Scoped, row: dict, who: ScopeMap) -> bool:
	sealed = bool(entry.sealed and row[entry.sealed])
	if _is_about_sealed(entry, row):
		return sealed_scope.may_name(row[entry.refers[1]], "act" if sealed else "read", who.user)
	if sealed:
		return False
	if entry.holder and row[entry.holder] in who.organs:
		return True
	if _is_draft(entry, row):
		return _owns(row, who)
	if entry.range and who.in_range(row[entry.range]):
		return True
	if any(row[maker] in who.organs for maker in entry.makers):
		return True
	return bool(entry.subject and custody.has_task(who, scoped.subject_doctype(entry), row[entry.subject]))


def _acts(entry: Scoped, row: dict, who: ScopeMap) -> bool:
	if entry.sealed and row[entry.sealed] or _is_about_sealed(entry, row):
		return False
	if entry.holder and row[entry.holder] in who.organs:
		return True
	if _is_draft(entry, row):
		return _owns(row, who)
	return any(row[actor] in who.organs for actor in entry.actors)


def _may_create(entry: Scoped, doc, who: ScopeMap) -> bool:
	"""A new row may be begun by whoever works anywhere, and only for an organ of his own."""
	if not (who.organs or who.villages):
		return False
	holder = doc.get(entry.holder) if entry.holder else None
	if holder and holder not in (*who.organs, *who.villages):
		return False
	subject = doc.get(entry.subject) if entry.subject and entry.subject != "name" else None
	doctype = scoped.subject_doctype(entry) if subject else None
	return not doctype or may_name(doctype, subject, "act", who.user)


def _is_draft(entry: Scoped, row: dict) -> bool:
	return bool(entry.draft) and row[entry.draft[0]] == entry.draft[1]


def _is_about_sealed(entry: Scoped, row: dict) -> bool:
	return bool(entry.refers) and row[entry.refers[0]] == sealed_scope.REGISTER


def _owns(row: dict, who: ScopeMap) -> bool:
	"""The writer of a draft keeps it as long as he works somewhere."""
	return row["owner"] == who.user and who.posted


# The rule for all rows, as SQL.


def _rows(entry: Scoped, who: ScopeMap, probe: bool = True, without_sealed: bool = False) -> str:
	parts = [_held(entry, who), _own_drafts(entry, who), *_made_and_tasks(entry, who)]
	if who.ranges and entry.range:
		within = _registered(entry, in_ranges(entry.doctype, entry.range, who.ranges))
		parts = [within, *(_outside(entry, who, parts) if probe else parts)]
	rule = any_of(parts)
	if entry.sealed and rule != NOTHING:
		rule = f"({_sealed(entry)} = 0 and {rule})"
	return _with_sealed(entry, rule, who, without_sealed) if entry.refers else rule


def _with_sealed(entry: Scoped, rule: str, who: ScopeMap, without: bool = False) -> str:
	"""The rule, but rows about a sealed piece follow its row of the register, or its custodians; or are left out."""
	about, name = (column(entry.doctype, part) for part in entry.refers)
	register = literal(sealed_scope.REGISTER)
	if without:
		return f"({rule} and ifnull({about}, '') != {register})" if rule != NOTHING else NOTHING
	seen = sealed_scope.condition(who.user, name)
	if entry.sealed:
		kept = sealed_scope.condition(who.user, name, custodians_only=True)
		seen = any_of([f"({_sealed(entry)} = 0 and {seen})" if seen != NOTHING else NOTHING, kept])
	return any_of(
		[
			f"({rule} and ifnull({about}, '') != {register})" if rule != NOTHING else NOTHING,
			f"({about} = {register} and {seen})" if seen != NOTHING else NOTHING,
		]
	)


def _sealed(entry: Scoped) -> str:
	return f"ifnull({column(entry.doctype, entry.sealed)}, 0)"


def _held(entry: Scoped, who: ScopeMap) -> str:
	return in_list(entry.doctype, entry.holder, who.organs) if entry.holder else NOTHING


def _made_and_tasks(entry: Scoped, who: ScopeMap) -> list[str]:
	parts = [in_list(entry.doctype, maker, who.organs) for maker in entry.makers]
	if entry.subject:
		parts.append(_tasks(entry, who))
	return [_registered(entry, part) for part in parts]


def _tasks(entry: Scoped, who: ScopeMap) -> str:
	doctype = scoped.subject_doctype(entry)
	if not doctype:
		return NOTHING
	subjects = custody.subjects(who, doctype, LITERAL_LIMIT + 1)
	if len(subjects) <= LITERAL_LIMIT:
		return in_list(entry.doctype, entry.subject, subjects)
	return custody.exists_condition(who, doctype, column(entry.doctype, entry.subject))


def _own_drafts(entry: Scoped, who: ScopeMap) -> str:
	if not entry.draft or not who.posted:
		return NOTHING
	status, value = entry.draft
	return (
		f"({column(entry.doctype, status)} = {literal(value)}"
		f" and {column(entry.doctype, 'owner')} = {literal(who.user)})"
	)


def _registered(entry: Scoped, part: str) -> str:
	if not entry.draft or part == NOTHING:
		return part
	status, value = entry.draft
	return f"({part} and ifnull({column(entry.doctype, status)}, '') != {literal(value)})"


def _outside(entry: Scoped, who: ScopeMap, parts: list[str]) -> list[str]:
	"""What a range user sees beyond his range, as a list of names if they are few, else as the parts themselves.

	Drafts count as beyond it: the range does not show them. The names stand beside their place codes, so that the whole
	condition stays a few ranges of one index (400k petitions, a township: counting 145 ms, without the codes 1.5 s).
	"""
	beyond = outside_ranges(entry.doctype, entry.range, who.ranges)
	if entry.draft:
		status, value = entry.draft
		beyond = f"({beyond} or {column(entry.doctype, status)} = {literal(value)})"
	rows: dict[str, str] = {}
	for part in parts:
		if part == NOTHING:
			continue
		rows |= dict(
			frappe.db.sql(
				f"select name, ifnull({column(entry.doctype, entry.range)}, '') from `tab{entry.doctype}`"
				f" where {part} and {beyond} limit {LITERAL_LIMIT + 1}"
			)
		)
		if len(rows) > LITERAL_LIMIT:
			return parts
	if not rows:
		return []
	names = in_list(entry.doctype, "name", sorted(rows))
	codes = sorted(set(rows.values()))
	return [names if "" in codes else f"({in_list(entry.doctype, entry.range, codes)} and {names})"]


def _child_rows(child: str, parent: Scoped, who: ScopeMap) -> str:
	rule = _rows(parent, who)
	if rule == NOTHING:
		return NOTHING
	return (
		f"({column(child, 'parenttype')} = {literal(parent.doctype)} and exists (select 1 from `tab{parent.doctype}`"
		f" where {column(parent.doctype, 'name')} = {column(child, 'parent')} and ({rule})))"
	)
