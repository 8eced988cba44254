"""Holiday and night duty: the roster, taking over, and the note for whoever comes next.

Rule: whoever is in charge of an organ plans who is on duty there, at most a day at a time. The person needs a post
somewhere on that day; it may be at another organ (a county's offices take turns). On duty one sees the organ's urgent
matters for the length of the shift (`duty_sight`), after taking over: and taking over means to have read every note
that earlier shifts left and nobody has read yet. At the end one leaves a note, "nothing happened" included; urgent
information must not be held back or told late (arts. 25, 46(4)). The note may still be written in the hours after the
shift; the sight has ended by then.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.office import charge
from xinfang_app.office.errors import DutyRefused
from xinfang_app.organization import posting

LONGEST = timedelta(hours=24)
#: So long after the end of a shift its note may still be written.
NOTE_UNTIL = timedelta(hours=12)
KINDS = ("Night duty", "Holiday duty")


def plan(
	organ: str, user: str, starts_on: datetime | str, ends_on: datetime | str, kind: str = "Holiday duty"
) -> Document:
	"""Put `user` on duty at `organ` between two moments (naive, site's zone); return the Duty Shift.

	Raises NotPermitted unless the session's user is in charge of the organ, DutyRefused for a shift that is over, too
	long, overlaps another of the same person, or whose person holds no post then.
	"""
	_require_charge(organ)
	starts, ends = _moment(starts_on), _moment(ends_on)
	if kind not in KINDS:
		raise ValueError(f"unknown kind of duty: {kind!r}")
	if not user or not frappe.db.exists("User", {"name": user, "enabled": 1}):
		frappe.throw(_("Choose who is on duty."), DutyRefused)
	if ends <= starts or ends <= when.now():
		frappe.throw(_("A shift ends after it begins, and not in the past."), DutyRefused)
	if ends - starts > LONGEST:
		frappe.throw(_("A shift lasts at most 24 hours; plan the next day separately."), DutyRefused)
	days = {starts.date(), (ends - timedelta(seconds=1)).date()}
	if not all(posting.organs_of(user, day) for day in days):
		frappe.throw(
			_("{0} holds no post on that day and cannot be on duty.").format(frappe.utils.get_fullname(user)),
			DutyRefused,
		)
	if _overlaps(user, starts, ends):
		frappe.throw(
			_("{0} is on duty already at that time.").format(frappe.utils.get_fullname(user)), DutyRefused
		)
	return _write(
		frappe.new_doc("Duty Shift"),
		organ=organ,
		user=user,
		kind=kind,
		starts_on=starts,
		ends_on=ends,
		planned_by=frappe.session.user,
	)


def cancel(shift: Document, reason: str) -> Document:
	"""Take a shift off the roster, also while it runs: its sight ends at once."""
	_require_charge(shift.organ)
	if not (reason or "").strip():
		frappe.throw(_("Say why the shift is taken off the roster."), DutyRefused)
	if get_datetime(shift.ends_on) <= when.now():
		frappe.throw(_("The shift is over; it stays on record."), DutyRefused)
	return _write(shift, cancelled=1, cancel_reason=reason.strip())


def take_over(shift: Document, read: list[str] | tuple[str, ...] = ()) -> Document:
	"""Begin the shift as who is logged in; `read` names the notes of earlier shifts he has read.

	Raises DutyRefused outside the shift's hours, or while a note of an earlier shift is unread.
	"""
	_require_own(shift)
	now = when.now()
	if shift.cancelled or not get_datetime(shift.starts_on) <= now < get_datetime(shift.ends_on):
		frappe.throw(_("The shift can be taken over while it runs, not before and not after."), DutyRefused)
	if shift.taken_over_on:
		return shift
	waiting = unread(shift.organ)
	missing = [row for row in waiting if row["name"] not in read]
	if missing:
		frappe.throw(_("Read the notes of the earlier shifts first."), DutyRefused)
	for row in waiting:
		_mark_read(frappe.get_doc("Duty Shift", row["name"]))
	return _write(shift, taken_over_on=now)


def hand_over(shift: Document, note: str) -> Document:
	"""Leave the note of the shift for whoever comes next. Required even if nothing happened; written once."""
	_require_own(shift)
	now = when.now()
	if not shift.taken_over_on:
		frappe.throw(_("The shift was not taken over."), DutyRefused)
	if now > get_datetime(shift.ends_on) + NOTE_UNTIL:
		frappe.throw(_("The shift ended more than {0} hours ago.").format(12), DutyRefused)
	if shift.handed_over_on:
		frappe.throw(_("The note of this shift is written already."), DutyRefused)
	if not (note or "").strip():
		frappe.throw(_("Write the note; if nothing happened, say so."), DutyRefused)
	return _write(shift, handover_note=note.strip(), handed_over_on=now)


def read_note(shift: Document) -> Document:
	"""Record that who is on duty now has read the note of an earlier shift that came after he took over."""
	running = current(shift.organ, frappe.session.user)
	if not running:
		frappe.throw(_("Only who is on duty now confirms having read it."), NotPermitted)
	return _mark_read(shift)


def unread(organ: str) -> list[dict]:
	"""Return the notes left at `organ` that nobody on duty has read yet, oldest first."""
	rows = frappe.get_all(
		"Duty Shift",
		filters={
			"organ": organ,
			"handed_over_on": ["is", "set"],
			"read_on": ["is", "not set"],
			"cancelled": 0,
		},
		fields=["name", "user", "starts_on", "ends_on", "handover_note", "handed_over_on"],
		order_by="starts_on asc",
	)
	return [{**row, "person": frappe.utils.get_fullname(row.user)} for row in rows]


def current(organ: str, user: str) -> str | None:
	"""Return the name of the shift in which `user` is on duty at `organ` now, taken over; None if he is not."""
	now = when.now()
	return frappe.db.get_value(
		"Duty Shift",
		{
			"organ": organ,
			"user": user,
			"cancelled": 0,
			"taken_over_on": ["is", "set"],
			"starts_on": ["<=", now],
			"ends_on": [">", now],
		},
	)


def _moment(value: datetime | str) -> datetime:
	"""Return `value` as a naive moment of the site's zone. Raises DutyRefused for what is no date and hour."""
	try:
		return get_datetime(str(value)[:16])
	except ValueError:
		frappe.throw(_("{0} is no date with an hour.").format(value), DutyRefused)


def _overlaps(user: str, starts: datetime, ends: datetime) -> bool:
	return bool(
		frappe.db.exists(
			"Duty Shift", {"user": user, "cancelled": 0, "starts_on": ["<", ends], "ends_on": [">", starts]}
		)
	)


def _mark_read(shift: Document) -> Document:
	if shift.read_on:
		return shift
	return _write(shift, read_on=when.now(), read_by=frappe.session.user)


def _require_charge(organ: str) -> None:
	if not charge.is_in_charge(organ):
		frappe.throw(
			_("Only whoever is in charge of {0} plans its duty.").format(_title(organ)), NotPermitted
		)


def _require_own(shift: Document) -> None:
	if shift.user != frappe.session.user or not posting.current(shift.user):
		frappe.throw(_("This is not your shift."), NotPermitted)


def _title(organ: str) -> str:
	return frappe.get_cached_value("Organ", organ, "title") or organ


def _write(shift: Document, **values) -> Document:
	shift.update(values)
	return shift.insert(ignore_permissions=True) if shift.is_new() else shift.save(ignore_permissions=True)
