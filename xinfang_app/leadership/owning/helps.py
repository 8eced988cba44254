"""Obstacles that the leader cannot move himself, and the help he asks from above.

Rule (art. 18; DOMAIN D1): what stands in the way is asked of an organ above or beside, by a day (B06), with what is
needed. The organ asked sees the matter and answers with what it does; for an organ outside the system the office that
follows enters its answer with the paper. What one organ cannot answer goes to the joint conference as a topic, whose
decision answers it.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import custody, scope, watch_words
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling
from xinfang_app.leadership.errors import OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.handling_errors import WrongMoment
from xinfang_app.supervision import evidence
from xinfang_app.supervision import who as supervising

DOCTYPE = "Ownership Help"


def ask(
	ownership: Document,
	asked_of: str,
	obstacle: str,
	needed: str,
	need_by: date | str,
	*,
	conference: bool = False,
) -> Document:
	"""Ask `asked_of` for help by `need_by`; with `conference` it becomes a topic of the next meeting. Return the request."""
	common.require_worker(ownership, _("Asking for help"))
	for value, what in ((obstacle, _("Obstacle")), (needed, _("Help needed")), (need_by, _("Needed by"))):
		handling.demand(value, what)
	watch_words.refuse(obstacle, needed)
	if getdate(need_by) <= when.today():
		frappe.throw(_("The day by which help is needed lies ahead."), OwnershipRefused)
	if not frappe.db.exists("Organ", asked_of):
		frappe.throw(_("There is no organ {0}.").format(asked_of), OwnershipRefused)
	if asked_of == ownership.organ:
		frappe.throw(_("Help is asked of another organ, not of one's own."), OwnershipRefused)
	request = frappe.new_doc(DOCTYPE)
	request.update(
		{
			**common.values(ownership),
			"title": ownership.title,
			"status": "Asked",
			"asked_of": asked_of,
			"obstacle": obstacle.strip(),
			"needed": needed.strip(),
			"need_by": getdate(need_by),
			"conference": int(bool(conference)),
			"asked_by": frappe.session.user,
			"asked_on": when.now(),
		}
	)
	request = handling.write(request)
	if not acting.is_external(asked_of):
		custody.give(
			ownership,
			organ=asked_of,
			reason=_("Asked for help by the leader who owns the matter"),
			source=request,
		)
		milestones.record(request, "asked", organ=asked_of)
	telling.help_asked(request)
	return request


def answer(
	request: Document, text: str, proof: str | None = None, *, answered_on: date | str | None = None
) -> Document:
	"""Answer a request: the organ asked, or for one outside the system the office that follows, with the paper."""
	scope.require(request, "read")
	_open(request)
	outside = acting.is_external(request.asked_of)
	if outside:
		supervising.require_office(request.office)
		evidence.demand(request, proof, _("Proof"))
	else:
		acting.require_at(request.asked_of)
	handling.demand(text, _("Answer"))
	moment = handling.moment(answered_on)
	handling.not_in_future(moment, _("Answer"))
	handling.not_before(moment, request.asked_on, _("Answer"), _("Asking for help"))
	if proof and not outside:
		evidence.demand(request, proof, _("Proof"))
	return settle(request, text, moment, proof)


def settle(request: Document, text: str, moment, proof: str | None = None) -> Document:
	"""Write the answer to a request, for a service that has checked the right (also the decision of a conference)."""
	request.update(
		{
			"status": "Answered",
			"answer": text.strip(),
			"answered_by": frappe.session.user,
			"answered_on": moment.date(),
			"proof": proof,
		}
	)
	request = handling.write(request)
	if proof:
		evidence.attach(request, proof)
	if not acting.is_external(request.asked_of):
		milestones.record(request, "answered", organ=request.asked_of)
	custody.end(request, kind=custody.TASK, source=request)
	telling.help_answered(request)
	return request


def withdraw(request: Document, reason: str) -> Document:
	"""Take a request back that is needed no more, with a reason."""
	ownership = frappe.get_doc(common.DOCTYPE, request.ownership)
	common.require_worker(ownership, _("Withdrawing"), common.RUNNING)
	_open(request)
	handling.demand(reason, _("The reason"))
	request.update({"status": "Withdrawn", "withdrawn_reason": reason.strip()})
	request = handling.write(request)
	if not acting.is_external(request.asked_of):
		milestones.record(request, "withdrawn", organ=request.organ)
	custody.end(request, kind=custody.TASK, source=request)
	return request


def open_of(ownership: str) -> list[str]:
	"""Return the names of the requests of an ownership that wait for an answer."""
	return frappe.get_all(DOCTYPE, filters={"ownership": ownership, "status": "Asked"}, pluck="name")


def may_be_asked(ownership: Document) -> list[dict]:
	"""Return the organs that are asked first: those above the leader's organ, then the conference's office."""
	found = [
		ownership.approving_organ,
		frappe.db.get_value("Organ", ownership.organ, "parent_organ"),
		ownership.office,
	]
	names = [name for name in dict.fromkeys(found) if name and name != ownership.organ]
	return [
		{"organ": name, "title": acting.organ_title(name), "leaders": len(posting.users_at(name))}
		for name in names
	]


def _open(request: Document) -> None:
	if request.status != "Asked":
		frappe.throw(_("This request was answered or taken back already."), WrongMoment)
