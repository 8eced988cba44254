"""How a call to the spot ends when nobody came, or when it should not have been made.

Rule (L01). Only the calling office says so, with a reason. That nobody came is said when the time for the way is over;
that it was late stays on record. A call is withdrawn until an answer is given; then its leader is told.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from xinfang_app import access, when
from xinfang_app.access import watch_words
from xinfang_app.deadline import engine, milestones
from xinfang_app.messages import outbox
from xinfang_app.petition import acting, handling
from xinfang_app.supervision.duties.errors import DutyRefused

RULES = ("L01", "L01a")
NOT_COME, WITHDRAWN = "Nobody came", "Withdrawn"


def not_come(duty: Document, note: str) -> Document:
	"""Record that nobody of the organ came, with what is known of it; the clock ends unmet."""
	_check(duty, note, "Leader called")
	for code in RULES:
		clock = engine.clock(duty, code)
		if clock and clock.due_at and when.now() < get_datetime(clock.due_at):
			frappe.throw(
				_("There is time to come until {0}.").format(str(get_datetime(clock.due_at))[:16]),
				DutyRefused,
			)
	return _end(duty, NOT_COME, "not_come", note)


def withdraw(duty: Document, reason: str) -> Document:
	"""Take the call back because it was wrong, with the reason; the leader is told."""
	_check(duty, reason, "Leader called", "Arrived")
	duty = _end(duty, WITHDRAWN, "withdrawn", reason)
	outbox.put(
		key=f"on-site:{duty.name}:withdrawn",
		text="on_site_duty",
		ref_doctype=duty.doctype,
		ref_name=duty.name,
		organ=duty.organ,
		users=(duty.leader,),
		urgent=True,
		content={},
	)
	return duty


def _check(duty: Document, note: str, *statuses: str) -> None:
	access.require(duty, "read")
	acting.require_at(duty.office)
	if duty.status not in statuses:
		frappe.throw(
			_("This step is not possible at the present stage ({0}).").format(_(duty.status)), DutyRefused
		)
	handling.demand(note, _("The reason"))
	watch_words.refuse(note)


def _end(duty: Document, status: str, milestone: str, note: str) -> Document:
	duty.update({"status": status, "ended_on": when.now(), "ended_note": note.strip()})
	duty.save(ignore_permissions=True)
	milestones.record(duty, milestone, note=note.strip()[:500])
	return duty
