"""The duties of an ownership (责任清单): each done on a day with a note and a proof, or not owed any more, with a reason.

Rule: a duty is done by the leader, his stand-in or the team, and shows what was done; it is never ticked off without a
proof, but for the duty to meet the petitioner: the record of the meeting does it.
That a duty is not owed (nobody needs aid, nothing to carry out) is found by the office that follows, not by who
would have to do it. The leader or the office may add duties of the matter's own. Each has its clock (B04).
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope, watch_words
from xinfang_app.deadline import milestones
from xinfang_app.leadership import duty_sets, who
from xinfang_app.leadership.errors import NotTheOwner, OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.petition import handling
from xinfang_app.petition.handling_errors import WrongMoment
from xinfang_app.supervision import evidence

DOCTYPE = "Ownership Duty"


def done(
	duty: Document,
	note: str,
	proof: str,
	done_on: date | str | None = None,
	*,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that a duty was done, with its proof; return it."""
	ownership = _of(duty)
	common.require_worker(ownership, _("A duty"))
	_open(duty)
	handling.demand(note, _("What was done"))
	evidence.demand(duty, proof, _("Proof"))
	moment = handling.moment(done_on)
	handling.not_in_future(moment, _("A duty"))
	handling.not_before(moment, ownership.started_on, _("A duty"), _("Owned since"))
	handling.check_entry(moment, scan=proof, backdate_reason=backdate_reason)
	duty.update(
		{
			"status": "Done",
			"done_on": moment.date(),
			"done_by": frappe.session.user,
			"on_behalf_of": who.behalf(frappe.session.user, ownership.leader),
			"note": note.strip(),
			"proof": proof,
		}
	)
	duty = handling.write(duty)
	evidence.attach(duty, proof)
	if ownership.here:
		milestones.record(duty, "done", moment, organ=duty.organ, scan=proof, backdate_reason=backdate_reason)
	return duty


def met(ownership: Document, moment: datetime, met_by: str, proof: str | None, reason: str | None) -> None:
	"""The record of a meeting does the duty to meet the petitioner; called by `working.meet`, which has checked it."""
	for name in frappe.get_all(
		DOCTYPE,
		filters={"ownership": ownership.name, "kind": duty_sets.MEET, "status": "To be done"},
		pluck="name",
	):
		duty = frappe.get_doc(DOCTYPE, name)
		duty.update(
			{
				"status": "Done",
				"done_on": moment.date(),
				"done_by": frappe.session.user,
				"on_behalf_of": who.behalf(frappe.session.user, ownership.leader),
				"note": _("Met by {0}, see the record of the meeting").format(met_by),
				"proof": proof,
			}
		)
		duty = handling.write(duty)
		if ownership.here:
			milestones.record(duty, "done", moment, organ=duty.organ, scan=proof, backdate_reason=reason)


def drop(duty: Document, reason: str) -> Document:
	"""Find, for the office that follows, that a duty is not owed any more, with a reason."""
	ownership = _of(duty)
	common.require_follower(ownership)
	_open(duty)
	handling.demand(reason, _("The reason"))
	duty.update({"status": "Dropped", "dropped_reason": reason.strip()})
	duty = handling.write(duty)
	if ownership.here:
		milestones.record(duty, "dropped", organ=duty.office)
	return duty


def add(ownership: Document, title: str, due_on: date | str, meaning: str | None = None) -> Document:
	"""Add a duty of the matter's own; the leader's side or the office may. Return it."""
	scope.require(ownership, "read")
	if not (common.works_on(ownership) or common.follows(ownership)):
		frappe.throw(_("A duty is added by the leader's side or the office that follows."), NotTheOwner)
	handling.at_stage(ownership, common.OWNED, _("A duty"))
	handling.demand(title, _("Duty"))
	watch_words.refuse(title, meaning)
	handling.demand(due_on, _("Due on"))
	if getdate(due_on) < when.today():
		frappe.throw(_("The day of a duty lies ahead."), OwnershipRefused)
	duty = frappe.new_doc(DOCTYPE)
	duty.update(
		{
			**common.values(ownership),
			"title": title.strip(),
			"meaning": meaning,
			"due_on": getdate(due_on),
			"status": "To be done",
		}
	)
	duty = handling.write(duty)
	if ownership.here:
		milestones.record(duty, "assigned", organ=duty.organ)
	return duty


def open_of(ownership: str) -> list[str]:
	"""Return the names of the duties of an ownership that are still open."""
	return frappe.get_all(DOCTYPE, filters={"ownership": ownership, "status": "To be done"}, pluck="name")


def _of(duty: Document) -> Document:
	return frappe.get_doc(common.DOCTYPE, duty.ownership)


def _open(duty: Document) -> None:
	if duty.status != "To be done":
		frappe.throw(_("This duty is done or not owed any more."), WrongMoment)
