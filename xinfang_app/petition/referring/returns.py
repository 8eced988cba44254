"""Giving a petition back to who sent it.

Rule: three things bring a petition back: an objection that the sender agrees to (art. 23 §3), an agreement of both
organs, and a decision that names another organ (art. 24). In each case the materials go back (custody), the terms of
the organ end without a mark against it, its helpers are released, and the sender has the petition as undisposed again:
its 15 days keep their first due date (a return buys no time). Only an agreed objection counts as misrouted, and it
counts against the sender. Each return is counted on the petition, so that bouncing is seen.

A return by agreement needs both: one organ offers, the other confirms. After acceptance there is no way back: an
accepted petition is answered.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access import custody
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import acting, clocks, handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.referral_errors import NotYourOrgan, ReturnRefused
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.referring import snapshot
from xinfang_app.workflows import stages

MET = ("Met", "Late Met")


def offer_return(referral: Document, reason: str) -> Document:
	"""Offer, for either end of `referral`, that the petition goes back by agreement; return the referral."""
	acting.lock(referral)
	organ = _own_end(referral)
	_check_returnable(referral)
	handling.demand(reason, _("Reason of the return"))
	return acting.write(referral, return_offered_by=organ, return_reason=reason)


def confirm_return(
	referral: Document,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Confirm, for the other end, the return that was offered; the petition goes back. Return the referral."""
	acting.lock(referral)
	_check_returnable(referral)
	if not referral.return_offered_by:
		frappe.throw(_("Nobody has offered to return the petition."), ReturnRefused)
	other = referral.from_organ if referral.return_offered_by == referral.to_organ else referral.to_organ
	acting.require_at(other)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Return"))
	handling.not_before(happened, referral.received_on or referral.sent_on, _("Return"), _("Receipt"))
	return send_back(referral, "By agreement", happened, scan=scan, backdate_reason=backdate_reason)


def send_back(referral: Document, kind: str, happened: datetime, **proof) -> Document:
	"""Bring the petition back to the sender of `referral`, for a service that has made its own checks.

	`kind` is the referral's `return_kind`. Works for a co-organ too: only its own task then ends.
	"""
	petition = frappe.get_doc("Petition", referral.petition)
	acting.write(
		referral,
		stage="Returned",
		returned_on=happened,
		return_kind=kind,
		misrouted=int(kind == "Objection agreed" and referral.role == "Lead"),
	)
	milestones.record(referral, "returned", happened, organ=referral.to_organ, note=_(kind), **proof)
	if referral.role == "Co-organ":
		custody.end(petition, referral.to_organ, "Co-organ")
		return referral
	for helper in referrals.helpers_of(referral):
		acting.write(
			helper, stage="Returned", returned_on=happened, return_reason=_("The lead returned the petition.")
		)
		milestones.record(helper, "returned", happened, organ=helper.to_organ, **proof)
		custody.end(petition, helper.to_organ, "Co-organ")
	if petition.holder != referral.from_organ:
		custody.hand_over(petition, referral.from_organ, reason=_("Returned to the sender"), source=referral)
	_reopen_pieces(referral)
	petition.reload()
	earlier = (
		frappe.get_doc("Petition Referral", referral.previous_referral)
		if referral.previous_referral
		else None
	)
	still_sent = bool(
		earlier and earlier.to_organ == referral.from_organ and earlier.stage in referrals.OPEN_STAGES
	)
	petition.lead_organ = earlier.to_organ if still_sent else None
	petition.bounce_count = cint(petition.bounce_count) + 1
	stages.advance(petition, "Referred" if still_sent else "Registered", by_service=True)
	referral.reload()
	return referral


def _reopen_pieces(referral: Document) -> None:
	"""Let the sender's 15 days run on for the pieces that went over with `referral`, with their first due date."""
	gone_over = set(snapshot.piece_names(referral))
	for name in clocks.pieces_with("N02", referral.petition, MET):
		piece = frappe.get_doc("Petition Submission", name)
		if name in gone_over and piece.organ == referral.from_organ:
			engine.reopen(piece, "N02", _("Returned by {0}").format(organ_title(referral.to_organ)))


def _own_end(referral: Document) -> str:
	for organ in (referral.to_organ, referral.from_organ):
		if acting.acts_for(organ):
			return organ
	frappe.throw(_("Your organ is neither sender nor receiver of this referral."), NotYourOrgan)


def _check_returnable(referral: Document) -> None:
	if referral.submission:
		frappe.throw(_("A joined piece stays with its petition."), ReturnRefused)
	if referral.stage not in ("Sent", "Received"):
		frappe.throw(
			_("At the stage {0} the petition does not go back: an accepted petition is answered.").format(
				_(referral.stage)
			),
			ReturnRefused,
		)
	newer = frappe.db.exists(
		"Petition Referral",
		{
			"previous_referral": referral.name,
			"stage": ["in", referrals.OPEN_STAGES],
			"submission": ["is", "not set"],
		},
	)
	if newer:
		frappe.throw(_("The petition was sent on; it comes back from there first."), ReturnRefused)
