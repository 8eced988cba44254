"""Who accepts a matter of several organs: 协商受理, 指定受理.

Rule (art. 24): the organs concerned agree among themselves who accepts. If they do not, their common superior decides;
where there is none, their joint conference, whose office sits in the petition office. Where an organ was dissolved and
nobody clearly continues its powers, the government of the level decides or names the organ. The decision names one
organ; it is bound by it, is told by a written designation (W14), and gets fresh terms of notice and acceptance.

No term is in the text; a local target of five working days reminds who decides (N19). While it runs, the holder's own terms run
on. A second return raises the question by itself.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access import custody, scope
from xinfang_app.deadline import milestones
from xinfang_app.organization import competence
from xinfang_app.petition import acting, handling
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.referral_errors import DisputeRefused
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.referring import targets

DISPUTABLE = ("Registered", "Referred")
AGREEABLE = referrals.JOINABLE


def decider_of(organs: list[str], place_code: str) -> tuple[str, str | None]:
	"""Return (kind, organ) of who decides between `organs`: the nearest common superior, else the joint conference's office."""
	lines = [targets.line_above(organ) for organ in organs]
	for superior in lines[0] if lines else ():
		if superior not in organs and all(superior in line for line in lines):
			return "Common superior", superior
	return "Joint conference", competence.petition_office(place_code)


def raise_dispute(
	petition: Document,
	parties: list[dict],
	reason: str,
	decider: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	by_government: bool = False,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Ask who shall accept `petition`; return the Acceptance Dispute. `parties` are dicts {organ, position}.

	`by_government` with `decider`: duties are unclear after a merger, and the government decides (art. 24 §2).
	Raises DisputeRefused, SomethingMissing.
	"""
	acting.lock(petition)
	scope.require(petition, "act")
	if petition.stage not in DISPUTABLE:
		frappe.throw(
			_("At the stage {0} nobody disputes the acceptance any more.").format(_(petition.stage)),
			DisputeRefused,
		)
	if open_of(petition.name):
		frappe.throw(
			_("The question is already before {0}.").format(organ_title(open_of(petition.name).decider)),
			DisputeRefused,
		)
	targets.refuse_sealed(petition)
	handling.demand(reason, _("Point in dispute"))
	organs = _checked_parties(parties, 1 if by_government else 2)
	kind, found = decider_of(organs, petition.place_code or petition.scope_code)
	if by_government:
		kind, found = "Own government", decider
	if not found:
		frappe.throw(_("Nobody stands above all organs concerned here; name who decides."), DisputeRefused)
	if kind != "Own government" and decider and decider != found:
		frappe.throw(_("{0} is the one to decide here (art. 24).").format(organ_title(found)), DisputeRefused)
	if found in organs:
		frappe.throw(
			_("{0} is concerned itself and cannot decide.").format(organ_title(found)), DisputeRefused
		)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Acceptance Dispute"))
	handling.not_before(happened, petition.registered_on, _("Acceptance Dispute"), _("Registration"))
	return _open(petition, kind, found, parties, reason, happened, scan=scan, backdate_reason=backdate_reason)


def raise_after_bounces(petition: Document, happened: datetime) -> Document | None:
	"""Raise the question by itself after the second return; None where it is already open or nobody could decide."""
	if open_of(petition.name):
		return None
	rows = frappe.get_all(
		"Petition Referral",
		filters={"petition": petition.name, "role": "Lead", "return_kind": "Objection agreed"},
		fields=["to_organ", "objection_reason"],
		order_by="returned_on asc",
	)
	parties = [{"organ": row.to_organ, "position": row.objection_reason} for row in rows]
	organs = list(dict.fromkeys(row["organ"] for row in parties))
	kind, decider = decider_of(organs, petition.place_code or petition.scope_code)
	if not decider or decider in organs:
		return None
	reason = _("Returned {0} times").format(petition.bounce_count)
	return _open(petition, kind, decider, parties, reason, happened)


def decide_dispute(
	dispute: Document,
	organ: str,
	decision: str,
	file: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	co_organs: list[dict] = (),
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Decide, for the deciding organ, that `organ` accepts; the petition goes there. Return the dispute.

	`decision` gives the reasons; the joint conference's needs its minutes as `file`. Raises DisputeRefused, TargetRefused.
	"""
	acting.lock(dispute)
	if dispute.stage != "Raised":
		frappe.throw(_("The dispute was already decided."), DisputeRefused)
	acting.require_at(dispute.decider)
	handling.demand(decision, _("Decision and reasons"))
	if dispute.kind == "Joint conference":
		handling.demand(file, _("Minutes of the joint conference"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Decision"))
	handling.not_before(happened, dispute.raised_on, _("Decision"), _("Acceptance Dispute"))
	petition = frappe.get_doc("Petition", dispute.petition)
	acting.lock(petition)
	target = targets.valid(organ, happened.date())
	if acting.is_petition_office(target.organ):
		frappe.throw(
			_("A petition office is no organ that decides on petitions; name another."), DisputeRefused
		)
	lead = referrals.current(petition)
	stays = target.organ == petition.holder
	sender = lead.from_organ if lead and lead.to_organ == petition.holder else petition.holder
	if not stays and target.organ != sender:
		targets.check(petition, sender, target.organ, happened.date(), decided=True)
	proof = {"scan": scan or file, "backdate_reason": backdate_reason}
	acting.write(
		dispute,
		stage="Decided",
		decided_on=happened,
		decided_by=frappe.session.user,
		decided_organ=target.organ,
		decision=decision,
		decision_file=file,
	)
	milestones.record(
		dispute, "dispute_decided", happened, organ=dispute.decider, note=organ_title(target.organ), **proof
	)
	if not stays and sender != petition.holder:
		_take_from_disputant(lead, happened, proof)
		petition = frappe.get_doc("Petition", dispute.petition)
	if target.organ != petition.holder:
		referral = referrals.send(
			petition,
			target.organ,
			co_organs=co_organs,
			occurred_on=happened,
			reason=_("Named by {0} (art. 24): {1}").format(organ_title(dispute.decider), decision),
			dispute=dispute,
			**proof,
		)
		dispute.reload()
		acting.write(dispute, referral=referral.name)
	papers.issue("W14", dispute, organ=dispute.decider, occurred_on=happened)
	custody.end(frappe.get_doc("Petition", dispute.petition), kind="Task", source=dispute)
	dispute.reload()
	return dispute


def agree(
	petition: Document,
	lead: str,
	parties: list[dict],
	consent: str,
	file: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	co_organs: list[dict] = (),
) -> Document:
	"""Record that the organs concerned agreed who accepts (协商受理); return the record.

	If the holder itself leads, the others join it; else the petition goes to the lead, where the holder may send it.
	`consent` is the record of the talk. Raises DisputeRefused, TargetRefused.
	"""
	acting.lock(petition)
	scope.require(petition, "act")
	if petition.stage not in AGREEABLE:
		frappe.throw(
			_("At the stage {0} nobody disputes the acceptance any more.").format(_(petition.stage)),
			DisputeRefused,
		)
	handling.demand(consent, _("Record of the agreement"))
	organs = _checked_parties(parties, 2)
	if lead not in organs:
		frappe.throw(_("The lead must be one of the organs that agreed."), DisputeRefused)
	stranger = next((row["organ"] for row in co_organs if row["organ"] not in organs), None)
	if stranger:
		frappe.throw(
			_("{0} did not take part in the agreement.").format(organ_title(stranger)), DisputeRefused
		)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Agreement"))
	record = _new(petition, "Negotiation", None, parties, _("Several organs are concerned"), happened)
	record.update(
		{
			"stage": "Decided",
			"decided_on": happened,
			"decided_by": frappe.session.user,
			"decided_organ": lead,
			"decision": consent,
			"decision_file": file,
		}
	)
	record.insert(ignore_permissions=True)
	if lead == petition.holder:
		for row in co_organs:
			referrals.join_organ(
				petition,
				row["organ"],
				row.get("sub_term_on"),
				consent,
				row.get("demand"),
				occurred_on=happened,
			)
	else:
		referral = referrals.send(
			petition,
			lead,
			co_organs=co_organs,
			occurred_on=happened,
			reason=_("Agreed by the organs concerned (art. 24 §1)"),
		)
		acting.write(record, referral=referral.name)
	return record


def open_of(petition: str) -> Document | None:
	"""Return the undecided dispute about a petition, or None."""
	name = frappe.db.get_value("Acceptance Dispute", {"petition": petition, "stage": "Raised"})
	return frappe.get_doc("Acceptance Dispute", name) if name else None


def _open(
	petition: Document, kind: str, decider: str, parties: list[dict], reason: str, happened: datetime, **proof
) -> Document:
	record = _new(petition, kind, decider, parties, reason, happened)
	record.insert(ignore_permissions=True)
	milestones.record(record, "disputed", happened, organ=decider, note=_(kind), **proof)
	if decider != petition.holder and not acting.is_external(decider):
		custody.give(
			petition, organ=decider, kind="Task", reason=_("Decision on acceptance (art. 24)"), source=record
		)
	return record


def _new(
	petition: Document, kind: str, decider: str | None, parties: list[dict], reason: str, happened: datetime
) -> Document:
	record = handling.new_record("Acceptance Dispute", petition, petition.holder)
	record.update(
		{"kind": kind, "stage": "Raised", "decider": decider, "reason": reason, "raised_on": happened}
	)
	for row in parties:
		record.append("parties", {"organ": row["organ"], "position": row.get("position")})
	return record


def _checked_parties(parties: list[dict], least: int) -> list[str]:
	organs = [row["organ"] for row in parties]
	if len(set(organs)) < len(organs):
		frappe.throw(_("An organ is named twice."), DisputeRefused)
	if len(organs) < least:
		frappe.throw(_("Name the organs concerned: at least {0}.").format(least), DisputeRefused)
	for organ in organs:
		if not frappe.db.exists("Organ", organ):
			frappe.throw(_("There is no organ {0}.").format(organ), DisputeRefused)
	return organs


def _take_from_disputant(lead: Document, happened: datetime, proof: dict) -> None:
	"""Bring the petition back from the organ that has it, because the decision names another one."""
	# Imported here: an agreed objection raises a dispute, and a decided dispute sends back.
	from xinfang_app.petition.referring import returns

	bounces = cint(frappe.db.get_value("Petition", lead.petition, "bounce_count"))
	returns.send_back(lead, "By decision", happened, **proof)
	# The decision ends the bouncing; taking the petition over for it is no further bounce.
	frappe.db.set_value("Petition", lead.petition, "bounce_count", bounces, update_modified=False)
