"""Who may review whose opinion.

Rule (arts. 35, 36): a review is for the organ one level above the one that gave the opinion; a re-review for the one
above the organ that reviewed. That is the organ's superior for reviews, else in business (`Organ`). Where a local rule
names another organ, the admin enters it as a `Review Route` with the rule it rests on: beside the superior one, so that
the petitioner chooses, or instead of it. Nobody reviews his own opinion, whatever a route says; an organ that has ended
is replaced by its successor on both sides.
"""

from typing import NamedTuple

import frappe
from frappe import _

from xinfang_app.organization import codes, competence
from xinfang_app.petition import acting
from xinfang_app.review.errors import WrongReviewer


class Option(NamedTuple):
	"""An organ that may review: its code, its title, whether it lies outside the system, the local rule it rests on."""

	organ: str
	title: str
	external: bool
	basis: str


def options(organ: str) -> list[Option]:
	"""Return the organs that may review an opinion of `organ`, the superior one first; empty where none is known."""
	routes = _routes(organ)
	superior = None if any(row.instead for row in routes) else competence.review_superior(organ)
	found = {superior: ""} if superior else {}
	for row in routes:
		found.setdefault(competence.current_organ(row.review_organ), row.basis or "")
	own = {organ, competence.current_organ(organ)}
	return [
		Option(name, acting.organ_title(name), acting.is_external(name), basis)
		for name, basis in found.items()
		if name not in own
	]


def choose(respondent: str, organ: str | None = None) -> Option:
	"""Return the organ that reviews an opinion of `respondent`: `organ`, or the superior one. Raises WrongReviewer."""
	found = options(respondent)
	if organ and organ in (respondent, competence.current_organ(respondent)):
		frappe.throw(_("No organ reviews its own opinion (art. 35)."), WrongReviewer)
	if not found:
		frappe.throw(
			_("The organ above {0} is not known; enter its superior first.").format(
				acting.organ_title(respondent)
			),
			WrongReviewer,
		)
	if not organ:
		return found[0]
	chosen = next((row for row in found if row.organ == organ), None)
	if not chosen:
		frappe.throw(
			_("{0} does not review opinions of {1}; that is for {2}.").format(
				acting.organ_title(organ),
				acting.organ_title(respondent),
				"、".join(row.title for row in found),
			),
			WrongReviewer,
		)
	return chosen


def _routes(organ: str) -> list:
	own = frappe.get_cached_value("Organ", organ, ["kind", "place_code"], as_dict=True)
	rows = frappe.get_all(
		"Review Route",
		filters={"enabled": 1},
		fields=["handling_organ", "organ_kind", "jurisdiction", "review_organ", "instead", "basis"],
		order_by="creation asc",
	)
	return [row for row in rows if own and _fits(row, organ, own)]


def _fits(row, organ: str, own) -> bool:
	if row.handling_organ:
		return competence.current_organ(row.handling_organ) == competence.current_organ(organ)
	if row.organ_kind and row.organ_kind != own.kind:
		return False
	return not row.jurisdiction or bool(own.place_code and codes.contains(row.jurisdiction, own.place_code))


def check(route) -> None:
	"""Refuse a route by which an organ reviews itself, or that says neither which organ nor which kind. Raises WrongReviewer."""
	if route.handling_organ and competence.current_organ(route.handling_organ) == competence.current_organ(
		route.review_organ
	):
		frappe.throw(_("No organ reviews its own opinion (art. 35)."), WrongReviewer)
	if not (route.handling_organ or route.organ_kind):
		frappe.throw(_("Name the handling organ, or the kind of organ."), WrongReviewer)
