"""Which steps of the middle part are open to the user now; the forms show a button for each and for no other.

Rule: the answer only saves a click that would be refused. The services decide; nothing is allowed by standing here.
"""

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access import may, scope
from xinfang_app.petition import acting
from xinfang_app.petition.accepting import acceptance, pathway, routes
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.paperwork import notices
from xinfang_app.petition.referring import demanded, dispute, targets
from xinfang_app.petition.referring import referral as referrals


def of_petition(petition: Document) -> dict:
	"""Return the open steps on `petition`: key → True, or the records it can be taken on."""
	own = may(petition, "act")
	office = acting.is_petition_office(petition.holder)
	lead = referrals.current(petition)
	outside = bool(lead and lead.to_organ != petition.holder)
	free = own and not targets.is_sealed(petition) and not (lead and lead.stage == "Objected") and not outside
	early = petition.stage in acceptance.OPEN_TO_ACCEPT
	steps = {
		"refer": free and petition.stage in referrals.REFERABLE,
		"accept": free and early and not office,
		"accept_suggestion": free and early and office and petition.purpose_class == "Suggestion",
		"not_accept": free and early,
		"no_further": free and early,
		"divert": free and petition.stage in pathway.OPEN and not office,
		"judicial": free and early,
		"guide": free and early and not office and not lead,
		"dispute": free and early and not dispute.open_of(petition.name),
		"agree": free and petition.stage in dispute.AGREEABLE,
		"join_organ": free and petition.stage in referrals.JOINABLE and not office,
		"reply": own and any(row.kind == "Suggestion" for row in routes.of(petition.name, "Confirmed")),
		"decide_dispute": _disputes(petition),
		"confirm_route": _routes(petition, "Told"),
		"end_route": _routes(petition, "Confirmed", other=True),
		"answer_duty": [row for row in _routes(petition, "Confirmed") if row["kind"] == "Duty"]
		if own
		else [],
		"tell_joined": _untold(petition) if own and petition.accepted_on else [],
		"referrals": [step for step in map(of_referral, _visible_referrals(petition)) if len(step) > 5],
	}
	if steps["refer"]:
		above = demanded.of([petition.name]).get(petition.name)
		steps["assigned_above"] = bool(above and above.assigns)
	return {key: value for key, value in steps.items() if value} | {
		"office": office,
		"holder": petition.holder,
	}


def of_referral(referral: Document) -> dict:
	"""Return the open steps on `referral`, with its name, title and `modified`."""
	receiver = acting.acts_for(
		referral.from_organ if acting.is_external(referral.to_organ) else referral.to_organ
	)
	sender = acting.acts_for(referral.from_organ)
	own_piece = bool(referral.submission)
	open_ = referral.stage in ("Sent", "Received") and not own_piece and not referral.accepted_on
	steps = {
		"receive": sender and referral.stage == "Sent",
		"object": receiver
		and open_
		and referral.stage == "Received"
		and referral.objection_decision not in ("Agreed", "Refused")
		and not (referral.notified_on and referral.role == "Lead"),
		"withdraw_objection": receiver and referral.stage == "Objected",
		"decide_objection": sender and referral.stage == "Objected",
		"offer_return": (receiver or sender) and open_ and not referral.return_offered_by,
		"confirm_return": open_ and bool(referral.return_offered_by) and _is_other_end(referral),
		"answer": receiver
		and not cint(referral.requires_report)
		and referral.stage in (("Received", "Accepted") if referral.role == "Co-organ" else ("Accepted",))
		and not own_piece,
	}
	head = {
		"name": referral.name,
		"title": f"{organ_title(referral.from_organ)} → {organ_title(referral.to_organ)}",
		"modified": str(referral.modified),
		"role": referral.role,
		"readable": scope.may_name("Petition", referral.petition, "read"),
	}
	return head | {key: True for key, value in steps.items() if value}


def _is_other_end(referral: Document) -> bool:
	other = referral.from_organ if referral.return_offered_by == referral.to_organ else referral.to_organ
	return acting.acts_for(other)


def _visible_referrals(petition: Document) -> list[Document]:
	names = frappe.get_all(
		"Petition Referral",
		filters={"petition": petition.name, "stage": ["in", referrals.OPEN_STAGES]},
		pluck="name",
		order_by="creation asc",
	)
	found = [frappe.get_doc("Petition Referral", name) for name in names]
	return [referral for referral in found if may(referral, "read")]


def _disputes(petition: Document) -> list[dict]:
	record = dispute.open_of(petition.name)
	if not (record and acting.acts_for(record.decider)):
		return []
	parties = [
		{"organ": row.organ, "title": organ_title(row.organ), "position": row.position}
		for row in record.parties
	]
	return [
		{
			"name": record.name,
			"kind": record.kind,
			"reason": record.reason,
			"parties": parties,
			"modified": str(record.modified),
		}
	]


def _routes(petition: Document, stage: str, *, other: bool = False) -> list[dict]:
	found = []
	for row in routes.of(petition.name, stage):
		if other and row.kind in routes.OWED_AFTER_CONFIRMATION:
			continue
		if acting.acts_for(row.organ) or acting.acts_for(row.receiving_organ):
			found.append(
				{
					"name": row.name,
					"kind": row.kind,
					"title": row.receiving_name,
					"modified": str(row.modified),
				}
			)
	return found


def _untold(petition: Document) -> list[dict]:
	"""Return the joined pieces that the holder has not told of the acceptance."""
	told = set(
		frappe.get_all(
			"Petition Notice",
			filters={"petition": petition.name, "organ": petition.holder, "kind": "W08"},
			pluck="submission",
		)
	)
	return [
		{"name": piece.name, "title": piece.number}
		for piece in notices.pieces_of(petition.name)
		if piece.can_notify and piece.name not in told and piece.name != petition.first_submission
	]
