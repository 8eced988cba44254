"""Custody: which organ has a matter, and who has a task on it, from when to when.

Rule (idea 7). A matter has one holder at a time; handing over ends one row and begins the next, and the column
`holder` on the matter and all its records follows in the same transaction, so that lists need no join. Further rows
give sight without custody: `Co-organ` (works on a part), `Task` (an officer or organ asked to help, hear, review),
`Filed` (a village that filed it with the citizen's consent). A row that has ended gives nothing: what a former holder
keeps is its own records, with the snapshot of what it handed over.

Each row of sight names the record it was given for (`source`) and ends with it: an organ that reviews a matter and was
also asked for help keeps the one when the other is over. That holds whoever came in its place meanwhile.

Rows are added and ended, never edited: they are the history. The services that call this have checked who may.

Beside the rows there is sight that passes by itself: rooms register functions `(user) -> {DocType: [names]}` in
`xf_passing_sight` (a person on duty sees urgent matters until his shift ends). It counts as a task, is asked for anew
every time, and leaves no row to be ended.
"""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access import append_only, scoped
from xinfang_app.access.scope_map import ScopeMap
from xinfang_app.access.sql import NOTHING, any_of, in_list, literal

HOLDER, CO_ORGAN, TASK, FILED = "Holder", "Co-organ", "Task", "Filed"
SIGHT_KINDS = (CO_ORGAN, TASK, FILED)
PASSING = "xf_passing_sight"
#: A village helps and files; it is never a co-organ.
VILLAGE_KINDS = (TASK, FILED)


def hand_over(doc, organ: str, reason: str, source=None) -> str:
	"""Make `organ` the holder of the subject of `doc` and of all its registered records; return the Custody row.

	`reason` is said in the history; `source` is the document by which it happened (a referral, an objection), if any.
	Handing over to the organ that has it already adds nothing and returns the row that stands.
	"""
	doctype, name = scoped.subject_of(doc)
	# Two hand-overs at once would both end the same row; the second waits here.
	frappe.db.get_value(doctype, name, "name", for_update=True)
	standing = _open(doctype, name, HOLDER)
	if len(standing) == 1 and standing[0].organ == organ:
		_set_holder(doctype, name, organ, doc)
		return standing[0].name
	for row in standing:
		_end(row.name)
	first = not standing and _holder_of(doctype, name) == organ
	row = _add(doctype, name, HOLDER, organ=organ, reason=reason, source=source)
	# A matter just opened was written with its holder, and so was all that is about it.
	if not first:
		_set_holder(doctype, name, organ, doc)
	return row


def give(
	doc, organ: str | None = None, user: str | None = None, kind: str = TASK, reason: str = "", source=None
) -> str:
	"""Let `organ` or `user` see the subject of `doc` (kind Task, Co-organ or Filed); return the Custody row.

	A row that stands already for the same `source` is returned as it is; another task of the same organ or user has a
	row of its own.
	"""
	if kind not in SIGHT_KINDS or bool(organ) == bool(user):
		raise ValueError("custody.give needs a kind of sight, and either an organ or a user")
	doctype, name = scoped.subject_of(doc)
	for row in _open(doctype, name, kind):
		if (row.organ or None, row.user or None) == (organ, user) and _given_for(row, source):
			return row.name
	return _add(doctype, name, kind, organ=organ, user=user, reason=reason, source=source)


def end(doc, organ: str | None = None, kind: str | None = None, user: str | None = None, source=None) -> int:
	"""End the open rows of `organ` or `user` (both None: of everybody) of `kind` (None: every kind of sight).

	With `source` only those given for that record: what is seen for another task stays.
	Returns how many were ended. The holder is never ended without a next one: use `hand_over`.
	"""
	if kind == HOLDER:
		raise ValueError("a matter is never without a holder: hand it over")
	doctype, name = scoped.subject_of(doc)
	ended = 0
	for row in _open(doctype, name, *((kind,) if kind else SIGHT_KINDS)):
		if source and not _given_for(row, source):
			continue
		if (not organ or row.organ == organ) and (not user or row.user == user):
			_end(row.name)
			ended += 1
	return ended


def holder_of(doc) -> str | None:
	"""Return the organ that has the subject of `doc` in hand, or None."""
	doctype, name = scoped.subject_of(doc)
	rows = _open(doctype, name, HOLDER)
	return rows[0].organ if rows else None


def history(doc) -> list[dict]:
	"""Return all custody rows of the subject of `doc`, oldest first; the caller has checked that it may be read."""
	doctype, name = scoped.subject_of(doc)
	return frappe.get_all(
		"Custody",
		filters={"ref_doctype": doctype, "ref_name": name},
		fields=[
			"kind",
			"organ",
			"user",
			"from_on",
			"to_on",
			"reason",
			"given_by",
			"source_doctype",
			"source_name",
		],
		order_by="from_on asc, creation asc",
	)


# What scope asks.


def has_task(
	who: ScopeMap, doctype: str | None, name: str | None, kinds: tuple[str, ...] = SIGHT_KINDS
) -> bool:
	"""Return whether `who` has an open row of `kinds` on the subject `name`, through an organ or himself."""
	if name and TASK in kinds and name in passing(who, doctype):
		return True
	rule = _of(who, kinds)
	if not doctype or not name or rule == NOTHING:
		return False
	return bool(
		frappe.db.sql(
			f"""select 1 from `tabCustody` where ref_name = {literal(name)} and ref_doctype = {literal(doctype)}
			and to_on is null and {rule} limit 1"""
		)
	)


def subjects(who: ScopeMap, doctype: str, limit: int) -> list[str]:
	"""Return the names of subjects of `doctype` on which `who` has an open row of sight, at most `limit`."""
	now, rule = passing(who, doctype), _of(who)
	if rule == NOTHING:
		return now[:limit]
	found = frappe.db.sql(
		f"""select distinct ref_name from `tabCustody` where ref_doctype = {literal(doctype)}
		and to_on is null and {rule} limit {int(limit)}""",
		pluck=True,
	)
	return list(dict.fromkeys([*now, *found]))[:limit]


def exists_condition(who: ScopeMap, doctype: str, subject_column: str) -> str:
	"""Return the SQL condition that `who` has an open row of sight on the subject in `subject_column`."""
	names = ", ".join(literal(name) for name in passing(who, doctype))
	now, rule = f"{subject_column} in ({names})" if names else NOTHING, _of(who)
	if rule == NOTHING:
		return now
	standing = (
		f"exists (select 1 from `tabCustody` where `tabCustody`.ref_name = {subject_column}"
		f" and `tabCustody`.ref_doctype = {literal(doctype)} and `tabCustody`.to_on is null and {rule})"
	)
	return any_of([standing, now])


def passing(who: ScopeMap, doctype: str | None) -> list[str]:
	"""Return the subjects of `doctype` that `who` may see just now by a rule that ends by itself."""
	if not doctype or not who.posted:
		return []
	found: dict[str, None] = {}
	for path in frappe.get_hooks(PASSING):
		found.update(dict.fromkeys(frappe.get_attr(path)(who.user).get(doctype, ())))
	return list(found)


def _of(who: ScopeMap, kinds: tuple[str, ...] = SIGHT_KINDS) -> str:
	"""The part of the condition that says whose row it is."""
	village_kinds = [kind for kind in VILLAGE_KINDS if kind in kinds]
	parts = []
	if who.organs and kinds:
		parts.append(f"({in_list('Custody', 'organ', who.organs)} and {in_list('Custody', 'kind', kinds)})")
	if who.villages and village_kinds:
		parts.append(
			f"({in_list('Custody', 'organ', who.villages)} and {in_list('Custody', 'kind', village_kinds)})"
		)
	if who.posted and kinds:
		parts.append(f"({in_list('Custody', 'user', [who.user])} and {in_list('Custody', 'kind', kinds)})")
	return any_of(parts)


def _open(doctype: str, name: str, *kinds: str) -> list:
	return frappe.get_all(
		"Custody",
		filters={"ref_doctype": doctype, "ref_name": name, "kind": ("in", kinds), "to_on": ("is", "not set")},
		fields=["name", "organ", "user", "kind", "source_doctype", "source_name"],
		order_by="from_on asc",
	)


def _given_for(row, source) -> bool:
	given = (row.source_doctype or None, row.source_name or None)
	return given == ((source.doctype, source.name) if source else (None, None))


def _add(doctype: str, name: str, kind: str, *, organ=None, user=None, reason="", source=None) -> str:
	if kind == HOLDER and not organ:
		frappe.throw(_("A matter cannot be without an organ that has it in hand."))
	return append_only.add(
		"Custody",
		ref_doctype=doctype,
		ref_name=name,
		kind=kind,
		organ=organ,
		user=user,
		from_on=when.now(),
		reason=reason,
		given_by=frappe.session.user,
		source_doctype=source.doctype if source else None,
		source_name=source.name if source else None,
	).name


def _end(name: str) -> None:
	frappe.db.set_value("Custody", name, "to_on", when.now())


def _holder_of(doctype: str, name: str) -> str | None:
	subject = scoped.get(doctype)
	return frappe.db.get_value(doctype, name, subject.holder) if subject and subject.holder else None


def _set_holder(doctype: str, name: str, organ: str, doc) -> None:
	"""Write the holder on the subject and, in one statement for each DocType, on its registered records."""
	subject = scoped.get(doctype)
	if subject and subject.holder:
		frappe.db.set_value(doctype, name, subject.holder, organ, update_modified=False)
	for entry in scoped.related(doctype):
		if not entry.holder:
			continue
		table = frappe.qb.DocType(entry.doctype)
		query = frappe.qb.update(table).set(table[entry.holder], organ).where(table[entry.subject] == name)
		if entry.draft:
			status, value = entry.draft
			query = query.where(table[status] != value)
		query.run()
	own = scoped.get(doc.doctype)
	if own and own.holder:
		doc.set(own.holder, organ)
