"""Which organ answers for a matter, and who stands above it.

Rule (arts. 5, 22): a matter goes to the organ that is competent for its category where the matter lies: 属地管理、分级负责,
谁主管、谁负责. An organ is competent if it names the category, or the group above it, among its competences and the
place lies in its area. What names the very category comes before what names only the group; then the nearest tier
comes first. The list is a suggestion: a person decides.

Exceptions: accusations (category group 14, art. 30) go to the discipline organ of the county and to nobody else.
External organs and organs that have ended are never suggested; a successor answers for its predecessor's place by
having competences of its own.
"""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder import DocType
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import codes, jurisdiction
from xinfang_app.organization.errors import OrganError


def competent(category: str, place_code: str, on: date | str | None = None) -> list[tuple[str, str]]:
	"""Return [(organ code, reason in the user's language)] for a category at a place, best first; empty if nobody is.

	`place_code` may be the code of a place that has since been merged: its successor is asked.
	"""
	on = getdate(on) if on else when.today()
	place = jurisdiction.current(place_code, on)
	wanted = frappe.get_cached_value(
		"Petition Category", category, ["name", "title", "parent_category", "sealed_route"], as_dict=True
	)
	if not wanted:
		return []
	places = [place, *codes.ancestors(place)]
	if sealed_route(category):
		return _discipline_organs(places, on)

	organ, row = DocType("Organ"), DocType("Organ Competence")
	found = (
		_living(organ, on)
		.inner_join(row)
		.on((row.parent == organ.name) & (row.parenttype == "Organ"))
		.select(organ.name, organ.title, organ.place_code, row.category, row.note)
		.where(organ.place_code.isin(places))
		.where(row.category.isin([c for c in (wanted.name, wanted.parent_category) if c]))
		.run(as_dict=True)
	)
	found.sort(key=lambda o: (o.category != wanted.name, places.index(o.place_code), o.name))
	answer: dict[str, str] = {}
	for o in found:
		answer.setdefault(o.name, _reason(o))
	return list(answer.items())


def sealed_route(category: str | None) -> str | None:
	"""Return the route on which letters of this category are sealed ("Discipline"), or None. Art. 30."""
	if not category:
		return None
	row = frappe.get_cached_value(
		"Petition Category", category, ["sealed_route", "parent_category"], as_dict=True
	)
	if not row:
		return None
	return row.sealed_route or sealed_route(row.parent_category)


def review_superior(organ: str) -> str | None:
	"""Return the organ that reviews (复查) the opinions of `organ`: its superior for review, else in business. Art. 35.

	An organ that has ended is replaced by its successor. Returns None where nothing stands above it here.
	"""
	above = frappe.get_cached_value("Organ", organ, ["review_organ", "parent_organ"], as_dict=True)
	if not above:
		return None
	superior = above.review_organ or above.parent_organ
	return current_organ(superior) if superior else None


def current_organ(organ: str, on: date | str | None = None) -> str:
	"""Return the organ that stands in the place of `organ` on `on`: itself, or the last of its successors by then."""
	on = getdate(on) if on else when.today()
	seen: list[str] = []
	while organ not in seen:
		seen.append(organ)
		row = frappe.get_cached_value("Organ", organ, ["valid_to", "successor"], as_dict=True)
		if not row or not row.successor or not row.valid_to or getdate(row.valid_to) >= on:
			return organ
		organ = row.successor
	frappe.throw(
		_("The successors of {0} run in a circle: {1}").format(seen[0], " → ".join([*seen, organ])),
		OrganError,
	)


def petition_office(place_code: str, on: date | str | None = None) -> str | None:
	"""Return the petition office (信访局) of the county in which a place lies, or None."""
	county = codes.at_tier(place_code, codes.COUNTY)
	if not county:
		return None
	organ = DocType("Organ")
	rows = (
		_living(organ, getdate(on) if on else when.today())
		.select(organ.name)
		.where((organ.kind == "Petition Office") & (organ.place_code == county))
		.orderby(organ.name)
		.run()
	)
	return rows[0][0] if rows else None


def _living(organ, on: date):
	return (
		frappe.qb.from_(organ)
		.where(organ.is_external == 0)
		.where(organ.valid_from.isnull() | (organ.valid_from <= on))
		.where(organ.valid_to.isnull() | (organ.valid_to >= on))
	)


def _discipline_organs(places: list[str], on: date) -> list[tuple[str, str]]:
	organ = DocType("Organ")
	found = (
		_living(organ, on)
		.select(organ.name, organ.place_code)
		.where((organ.kind == "Discipline Organ") & organ.place_code.isin(places))
		.run(as_dict=True)
	)
	found.sort(key=lambda o: (places.index(o.place_code), o.name))
	reason = _("Accusations are sealed and go to the discipline organ (art. 30)")
	return [(o.name, reason) for o in found]


def _reason(o) -> str:
	category = frappe.get_cached_value("Petition Category", o.category, "title")
	place = frappe.get_cached_value("Jurisdiction", o.place_code, "title") or o.place_code
	reason = _("{0} is competent for {1} {2} in {3}").format(o.title, o.category, category, place)
	return f"{reason} ({o.note})" if o.note else reason
