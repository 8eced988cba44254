"""What the engine has this room do when a term is not kept: a letter drafted, a proposal drafted.

Rule: each function is called with the outbox row of a step, inside the row's transaction, and does its work once for
the row's key however often it is called (`source_key` is unique). A draft is a draft: a person reviews, signs and
sends it. A clock that ended in time meanwhile asks for nothing. One clock has one standing letter of a kind: what
somebody has drafted by hand is not drafted again. A petition office that is late itself is not pressed by itself; its
leaders are told. About a sealed accusation no letter is drafted (art. 30 §3).
"""

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.supervision import basis, drafting, facts, matters, proposals, telling, who

#: Records of this room whose own matters a following letter is about.
OWN = ("Supervision Letter", "Recommendation")
STANDING = ("Draft", "Pending Signature", "Sent", "Received", "Answered")


def draft_letter(row: frappe._dict) -> Document | None:
	"""Draft the letter that a step of an escalation policy asks for; return it, or the one that stands, or None."""
	known = frappe.db.get_value("Supervision Letter", {"source_key": row.key})
	if known:
		return frappe.get_doc("Supervision Letter", known)
	if _settled(row):
		return None
	office = who.office_for(row.organ, row.petition)
	if not office:
		telling.no_sender(row)
		return None
	former = row.ref_name if row.ref_doctype == "Supervision Letter" else _former(row)
	kind = _kind(row, former)
	if kind is None:
		return propose(row)
	standing = _standing(row, kind)
	if standing:
		return frappe.get_doc("Supervision Letter", standing)
	options = row.content.get("options") or {}
	about = _petitions(row)
	told = "\n".join(facts.of_clock(row.deadline)) if not row.petition else None
	letter = drafting.make(
		kind,
		row.organ,
		office,
		about,
		deadline=frappe._dict(name=row.deadline, rule=row.content.get("rule")),
		term_days=cint(options.get("term_days")) or None,
		former=former,
		facts=told,
		facts_hash=matters.mark(told) if told else None,
		source_key=row.key,
		by_engine=1,
	)
	cause = options.get("cause")
	if cause and _may_cite(letter, cause):
		letter.cause = cause
		letter.save(ignore_permissions=True)
	return letter


def propose(row: frappe._dict) -> Document | None:
	"""Draft the proposal to the conference that a step asks for; return it, or None where nothing is asked any more."""
	known = frappe.db.get_value(proposals.DOCTYPE, {"source_key": row.key})
	if known:
		return frappe.get_doc(proposals.DOCTYPE, known)
	if _settled(row):
		return None
	office = who.office_for(row.organ, row.petition)
	if not office:
		telling.no_sender(row)
		return None
	options = row.content.get("options") or {}
	measure = options.get("measure")
	return proposals.make(
		row.organ,
		office,
		_petitions(row),
		measure=measure if measure in proposals.MEASURES else "Interview",
		reason="\n".join(facts.of_clock(row.deadline)),
		letter=row.ref_name if row.ref_doctype == "Supervision Letter" else None,
		deadline=row.deadline,
		source_key=row.key,
		by_engine=1,
	)


def _settled(row: frappe._dict) -> bool:
	"""Whether the clock ended in time, or was none; a sealed piece takes no letter."""
	if row.ref_doctype == "Sealed Register":
		return True
	clock = frappe.db.get_value("Deadline", row.deadline, ["state", "was_late"], as_dict=True)
	return (
		not clock or clock.state == "Cancelled" or (clock.state in ("Met", "Stopped") and not clock.was_late)
	)


def _kind(row: frappe._dict, former: str | None) -> str | None:
	"""Return the kind that is asked for, stronger than the letter it follows; None where the conference is next."""
	kind = basis.kind_of((row.content.get("options") or {}).get("kind"))
	if kind == basis.LISTED:
		# Listing is the conference's to decide (art. 39).
		return None
	# A step says what it wants about a clock; about a letter itself the next one is stronger.
	if row.ref_doctype != "Supervision Letter":
		return kind
	last = frappe.db.get_value("Supervision Letter", former, "kind")
	return kind if basis.RANK[kind] > basis.RANK[last] else basis.follows(last)


def _standing(row: frappe._dict, kind: str) -> str | None:
	stronger = [name for name in basis.KINDS if basis.RANK[name] >= basis.RANK[kind]]
	return frappe.db.get_value(
		"Supervision Letter",
		{"deadline": row.deadline, "organ": row.organ, "kind": ["in", stronger], "stage": ["in", STANDING]},
	)


def _former(row: frappe._dict) -> str | None:
	"""Return the last letter about the same clock, which the next one follows."""
	return frappe.db.get_value(
		"Supervision Letter",
		{"deadline": row.deadline, "organ": row.organ, "stage": ["!=", "Withdrawn"]},
		order_by="creation desc",
	)


def _petitions(row: frappe._dict) -> list[str]:
	if row.ref_doctype in OWN:
		return matters.petitions_of(frappe.get_doc(row.ref_doctype, row.ref_name))
	return [row.petition] if row.petition else []


def _may_cite(letter: Document, cause: str) -> bool:
	found = frappe.db.get_value("Supervision Cause", cause, "basis")
	statutory = letter.rule and frappe.db.get_value("Deadline Rule", letter.rule, "locked")
	return bool(found and (statutory or not basis.cites_accountability(found)))
