"""What the desks' pickers choose from, findable by code, by Chinese and by the initials of the pinyin.

An officer types `tdzs` or `0201` or 征收 and has 土地征收. The lists hold only code tables and the places and organs of
the officer's own county, nothing about a case. They are made once for a county and kept for a quarter of an hour.
"""

import frappe
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import codes, posting
from xinfang_app.reception import serving

KEPT_FOR = 900


def all_of(organ: str) -> dict[str, list[list]]:
	"""Return {"categories", "purposes", "causes", "channels", "places", "organs"} for whoever serves at `organ`.

	Each is a list of [value, label, keys, extra]: `keys` are what is typed beside code and label, in lower case.
	"""
	county = posting.county_of(organ) or ""
	key = f"xf_desk_choices:{county}"
	known = frappe.cache.get_value(key, expires=True)
	if not known:
		known = _made(county)
		frappe.cache.set_value(key, known, expires_in_sec=KEPT_FOR)
	return known


def mine() -> dict[str, list[list]]:
	"""Return the choices of the user's first organ."""
	return all_of(serving.organ())


def initials(text: str) -> str:
	"""Return the initials of the pinyin of `text`, in lower case; other characters stay."""
	# Imported late: its dictionary takes a moment and memory, and the answer is kept.
	from pypinyin import Style, lazy_pinyin

	return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def _made(county: str) -> dict[str, list[list]]:
	return {
		"categories": _categories(),
		"purposes": _titled("Petition Purpose", "purpose_class"),
		"causes": _titled("Petition Cause", "organ_fault"),
		"channels": _titled("Petition Channel", "form"),
		"places": _places(county),
		"organs": _organs(county),
	}


def _row(value: str, label: str, extra=None, *more: str) -> list:
	names = [name for name in (label, *more) if name]
	return [value, label, " ".join(dict.fromkeys(initials(name) for name in names)), extra]


def _titled(doctype: str, extra: str) -> list[list]:
	rows = frappe.get_all(
		doctype, filters={"enabled": 1}, fields=["name", "title", extra], order_by="name asc"
	)
	return [_row(row.name, row.title, row[extra]) for row in rows]


def _categories() -> list[list]:
	"""Categories with the one above them: `其他` alone says nothing."""
	rows = frappe.get_all(
		"Petition Category",
		fields=["name", "title", "level", "parent_category", "sealed_route"],
		order_by="name asc",
	)
	titles = {row.name: row.title for row in rows}
	found = []
	for row in rows:
		above = titles.get(row.parent_category)
		label = f"{above}·{row.title}" if above else row.title
		found.append(_row(row.name, label, row.sealed_route or None, row.title))
	return found


def _places(county: str) -> list[list]:
	"""The places of a county: the county, townships, villages with their township before them."""
	if not county:
		return []
	low, high = codes.range_of(county)
	rows = [
		row
		for row in frappe.get_all(
			"Jurisdiction",
			filters=[["name", ">=", low], ["name", "<", high]],
			fields=["name", "title", "parent_jurisdiction", "valid_to"],
			order_by="name asc",
		)
		if not _ended(row.valid_to)
	]
	titles = {row.name: row.title for row in rows}
	found = []
	for row in rows:
		above = titles.get(row.parent_jurisdiction) if row.parent_jurisdiction != county else None
		found.append(_row(row.name, f"{above or ''}{row.title}", row.title, row.title))
	return found


def _organs(county: str) -> list[list]:
	if not county:
		return []
	low, high = codes.range_of(county)
	rows = frappe.get_all(
		"Organ",
		filters=[["place_code", ">=", low], ["place_code", "<", high]],
		fields=["name", "title", "short_title", "kind", "place_code", "valid_to"],
		order_by="name asc",
	)
	return [_row(row.name, row.title, row.kind, row.short_title) for row in rows if not _ended(row.valid_to)]


def _ended(day) -> bool:
	return bool(day) and getdate(day) < when.today()
