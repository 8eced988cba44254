"""Objection: 「不属于本机关职权范围」.

Rule (art. 23 §3): within five working days of receipt the receiving organ may object, with a detailed reason and its
legal basis. The sender verifies: agreed, the materials go back and the sender routes anew; refused, the organ's own
term of notice has never stopped. A later objection is no right any more; it is recorded as late, and the sender may
still re-route of its own accord. A date entered afterwards (补录) does not make a late objection timely. Whoever has
told the citizen that he receives the petition, or has accepted it, cannot object; nor may the organ decide on its own
objection. A second agreed return goes to the common superior or the joint conference (art. 24) by itself.

The sender's answer has no term in the text; a local target of three working days reminds (N05a).
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from xinfang_app import when
from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, clocks, handling
from xinfang_app.petition.acting import is_external
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.referral_errors import ObjectionRefused
from xinfang_app.petition.referring import dispute, returns, targets

DETAILED = 10  # characters: a word is no detailed reason


def object_to(
	referral: Document,
	reason: str,
	basis: str,
	competent_organ: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Object to `referral` for its receiving organ; return the referral at stage Objected.

	`reason` and `basis` are required, `competent_organ` is who should have it in the organ's view.
	Raises NotYourOrgan, ObjectionRefused, SomethingMissing. Art. 23 §3.
	"""
	acting.lock(referral)
	acting.require_at(referral.from_organ if is_external(referral.to_organ) else referral.to_organ)
	_check_open(referral)
	handling.demand(reason, _("Reason of the objection"))
	handling.demand(basis, _("Legal basis of the objection"))
	if len(reason.strip()) < DETAILED:
		frappe.throw(
			_("Explain the reason in detail: which power is missing, and why (art. 23)."), ObjectionRefused
		)
	if competent_organ:
		if competent_organ == referral.to_organ:
			frappe.throw(_("The organ cannot name itself as the competent one."), ObjectionRefused)
		targets.valid(competent_organ, when.today())
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Objection"))
	handling.not_before(happened, referral.received_on, _("Objection"), _("Receipt"))
	last = clocks.due_on("N05", referral)
	milestone = milestones.record(
		referral, "objected", happened, organ=referral.to_organ, scan=scan, backdate_reason=backdate_reason
	)
	# A date entered afterwards is believed for the file, not for the right.
	claimed = milestone.recorded_on if milestone.backdated else happened
	acting.write(
		referral,
		stage="Objected",
		objection_on=happened,
		objection_by=frappe.session.user,
		objection_reason=reason,
		objection_basis=basis,
		objection_organ=competent_organ,
		objection_decision="",
		objection_late=int(bool(last and getdate(claimed) > last)),
	)
	papers.issue("W12", referral, organ=referral.to_organ, occurred_on=happened)
	return referral


def withdraw(referral: Document) -> Document:
	"""Take back a pending objection, for the receiving organ; the referral stands at Received again."""
	acting.lock(referral)
	acting.require_at(referral.to_organ)
	_check_pending(referral)
	milestones.record(referral, "objection_withdrawn", organ=referral.to_organ)
	return acting.write(
		referral, stage="Received", objection_decision="Withdrawn", objection_decided_on=when.now()
	)


def decide(
	referral: Document,
	agreed: bool,
	reason: str,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Decide, for the sender, on the pending objection to `referral`; return the referral.

	Agreed: the petition comes back, undisposed, with the sender's first due date. Refused: the organ's term of notice has
	run since the first receipt. Raises NotYourOrgan, ObjectionRefused, SomethingMissing. Art. 23 §3.
	"""
	acting.lock(referral)
	_check_pending(referral)
	acting.require_judge(referral.from_organ, referral.objection_by)
	handling.demand(reason, _("Reason of the decision"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Decision on the objection"))
	handling.not_before(happened, referral.objection_on, _("Decision on the objection"), _("Objection"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	acting.write(
		referral,
		objection_decision="Agreed" if agreed else "Refused",
		objection_decided_on=happened,
		objection_decided_by=frappe.session.user,
		objection_decision_reason=reason,
		stage="Objected" if agreed else "Received",
	)
	milestones.record(
		referral,
		"objection_decided",
		happened,
		organ=referral.from_organ,
		note=_(referral.objection_decision),
		**proof,
	)
	if not agreed:
		papers.issue("W13", referral, organ=referral.from_organ, occurred_on=happened)
		return referral
	returns.send_back(referral, "Objection agreed", happened, **proof)
	if referral.role == "Lead":
		petition = frappe.get_doc("Petition", referral.petition)
		if cint(petition.bounce_count) >= targets.BOUNCES_BEFORE_DISPUTE:
			dispute.raise_after_bounces(petition, happened)
	papers.issue("W13", referral, organ=referral.from_organ, occurred_on=happened)
	return referral


def _check_open(referral: Document) -> None:
	if referral.submission:
		frappe.throw(_("A joined piece stays with its petition; no objection is possible."), ObjectionRefused)
	if referral.objection_decision in ("Agreed", "Refused"):
		frappe.throw(_("The objection to this referral was already decided."), ObjectionRefused)
	if referral.stage == "Objected":
		frappe.throw(_("An objection is already pending."), ObjectionRefused)
	if referral.stage != "Received" or (referral.notified_on and referral.role == "Lead"):
		frappe.throw(
			_(
				"Whoever has accepted the petition, or told the citizen that he receives it, can no longer object."
			),
			ObjectionRefused,
		)


def _check_pending(referral: Document) -> None:
	if referral.stage != "Objected":
		frappe.throw(_("No objection to this referral is pending."), ObjectionRefused)
