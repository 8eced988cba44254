"""What the monthly table can be laid out by: form, source level, category, place, registering organ, first or repeat.

There is none about people, and none is to be added: no column of this table says who came.
"""

from dataclasses import dataclass

import frappe
from frappe import _

from xinfang_app.insight.monthly import definitions, places
from xinfang_app.insight.monthly.definitions import Count
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.view import View
from xinfang_app.organization import codes

KEYS = ("form", "source_level", "group", "category", "place", "organ", "is_repeat")


@dataclass(frozen=True)
class Dimension:
	"""A way to lay out the table; `key` is the attribute of `Count` by which pieces are put apart."""

	key: str
	label: str


def all_of_them() -> dict[str, Dimension]:
	"""Return every dimension by its key, with its label in the user's language."""
	labels = (
		_("Form"),
		_("Source level"),
		_("Category group"),
		_("Category"),
		_("Place of the matter"),
		_("Registering organ"),
		_("First or repeat"),
	)
	return {key: Dimension(key, label) for key, label in zip(KEYS, labels, strict=True)}


def values(key: str, counted: list[Count], view: View, month: Month) -> list[tuple[str, str]]:
	"""Return [(value, label)] of a dimension in the order of the sheet.

	Forms and source levels are all there; of categories, places and organs those that occur in `counted`, and all
	townships in force in the office's whole table.
	"""
	found = {text(getattr(count, key)) for count in counted}
	if key == "form":
		found |= set(definitions.FORMS)
		return _ordered(definitions.FORMS, found, lambda value: _(value, context="Petition Form"))
	if key == "source_level":
		found |= set(definitions.SOURCES)
		return _ordered(definitions.SOURCES, found, lambda value: _(value, context="Source Level"))
	if key in ("group", "category"):
		return _ordered((), found, _category)
	if key == "place":
		if view.whole:
			found |= set(places.townships(view.low, view.high, month))
		return _ordered((), found, _place)
	if key == "organ":
		return _ordered((), found, lambda value: frappe.get_cached_value("Organ", value, "title") or value)
	if key == "is_repeat":
		return [("0", _("First pieces")), ("1", _("Repeat pieces"))]
	raise ValueError(f"unknown dimension: {key!r}")


def text(value: str | bool) -> str:
	"""Return the value of a dimension as it stands in a figure's name."""
	return str(int(value)) if isinstance(value, bool) else value


def label_of(key: str, value: str) -> str:
	"""Return the label of one value."""
	if key == "is_repeat":
		return _("Repeat pieces") if value == "1" else _("First pieces")
	if key == "is_group":
		return _("Group pieces")
	if not value:
		return _("not stated")
	if key == "form":
		return _(value, context="Petition Form")
	if key == "source_level":
		return _(value, context="Source Level")
	if key in ("group", "category"):
		return _category(value)
	if key == "place":
		return _place(value)
	return frappe.get_cached_value("Organ", value, "title") or value


def _ordered(first: tuple[str, ...], found: set[str], label) -> list[tuple[str, str]]:
	"""The values of `first`, then the others by code, and last what was not stated."""
	others = sorted(value for value in found if value and value not in first)
	named = [(value, label(value)) for value in (*first, *others)]
	return [*named, ("", _("not stated"))] if "" in found else named


def _category(code: str) -> str:
	return frappe.get_cached_value("Petition Category", code, "title") or code


def _place(code: str) -> str:
	title = frappe.get_cached_value("Jurisdiction", code, "title") or code
	return title if codes.tier_of(code) == codes.TOWNSHIP else _("{0} itself").format(title)
