"""The announcement of public hearings (听证公告) for everybody: what about, when, where, who decides; never who petitions.

Rule: a hearing is public unless a law closes it. What is announced is made of code tables and organs alone: the kind of
matter, the township in which it lies, day, venue, organ. The title of a matter is typed by somebody and may name people;
it is never shown. Hearings that are not public are not announced at all. A village that was merged is named as it is
called today.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.utils import add_to_date, get_datetime

from xinfang_app import when
from xinfang_app.hearing import settings
from xinfang_app.hearing.vocabulary import CONCLUDED
from xinfang_app.organization import codes, competence, jurisdiction
from xinfang_app.petition.acting import organ_title

SHOWN = ("Notified", "Under Way", "Deliberation", CONCLUDED)
LIMIT = 200


@dataclass(frozen=True)
class Announced:
	"""One public hearing as everybody may read it."""

	number: str
	about: str
	level: str
	place_of_matter: str
	organ: str
	held_on: datetime
	venue: str
	address: str
	state: str


STATES = {
	"Notified": "即将举行",
	"Under Way": "正在举行",
	"Deliberation": "已经举行，正在评议",
	CONCLUDED: "已作出听证结论",
}


def shown() -> list[Announced]:
	"""Return the public hearings that are announced now, the next one first."""
	since = add_to_date(when.now(), days=-settings.load().announced_days)
	rows = frappe.get_all(
		"Hearing",
		filters={"public": 1, "stage": ["in", SHOWN], "held_on": [">=", since]},
		fields=["name", "petition", "level_shown", "organ", "held_on", "place", "stage"],
		order_by="held_on asc",
		limit=LIMIT,
	)
	petitions = _by_name("Petition", {row.petition for row in rows}, ["category", "place"])
	venues = _by_name("Meeting Venue", {row.place for row in rows}, ["title", "address"])
	return [
		_told(row, at, petitions[row.petition], venues.get(row.place)) for at, row in enumerate(rows, start=1)
	]


def of(row) -> Announced:
	"""Return what is announced of a hearing (a row or the document). Its number names the matter, so it is not told."""
	petition = frappe.db.get_value("Petition", row.petition, ["category", "place"], as_dict=True)
	venue = frappe.db.get_value("Meeting Venue", row.place, ["title", "address"], as_dict=True)
	return _told(row, 1, petition, venue)


def _by_name(doctype: str, names: set[str | None], fields: list[str]) -> dict:
	rows = frappe.get_all(
		doctype, filters={"name": ["in", sorted(filter(None, names))]}, fields=["name", *fields]
	)
	return {row.name: row for row in rows}


def _told(row, at: int, petition, venue) -> Announced:
	return Announced(
		number=str(at),
		about=about(petition.category),
		level=row.level_shown,
		place_of_matter=township(petition.place),
		organ=organ_title(competence.current_organ(row.organ)),
		held_on=get_datetime(row.held_on),
		venue=venue.title if venue else "",
		address=(venue.address or "") if venue else "",
		state=STATES.get(row.stage, ""),
	)


def about(category: str | None) -> str:
	"""Return the kind of a matter in the words of the code table."""
	found = category and frappe.get_cached_value("Petition Category", category, "title")
	return found or "信访事项"


def township(place: str | None) -> str:
	"""Return the name of the township (or the county) in which a place lies today, never anything smaller."""
	if not place:
		return ""
	today = jurisdiction.current(place)
	code = codes.at_tier(today, codes.TOWNSHIP) or codes.at_tier(today, codes.COUNTY)
	return frappe.get_cached_value("Jurisdiction", code, "title") or "" if code else ""
