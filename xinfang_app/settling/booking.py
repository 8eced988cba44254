"""Which venues and which people are taken at a time: for hearings and mediation sessions alike.

Rule: one venue holds one meeting at a time, and nobody sits in two. What is planned first stands; whoever plans a second
one is told that the time is taken, and no more, for it may belong to a matter that he does not see. A venue that is out
of use is not booked. Two people of one name are told apart by their unit.

Whoever plans waits for whoever is planning, at whatever venue, and then reads what that one has written: requests that
write run at READ COMMITTED (`petition.again`).

Rooms that plan meetings register a function `(start, end) -> list[Booking]` in `xf_bookings`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import flt, get_datetime

from xinfang_app.settling.errors import PersonTaken, VenueTaken

NAME = "xf_bookings"
#: No meeting takes longer; rows that began earlier are not looked at.
LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Booking:
	"""One planned meeting: who and what it takes from `start` up to `end`."""

	doctype: str
	name: str
	start: datetime
	end: datetime
	venue: str | None = None
	people: dict[str, str] = field(default_factory=dict)
	"""Key of a person → his name."""


def until(start, hours: float) -> datetime:
	"""Return when a meeting that begins at `start` and takes `hours` ends."""
	return get_datetime(start) + timedelta(hours=flt(hours) or 1)


def person(user: str | None, name: str | None, unit: str | None) -> str:
	"""Return the key under which a person is known: the account, else name and unit without blanks."""
	return user or "".join(f"{name or ''}|{unit or ''}".split())


def refuse_clash(wanted: Booking) -> None:
	"""Refuse `wanted` where its venue or one of its people is taken. Raises VenueTaken, PersonTaken."""
	# All venues, for two who plan the same person at different venues have to wait for each other too.
	venues = frappe.db.get_values(
		"Meeting Venue", {"name": ("is", "set")}, ["name", "out_of_use"], order_by="name asc", for_update=True
	)
	if dict(venues).get(wanted.venue):
		frappe.throw(_("The venue {0} is out of use.").format(wanted.venue), VenueTaken)
	for other in _others(wanted):
		if wanted.venue and other.venue == wanted.venue:
			frappe.throw(
				_("The venue {0} is taken from {1} to {2}.").format(wanted.venue, *_times(other)), VenueTaken
			)
		for key, shown in wanted.people.items():
			if key in other.people:
				frappe.throw(
					_("{0} has another hearing or mediation from {1} to {2}.").format(shown, *_times(other)),
					PersonTaken,
				)


def _others(wanted: Booking) -> list[Booking]:
	found = []
	for path in frappe.get_hooks(NAME):
		for other in frappe.get_attr(path)(wanted.start - LONGEST, wanted.end):
			own = (other.doctype, other.name) == (wanted.doctype, wanted.name)
			if not own and other.start < wanted.end and wanted.start < other.end:
				found.append(other)
	return found


def _times(other: Booking) -> tuple[str, str]:
	return f"{other.start:%Y-%m-%d %H:%M}", f"{other.end:%H:%M}"
