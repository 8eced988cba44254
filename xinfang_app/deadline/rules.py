"""The deadline rules of a DocType, as the engine reads them.

Rule: which clocks begin, end, pause or are suspended when a milestone is recorded is data (`Deadline Rule`), not code.
A rule begins a clock when it is enabled and all its conditions hold on the document; conditions compare one field with
one value, or with several separated by `|`. A clock that runs keeps the term it began with, and ends by its rule even
when the rule was switched off meanwhile.
"""

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.deadline import policies

CACHE_KEY = "xf_deadline_rules"


def of(document_type: str) -> dict[str, frappe._dict]:
	"""Return code → rule (all fields, `conditions` a list of (field, values)) for `document_type`; cached."""
	found = frappe.cache.hget(CACHE_KEY, document_type)
	if found is None:
		found = _read(document_type)
		frappe.cache.hset(CACHE_KEY, document_type, found)
	return found


def _read(document_type: str) -> dict[str, frappe._dict]:
	rows = frappe.get_all(
		"Deadline Rule", filters={"document_type": document_type}, fields=["*"], order_by="code asc"
	)
	for row in rows:
		row.conditions = [
			(condition.field, (condition.value or "").split("|"))
			for condition in frappe.get_all(
				"Deadline Rule Condition",
				filters={"parent": row.name, "parenttype": "Deadline Rule"},
				fields=["field", "value"],
				order_by="idx asc",
			)
		]
		row.also_ends = names(row.also_ends_on)
		row.pauses = pause_pairs(row.pause_events)
		row.ladder = policies.current(row.policy) if row.kind == "Duty" else None
	return {row.name: row for row in rows}


def forget(*_args) -> None:
	"""Drop the cache: now, and again when the transaction ends, for another process may have filled it meanwhile."""
	_forget()
	frappe.db.after_commit.add(_forget)
	frappe.db.after_rollback.add(_forget)


def _forget() -> None:
	frappe.cache.delete_key(CACHE_KEY)


def names(text: str | None) -> list[str]:
	"""Return the milestones in a comma-separated list."""
	return [part.strip() for part in (text or "").replace("\uff0c", ",").split(",") if part.strip()]


def pause_pairs(text: str | None) -> list[tuple[str, str]]:
	"""Return (milestone that pauses, milestone that resumes) for each line `a > b`."""
	pairs = []
	for line in (text or "").splitlines():
		first, _arrow, second = line.partition(">")
		if first.strip() and second.strip():
			pairs.append((first.strip(), second.strip()))
	return pairs


def applies(rule: frappe._dict, doc: Document) -> bool:
	"""Return whether `rule` begins a clock on `doc` now."""
	return bool(rule.enabled) and all(
		_text(doc.get(field)) in {value.strip() or _text(None) for value in values} | _zeros(values)
		for field, values in rule.conditions
	)


def _text(value) -> str:
	return "" if value is None else str(cint(value)) if isinstance(value, bool) else str(value)


def _zeros(values: list[str]) -> set[str]:
	"""An unset Check is 0."""
	return {""} if "0" in values else set()


def length_of(rule: frappe._dict) -> int:
	"""Return the term in force: a longer local one only when a second person has confirmed it."""
	if rule.override_confirmed_by and cint(rule.override_length) > cint(rule.length):
		return cint(rule.override_length)
	return cint(rule.length)


def extension_of(code: str) -> frappe._dict | None:
	"""Return the enabled rule that extends `code`, or None."""
	found = frappe.get_all(
		"Deadline Rule",
		filters={"extends": code, "kind": "Extension", "enabled": 1},
		fields=["name", "title", "length", "extension_days", "article"],
		limit=1,
	)
	return found[0] if found else None
