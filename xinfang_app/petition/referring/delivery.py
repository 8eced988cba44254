"""The delivery of a petition to one organ: the Petition Referral itself, with what it carried and when it arrived.

Rule (arts. 22, 23): inside the system what is sent is received at once, so that no organ can let a letter lie; an outside
organ's receipt is recorded when it is known. A referral carries a snapshot of the petition as it was sent. A co-organ
gets its task with it; the lead gets the petition from `referral`, which also checks who may send what to whom.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access import custody
from xinfang_app.deadline import milestones
from xinfang_app.petition.referring import snapshot, targets


def deliver(
	petition: Document,
	target: targets.Target,
	happened: datetime,
	proof: dict,
	*,
	role: str,
	kind: str,
	due_on: date | None = None,
	sub_term_on: date | None = None,
	demand: str | None = None,
	reason: str | None = None,
	earlier: Document | None = None,
	dispute: Document | None = None,
	lead: Document | None = None,
) -> Document:
	"""Insert the referral and record that it was sent and, inside the system, received. Co-organs get their task."""
	pieces = frappe.get_all(
		"Petition Submission",
		filters={"petition": petition.name, "status": "Registered"},
		fields=["name", "number", "form", "received_on"],
		order_by="received_on asc",
	)
	referral = new(
		petition,
		happened,
		role=role,
		kind=kind,
		to_organ=target.organ,
		from_organ=petition.holder,
		pieces=pieces,
		due_on=due_on,
		sub_term_on=sub_term_on,
		demand=demand,
		lead=lead,
		external=target.is_external,
	)
	referral.update(
		{
			"suggestion_reason": reason,
			"previous_referral": earlier.name if earlier else None,
			"dispute": dispute.name if dispute else None,
			"is_bounce": int(role == "Lead" and cint(petition.bounce_count) > 0),
			"requires_report": int(kind == "Assign"),
			"pathway": "P8" if role == "Lead" and petition.purpose_class == "Suggestion" else None,
		}
	)
	referral.insert(ignore_permissions=True)
	record(referral, happened, proof)
	if role == "Co-organ" and not target.is_external:
		custody.give(petition, organ=target.organ, kind="Co-organ", reason=_("Co-organ"), source=referral)
	return referral


def new(
	petition: Document,
	happened: datetime,
	*,
	role: str,
	kind: str,
	to_organ: str,
	from_organ: str,
	pieces: list,
	due_on: date | None = None,
	sub_term_on: date | None = None,
	demand: str | None = None,
	lead: Document | None = None,
	external: bool,
) -> Document:
	"""Return the referral, not yet saved, with the snapshot of `petition` and those `pieces`; `happened` is naive, in the site's zone."""
	terms = {
		"from_organ": from_organ,
		"to_organ": to_organ,
		"kind": kind,
		"sent_on": happened,
		"due_on": due_on or sub_term_on,
		"demand": demand,
	}
	content, text = snapshot.take(petition, pieces, terms)
	referral = frappe.new_doc("Petition Referral")
	referral.update(
		{
			"petition": petition.name,
			"petition_number": petition.number,
			"scope_code": petition.scope_code,
			"holder": petition.holder,
			"kind": kind,
			"role": role,
			"from_organ": from_organ,
			"to_organ": to_organ,
			"sent_on": happened,
			"received_on": None if external else happened,
			"stage": "Sent" if external else "Received",
			"due_on": due_on,
			"sub_term_on": sub_term_on,
			"demand": demand,
			"lead_referral": lead.name if lead else None,
			"snapshot": content,
			"snapshot_text": text,
		}
	)
	return referral


def record(referral: Document, happened: datetime, proof: dict) -> None:
	"""Record that `referral` was sent at `happened` and, where it has arrived, that it was received."""
	milestones.record(referral, "sent", happened, organ=referral.from_organ, **proof)
	if referral.received_on:
		milestones.record(
			referral,
			"received",
			happened,
			organ=referral.to_organ,
			due_on=referral.due_on or referral.sub_term_on,
			**proof,
		)
