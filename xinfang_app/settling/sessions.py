"""Sessions of a mediation: planned for a day and venue that are free, held with a record, or fallen through.

Rule: each session keeps what was said by whom (三说一陪: both sides and the mediators speak, a helper of the petitioner's
choice may sit by him). Only what concerns the dispute is written down.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, get_datetime

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal
from xinfang_app.settling import booking
from xinfang_app.settling.booking import Booking
from xinfang_app.settling.errors import MediationRefused

HOURS = 2.0


def plan(mediation: Document, held_on: datetime | str, place: str, hours: float = HOURS) -> Document:
	"""Plan a session. Raises VenueTaken, PersonTaken, MediationRefused."""
	_act(mediation)
	handling.demand(held_on, _("Held on"))
	handling.demand(place, _("Venue"))
	start = get_datetime(held_on)
	if start <= when.now():
		frappe.throw(_("The day of the session has to lie ahead."), MediationRefused)
	if any(row.state == "Planned" for row in mediation.sessions):
		frappe.throw(_("A session is planned already: record it first."), MediationRefused)
	row = mediation.append(
		"sessions", {"held_on": start, "hours": flt(hours) or HOURS, "place": place, "state": "Planned"}
	)
	booking.refuse_clash(_booked(mediation, row))
	mediation.next_session_on = start
	return handling.write(mediation)


def held(mediation: Document, text: str) -> Document:
	"""Record the session that was planned."""
	return _done(mediation, "Held", text)


def fell_through(mediation: Document, text: str) -> Document:
	"""Record that the session that was planned did not take place, and why."""
	return _done(mediation, "Fell through", text)


def bookings(start, end) -> list[Booking]:
	"""Return the sessions planned to begin from `start` to `end`. Registered in `xf_bookings`."""
	rows = frappe.get_all(
		"Mediation",
		filters=[
			["next_session_on", ">=", start],
			["next_session_on", "<", end],
			["stage", "=", "Under Way"],
		],
		pluck="name",
	)
	found = []
	for name in rows:
		mediation = frappe.get_doc("Mediation", name)
		found += [_booked(mediation, row) for row in mediation.sessions if row.state == "Planned"]
	return found


def _done(mediation: Document, state: str, text: str) -> Document:
	_act(mediation)
	row = next((row for row in mediation.sessions if row.state == "Planned"), None)
	if not row:
		frappe.throw(_("No session is planned."), MediationRefused)
	handling.demand(text, _("Record"))
	refuse_watch_words(text)
	if state == "Held" and get_datetime(row.held_on) > when.now():
		frappe.throw(_("The session has not begun yet."), MediationRefused)
	row.update({"state": state, "text": text, "recorded_by": frappe.session.user, "recorded_on": when.now()})
	mediation.next_session_on = None
	return handling.write(mediation)


def _booked(mediation: Document, row: Document) -> Booking:
	people = {
		booking.person(one.user, one.mediator_name, one.unit): one.mediator_name
		for one in mediation.mediators
	}
	start = get_datetime(row.held_on)
	return Booking("Mediation", mediation.name, start, booking.until(start, row.hours), row.place, people)


def _act(mediation: Document) -> None:
	scope.require(mediation, "act")
	recusal.refuse(mediation.petition)
	handling.at_stage(mediation, ("Under Way",), _("A session"))
