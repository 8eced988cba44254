"""Pieces of SQL conditions for access. Every value is escaped here; names of tables and columns come from the registry."""

import re
from collections.abc import Iterable

import frappe

NOTHING, EVERYTHING = "1=0", "1=1"
_NAME = re.compile(r"[\w -]+")


def column(doctype: str, name: str) -> str:
	"""Return the full, quoted name of a column."""
	if not _NAME.fullmatch(doctype):
		raise ValueError(f"no DocType: {doctype!r}")
	return f"`tab{doctype}`.{column_name(name)}"


def column_name(name: str) -> str:
	"""Return the quoted name of a column without its table."""
	if not _NAME.fullmatch(name):
		raise ValueError(f"no column: {name!r}")
	return f"`{name}`"


def literal(value: str) -> str:
	"""Return `value` as an SQL literal that is safe with and without query parameters beside it."""
	value = str(value)
	if "%" in value:
		# A percent sign would be taken for a parameter in one way of running the query and doubled in the other.
		return f"_utf8mb4 x'{value.encode().hex()}'"
	return frappe.db.escape(value, percent=False)


def in_list(doctype: str, name: str, values: Iterable[str]) -> str:
	"""Return `column in (values)`, `column = value` for one, or NOTHING for none."""
	values = [literal(value) for value in values]
	if not values:
		return NOTHING
	if len(values) == 1:
		return f"{column(doctype, name)} = {values[0]}"
	return f"{column(doctype, name)} in ({', '.join(values)})"


def in_ranges(doctype: str, name: str, ranges: Iterable[tuple[str, str]]) -> str:
	"""Return that a code lies in one of the half-open `ranges`."""
	code = column(doctype, name)
	return any_of([f"({code} >= {literal(low)} and {code} < {literal(high)})" for low, high in ranges])


def outside_ranges(doctype: str, name: str, ranges: Iterable[tuple[str, str]]) -> str:
	"""Return that a code is empty or lies in none of the half-open, sorted, disjoint `ranges`, as ranges again."""
	code = column(doctype, name)
	parts, floor = [f"{code} is null"], None
	for low, high in ranges:
		parts.append(
			f"{code} < {literal(low)}"
			if floor is None
			else f"({code} >= {floor} and {code} < {literal(low)})"
		)
		floor = literal(high)
	parts.append(f"{code} >= {floor}")
	return any_of(parts)


def any_of(parts: Iterable[str]) -> str:
	"""Return the parts joined by OR, in brackets when there are several; NOTHING if none holds."""
	parts = [part for part in dict.fromkeys(parts) if part != NOTHING]
	if not parts:
		return NOTHING
	if EVERYTHING in parts:
		return EVERYTHING
	return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"
