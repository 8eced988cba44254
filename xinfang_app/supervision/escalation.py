"""What the engine has this room do when a term is not kept: a letter drafted, a proposal drafted.

Rule: each function is called with the outbox row of a step, inside the row's transaction, and does its work once for
the row's key however often it is called (`source_key` is unique). A draft is a draft: a person reviews, signs and
sends it. A clock that ended in time meanwhile asks for nothing. What somebody has drafted by hand is not drafted again:
a standing letter to the organ that names the petition stops the draft, and an open proposal on it stops the proposal. A petition office that is late itself is not pressed by itself; its
leaders are told. About a sealed accusation no letter is drafted (art. 30 §3).
"""

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.supervision import basis, drafting, facts, matters, proposals, telling, who
from xinfang_app.supervision.accountability import breaches

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
	about = _petitions(row)
	open_ = _names_all(proposals.DOCTYPE, {"organ": row.organ, "status": ["in", proposals.OPEN]}, about)
	if open_:
		return frappe.get_doc(proposals.DOCTYPE, open_)
	return proposals.make(
		row.organ,
		office,
		about,
		measure=_measure(row.content.get("options") or {}),
		reason="\n".join(facts.of_clock(row.deadline)),
		letter=row.ref_name if row.ref_doctype == "Supervision Letter" else None,
		deadline=row.deadline,
		source_key=row.key,
		by_engine=1,
	)


def _measure(options: dict) -> str:
	"""Return the measure that a step asks for; one that asks for listing proposes listing, not an interview."""
	if options.get("measure") in proposals.MEASURES:
		return options["measure"]
	return "Listed Supervision" if basis.kind_of(options.get("kind")) == basis.LISTED else "Interview"


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
	where = {"organ": row.organ, "kind": ["in", stronger], "stage": ["in", STANDING]}
	return frappe.db.get_value("Supervision Letter", {"deadline": row.deadline, **where}) or _names_all(
		"Supervision Letter", where, _petitions(row)
	)


def _names_all(doctype: str, where: dict, petitions: list[str]) -> str | None:
	"""Return the oldest record of `doctype` so filtered whose matters hold all of `petitions`, or None."""
	if not petitions:
		return None
	named = frappe.get_all(
		"Supervision Matter",
		filters={"parenttype": doctype, "petition": petitions[0]},
		pluck="parent",
		distinct=True,
	)
	if not named:
		return None
	found = frappe.get_all(
		doctype, filters={**where, "name": ["in", named]}, pluck="name", order_by="creation asc"
	)
	for name in found:
		if set(petitions) <= set(matters.petitions_of(frappe._dict(doctype=doctype, name=name))):
			return name
	return None


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
	statutory = letter.rule and breaches.is_statutory(letter.rule)
	return bool(found and (statutory or not basis.cites_accountability(found)))
