"""Who takes which step of a hearing: the organ that hears, its leaders, the panel.

Rule: the organ that has the matter, or the review, prepares a hearing through its working posts and its review
officers; whether one is held, and who stands aside, its head or a leader decides, in the system or on paper with a
scan. On the day the chair leads and the recorder takes down; the organ may write for them. An organ that was merged is
followed by its successor.
"""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.hearing.errors import NotYourHearing
from xinfang_app.hearing.vocabulary import CHAIR, HANDLING, RECORDER
from xinfang_app.organization import competence, posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import recusal

#: Beside the working posts: who reviews, for the organ at which he does.
REVIEWERS = ("Review Officer",)


class Decider(NamedTuple):
	"""Who decided, when, and how the signature reads."""

	user: str
	on: datetime
	note: str
	scan: str | None = None
	backdate_reason: str | None = None


def organ_of(hearing: Document) -> str:
	"""Return the organ that hears, as it stands today."""
	return competence.current_organ(hearing.organ)


def handling_organ(hearing: Document) -> str:
	"""Return the organ whose handling is heard: it explains itself, and gives no member."""
	if hearing.level == HANDLING:
		return organ_of(hearing)
	return competence.current_organ(hearing.respondent_organ or hearing.holder)


def other_organs(hearing: Document) -> list[str]:
	"""Return the other organs that take part: whose handling is heard, who is complained of."""
	named = [row.organ for row in hearing.parties if row.organ]
	if hearing.level != HANDLING:
		named.append(handling_organ(hearing))
	return [code for code in dict.fromkeys(named) if code != organ_of(hearing)]


def acts_for(organ: str, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) prepares hearings of `organ` today."""
	user = user or frappe.session.user
	organ = competence.current_organ(organ)
	return acting.acts_for(organ, user) or posting.has_post(user, organ, REVIEWERS)


def require_organ(hearing: Document) -> None:
	"""Raise NotPermitted or NotYourHearing unless the user works for the organ that hears, and stands not aside."""
	scope.require(hearing, "read")
	if not acts_for(hearing.organ):
		frappe.throw(
			_("Only {0} can take this step.").format(acting.organ_title(organ_of(hearing))), NotYourHearing
		)
	recusal.refuse(hearing.petition)


def panel_users(hearing: Document, *roles: str) -> list[str]:
	"""Return the accounts on the panel (in `roles`, if given) that do not stand aside."""
	return [
		row.user
		for row in hearing.panel
		if row.user and not row.stands_aside and (not roles or row.role in roles)
	]


def require_bench(hearing: Document) -> None:
	"""Raise unless the user leads or takes down this hearing, or works for the organ that hears."""
	scope.require(hearing, "read")
	if frappe.session.user in panel_users(hearing, CHAIR, RECORDER):
		return
	require_organ(hearing)


def deciding(
	hearing: Document,
	*,
	signer: str | None = None,
	occurred_on=None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Decider:
	"""Return who decides for the organ: who is logged in, now; or `signer`, on paper, with its scan.

	Raises NotYourHearing unless that is its head, a leader, or a stand-in of one, who stands not aside.
	"""
	require_organ(hearing)
	moment = when.now()
	if signer:
		handling.demand(occurred_on, _("The date of the signature"))
		handling.demand_file(scan, _("The scan of the signed paper"))
		moment = handling.moment(occurred_on)
		handling.not_in_future(moment, _("The signature"))
		handling.check_entry(moment, scan=scan, backdate_reason=backdate_reason)
	user = signer or frappe.session.user
	recusal.refuse(hearing.petition, user)
	found = posting.may_sign(user, organ_of(hearing), "opinion", moment.date())
	if not found:
		frappe.throw(
			_("Whether a hearing is held is decided by the head or a leader of {0}.").format(
				acting.organ_title(organ_of(hearing))
			),
			NotYourHearing,
		)
	name = frappe.utils.get_fullname(user)
	if found.on_behalf_of:
		name = _("{0} (for {1})").format(name, frappe.utils.get_fullname(found.on_behalf_of))
	return Decider(user, moment, name, scan, backdate_reason)
