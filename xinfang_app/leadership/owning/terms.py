"""A longer term for an ownership: asked with a reason before the term ends, decided by the person in charge.

Rule (DOMAIN D1: extension by the head): the leader's side asks, the approving organ's head or leaders decide; nobody
decides what he asked for, and a leader who is not the head does not decide on his own. The term is set anew (B05);
that it was extended, from when to when and why, stays on the record. It does not change any statutory term of the matter.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.errors import OwnershipRefused
from xinfang_app.leadership.owning import common
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.handling_errors import NotTheSigner


def ask(ownership: Document, due_on: date | str, reason: str) -> Document:
	"""Ask for a longer term; return the ownership. Raises OwnershipRefused after the term, or while one is asked for."""
	common.require_worker(ownership, _("A longer term"))
	handling.demand(reason, _("The reason"))
	handling.demand(due_on, _("Extended to"))
	if getdate(ownership.due_on) < when.today():
		frappe.throw(_("The term is over; a longer one is asked for before it ends."), OwnershipRefused)
	if getdate(due_on) <= getdate(ownership.due_on):
		frappe.throw(
			_("A longer term ends after the present one ({0}).").format(ownership.due_on), OwnershipRefused
		)
	if waiting(ownership):
		frappe.throw(_("A longer term was asked for already and is not decided yet."), OwnershipRefused)
	ownership.append(
		"extensions",
		{
			"asked_to": getdate(due_on),
			"due_before": ownership.due_on,
			"reason": reason.strip(),
			"asked_by": frappe.session.user,
			"asked_on": when.now(),
		},
	)
	ownership = handling.write(ownership)
	telling.approvers(ownership, telling.TERM_ASKED)
	return ownership


def decide(ownership: Document, granted: bool, note: str | None = None) -> Document:
	"""Decide on the longer term that was asked for; return the ownership. Raises NotTheSigner, OwnershipRefused."""
	scope.require(ownership, "read")
	row = waiting(ownership)
	if not row:
		frappe.throw(_("No longer term was asked for."), OwnershipRefused)
	handling.at_stage(ownership, common.RUNNING, _("A longer term"))
	refuse_own(ownership, row)
	if not granted:
		handling.demand(note, _("The reason"))
	row.update(
		{
			"decision": "Approved" if granted else "Refused",
			"decided_by": frappe.session.user,
			"decided_on": when.now(),
			"note": note,
		}
	)
	if granted:
		ownership.due_on = row.asked_to
	ownership = handling.write(ownership)
	if granted and ownership.stage == "Owned":
		milestones.record(ownership, "term_changed", organ=ownership.bearer, note=row.reason)
		milestones.record(ownership, "term_set", organ=ownership.bearer, due_on=ownership.due_on)
	telling.leader(ownership, telling.TERM_DECIDED)
	return ownership


def refuse_own(ownership: Document, row: Document) -> None:
	"""Raise NotTheSigner unless the user is the head or a leader of the approving organ and decides on somebody else's wish."""
	if is_own(ownership, row):
		frappe.throw(
			_("A longer term is decided by the person in charge, not by who asked for it."), NotTheSigner
		)


def is_own(ownership: Document, row: Document) -> bool:
	"""Return whether the user may not decide: he does not sign for the approving organ, asked himself, or owns and is not the head."""
	user = frappe.session.user
	if not who.in_charge(user, ownership.approving_organ) or user == row.asked_by:
		return True
	return user == ownership.leader and user != posting.head_of(ownership.approving_organ)


def waiting(ownership: Document) -> Document | None:
	"""Return the extension that was asked for and is not decided yet, or None."""
	return next((row for row in ownership.extensions if not row.decision), None)
