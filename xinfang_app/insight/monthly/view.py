"""Whose table is asked for, and how much of it the user may see.

Rule: the table is a petition office's, narrowed to one township or one registering organ where wanted. Who sees all of
it (his range covers it, or it is his own organ's pieces) is shown the figures of a closed month as they were closed,
also of pieces that have since left his range: he saw them then. Everybody else is shown what `access.scope` lets him
see, in open and closed months alike, and is told so.
"""

from dataclasses import dataclass

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access.scope_map import scope_map
from xinfang_app.insight.monthly import places
from xinfang_app.insight.monthly.errors import NoOffice
from xinfang_app.insight.monthly.month import Month
from xinfang_app.organization import codes, competence, posting

OFFICE = "Petition Office"


@dataclass(frozen=True)
class View:
	"""A table's bounds: the office with its half-open range of codes, a township, a registering organ, the user."""

	office: str
	low: str
	high: str
	place: str | None = None
	organ: str | None = None
	user: str = "Guest"

	@property
	def whole(self) -> bool:
		"""Whether the table is the office's whole one."""
		return not (self.place or self.organ)

	def full(self, month: Month) -> bool:
		"""Return whether the user may see everything that the table of `month` counts."""
		who = scope_map(self.user)
		if who.everything or (self.organ and self.organ in who.organs):
			return True
		wanted = [(self.low, self.high)]
		if self.place:
			wanted = [codes.range_of(self.place)]
			wanted += [
				codes.range_of(code) for code in places.predecessors(self.place, self.low, self.high, month)
			]
		return all(any(low <= begin and end <= high for low, high in who.ranges) for begin, end in wanted)


def of(
	office: str | None = None, place: str | None = None, organ: str | None = None, user: str | None = None
) -> View:
	"""Return the view on the table of `office` (default: the office of the user's county), narrowed where asked.

	Raises NoOffice, also for a place or organ that does not exist.
	"""
	user = user or frappe.session.user
	office = office or default_office(user)
	row = (
		frappe.db.get_value("Organ", office, ["name", "kind", "place_code"], as_dict=True) if office else None
	)
	if not row or row.kind != OFFICE or not row.place_code:
		frappe.throw(_("Choose the petition office whose table you want."), NoOffice)
	for doctype, name in (("Jurisdiction", place), ("Organ", organ)):
		if name and not frappe.db.exists(doctype, name):
			frappe.throw(_("{0} is not known here.").format(name), NoOffice)
	return View(row.name, *codes.range_of(row.place_code), place or None, organ or None, user)


def default_office(user: str | None = None) -> str | None:
	"""Return the petition office at which `user` holds a post, else the one of the county of his organ, else any."""
	rows = posting.current(user)
	for row in rows:
		if row.kind == OFFICE:
			return row.organ
	for row in rows:
		office = competence.petition_office(row.place_code) if row.place_code else None
		if office:
			return office
	return frappe.db.get_value("Organ", {"kind": OFFICE, "is_external": 0}, "name", order_by="code")


def default_place(user: str | None = None) -> str | None:
	"""Return the township of a user whose posts are all at one township; None for everybody else."""
	found = {codes.at_tier(row.place_code, codes.TOWNSHIP) for row in posting.current(user) if row.place_code}
	return found.pop() if len(found) == 1 else None


def default_month() -> Month:
	"""Return the last month that is over."""
	return Month.of(when.today()).previous
