"""约访: somebody says beforehand that he comes on a reception day; taken down by the office.

Rule (arts. 18, 20). A booking keeps a place in the order of the day and tells the leader what it is about. Nobody needs
one: who comes without is received too. The name lies with the identities and is shown masked; a matter that is
registered already is linked. When the day is changed or called off, those who booked are to be told, and that they were
is entered. A booking is no record about a person: it ends with the day, and nothing is counted over days.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import access, when
from xinfang_app.access import identity, scope, watch_words
from xinfang_app.petition import acting, handling
from xinfang_app.reception.leaders.errors import DutyMoved
from xinfang_app.reception.leaders.rota import ANNOUNCED, DUTY

DOCTYPE = "Reception Booking"
BOOKED, RECEIVED, NOT_COME, CANCELLED = "Booked", "Received", "Did not come", "Booking cancelled"
MOST = 40


def book(
	duty: Document, *, name: str, phone: str, subject: str, people_count: int = 1, petition: str | None = None, note: str = ""
) -> Document:  # fmt: skip
	"""Take down who comes on an announced day, and what about; return the Reception Booking."""
	access.require(duty, "act")
	acting.require_at(duty.holder)
	if duty.status != ANNOUNCED or getdate(duty.day) < when.today():
		frappe.throw(_("Places are booked on announced days to come."), DutyMoved)
	handling.demand(name, _("Name"))
	handling.demand(subject, _("What it is about"))
	watch_words.refuse(subject, note)
	if petition:
		scope.require(frappe.get_doc("Petition", petition), "read")
	taken = of(duty)
	if len(taken) >= MOST:
		frappe.throw(_("This day is full; offer the next one."), DutyMoved)
	person = identity.keep(name=name, phone=phone)
	booking = frappe.new_doc(DOCTYPE)
	booking.update(
		{
			"duty": duty.name,
			"day": duty.day,
			"status": BOOKED,
			"seq": max((row.seq for row in taken), default=0) + 1,
			"petitioner": person,
			"masked_name": frappe.db.get_value("Petitioner", person, "masked_name"),
			"subject": subject.strip(),
			"people_count": max(1, min(cint(people_count), 999)),
			"petition": petition,
			"petition_number": frappe.db.get_value("Petition", petition, "number") if petition else None,
			"note": (note or "").strip(),
			"booked_by": frappe.session.user,
			"booked_on": when.now(),
			"organ": duty.organ,
			"holder": duty.holder,
			"scope_code": duty.scope_code,
		}
	)
	return handling.write(booking)


def of(duty: Document) -> list[frappe._dict]:
	"""Return the bookings of a day in their order; the caller has checked that the day may be read."""
	return frappe.get_all(
		DOCTYPE,
		filters={"duty": duty.name, "status": ("!=", CANCELLED)},
		fields=[
			"name",
			"seq",
			"masked_name",
			"subject",
			"people_count",
			"status",
			"petition_number",
			"told_on",
		],
		order_by="seq asc",
	)


def cancel(booking: Document, note: str = "") -> Document:
	"""Take a booking back, because who booked said so or comes on another day."""
	_open(booking)
	booking.update({"status": CANCELLED, "note": (note or booking.note or "").strip()})
	return handling.write(booking)


def told(booking: Document) -> Document:
	"""Record that who booked was told of the change of the day."""
	_open(booking)
	booking.told_on = when.now()
	return handling.write(booking)


def came(booking: Document, visit: Document | None) -> Document:
	"""Record that who booked was received in `visit`, or, without it, did not come."""
	_open(booking)
	booking.update({"status": RECEIVED if visit else NOT_COME, "visit": visit.name if visit else None})
	return handling.write(booking)


def to_tell() -> list[dict]:
	"""Return the user's bookings of days that were called off, moved or given to another, of which nobody was told yet."""
	rows = scope.get_list(
		DOCTYPE,
		{"status": BOOKED, "told_on": ("is", "not set"), "day": (">=", when.today())},
		["name", "duty", "day", "masked_name", "holder"],
		order_by="day asc",
		limit=100,
	)
	found = []
	for row in rows:
		duty = frappe.db.get_value(
			DUTY, row["duty"], ["day", "status", "change_note", "holder"], as_dict=True
		)
		if duty and (duty.status == "Called off" or getdate(duty.day) != getdate(row["day"])):
			found.append({**row, "duty_day": duty.day, "called_off": duty.status == "Called off"})
	return found


def _open(booking: Document) -> None:
	access.require(booking, "act")
	acting.require_at(booking.holder)
	if booking.status != BOOKED:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(booking.status)), DutyMoved
		)
