"""The first save of a piece: the stamp of receipt and what follows from what was typed.

Rule (ideas 5 and 10): `received_on` is the moment of the first save, drafts included; it is never cleared and never
moved later. It may be moved earlier once, when a letter proves to have lain in the house (`arrived_on` with scan and
reason); a part split off a piece came in with that piece. Nothing is asked for: a draft saves whatever was typed, and what is missing is noted, not refused.

Until registration a piece has neither holder nor scope, so that only its writer sees it: nobody has yet decided
whether it is an accusation that has to be sealed.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import when
from xinfang_app.deadline import calendar, engine, milestones, moments, rules
from xinfang_app.organization import jurisdiction, posting

GROUP = 5  # five people are a group (集体), by the statistics' line
PETITION_OFFICE = "Petition Office"


def stamp(doc: Document) -> None:
	"""Set `received_on` at the first save; afterwards keep it, whoever saves."""
	before = doc.get_doc_before_save()
	earlier = doc.flags.arrival
	stored = before.received_on if before else doc.flags.received_with or when.now()
	doc.received_on = min(get_datetime(stored), get_datetime(earlier)) if earlier else stored
	if not before:
		doc.status = doc.status if doc.flags.ignore_permissions else "Draft"


def fill(doc: Document) -> None:
	"""Derive what follows from the typed fields: receiver, place, purpose class, size and the duty of notice."""
	doc.organ = doc.organ or _own_organ()
	doc.receiver_kind = frappe.get_cached_value("Organ", doc.organ, "kind") if doc.organ else None
	doc.place_code = doc.place or None
	if doc.purpose:
		doc.purpose_class = frappe.get_cached_value("Petition Purpose", doc.purpose, "purpose_class")
	doc.people_count = max(cint(doc.people_count), len(doc.petitioners), 1)
	doc.is_group = int(doc.people_count >= GROUP)
	main = next((row for row in doc.petitioners if row.is_main), None)
	doc.is_anonymous = int(bool(doc.is_anonymous) and not (main and main.has_name))
	doc.can_notify = int(bool(main and main.has_name and main.has_address))
	doc.notice_owed = int(bool(doc.can_notify and doc.receiver_kind != PETITION_OFFICE))


def record(doc: Document) -> None:
	"""Write the milestone of receipt of a new piece; it starts the term for registration (art. 21)."""
	milestones.record(doc, "received", occurred_on=doc.received_on, organ=doc.organ, **proof_of(doc))


def start_terms(doc: Document) -> None:
	"""Start the terms that count from receipt and could not start with a draft.

	A draft has no receiver yet, so the terms that depend on who received it (arts. 22, 23) begin when it is
	registered, counted from the receipt all the same. Where a letter proves to have come earlier than the draft, the
	terms begun with the draft are counted from the arrival instead.
	"""
	for code, rule in rules.of(doc.doctype).items():
		if rule.start_milestone != "received":
			continue
		if doc.flags.arrival and engine.clock(doc, code):
			engine.cancel(doc, code, _("It came earlier than it was entered"))
		engine.start(doc, code, doc.received_on, **proof_of(doc))


def proof_of(doc: Document) -> dict[str, str | None]:
	"""Return what proves the moment of receipt of `doc`, as `milestones.record` takes it.

	A claimed earlier arrival needs scan and reason. A moment that the system itself stamped (the first save of a
	draft, the piece a part was split from) is claimed by nobody and needs neither.
	"""
	if doc.flags.arrival:
		return {"scan": doc.arrival_scan, "backdate_reason": doc.arrival_reason}
	if doc.is_part:
		return {"by_law": _("The part came in with the piece it was split from")}
	return {"by_law": _("Stamped by the system at the first save")}


def scope_of(place: str | None, organ: str) -> str:
	"""Return the code by which a piece is seen: its place if that lies in the county of `organ`, else the organ's own.

	A range user then needs one range and no `OR` (docs/architecture.md).
	"""
	own = frappe.get_cached_value("Organ", organ, "place_code")
	county = posting.county_of(organ)
	if not place or not county:
		return own
	low, high = jurisdiction.range_of(county)
	return place if low <= place < high else own


def arrival_of(doc: Document) -> datetime | None:
	"""Return when a piece really came, where that was before it was entered, else None.

	Raises BackdatingUnproved where more than two working days lie between and scan or reason are missing.
	"""
	if not doc.arrived_on:
		return None
	arrived = get_datetime(doc.arrived_on)
	if arrived >= get_datetime(doc.received_on or when.now()):
		return None
	moments.checked(arrived, calendar.load(), scan=doc.arrival_scan, backdate_reason=doc.arrival_reason)
	return arrived


def receivers_for(user: str | None = None) -> list[str]:
	"""Return the organs for which `user` may register: his own, and for a village the organ above it.

	A village decides nothing (art. 22 speaks of organs with the power to handle); what it takes down is received by
	the township.
	"""
	found = []
	for row in posting.current(user or frappe.session.user):
		above = frappe.get_cached_value("Organ", row.organ, "parent_organ") if row.tier == "Village" else None
		found += [above, row.organ] if above else [row.organ]
	return list(dict.fromkeys(found))


def _own_organ() -> str | None:
	return next(iter(receivers_for()), None)
