"""One matter of an upper system, and what became of it here: Upper Matter.

Rule: a number of an upper system is registered once in a county; the key that keeps it so is written in the
transaction of the registration, so that two lists read at the same time cannot both register it. What the upper system
alone decides (assigned or sent on, its term, its status) stands here and follows its later lists; what officers did
here is theirs. A matter assigned from above is owed a result by the day its letter names (art. 22 §1(3)): clock N08U,
which binds the office that received it and ends when the result is reported upwards, not when the matter is closed.
Of an accusation only the key remains, so that it is not registered again; its number is part of the sealed content.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import keys
from xinfang_app.deadline import engine, milestones
from xinfang_app.exchange import who
from xinfang_app.exchange.reading.values import plain

DOCTYPE = "Upper Matter"
RULE = "N08U"
LEVELS = ("National", "Provincial", "Prefecture")
#: What the upper system alone decides, as a form labels it.
LABELS = {
	"kind": "Kind",
	"due_on": "Term set from above",
	"upper_state": "Status above",
	"upper_status": "Status above in its own words",
}
#: How many numbers are looked up with one statement.
AT_ONCE = 500


def normal(number: str | None) -> str:
	"""Return a number in the form in which numbers are compared: narrow, capital, without blanks."""
	return "".join(plain(number or "").upper().split())


def key(system: str, county: str, number: str) -> str:
	"""Return the unique key of a number; keyed, since that of an accusation stays."""
	return keys.keyed_hash("|".join((county, system, normal(number))), "upper number")


def known(system: str, organ: str, numbers: list[str]) -> dict[str, frappe._dict]:
	"""Return what the county of `organ` has of `numbers`: normal number → Upper Matter row. Asks nobody's permission."""
	county = who.county_of(organ)
	by_key = {key(system, county, number): normal(number) for number in numbers}
	found: dict[str, frappe._dict] = {}
	wanted = list(by_key)
	for start in range(0, len(wanted), AT_ONCE):
		rows = frappe.get_all(
			DOCTYPE,
			filters={"upper_key": ("in", wanted[start : start + AT_ONCE])},
			fields=["*"],
			limit_page_length=0,
		)
		found.update({by_key[row.upper_key]: row for row in rows})
	return found


def claim(system: str, organ: str, number: str, *, sealed: bool, batch: str | None) -> Document:
	"""Take the number for this registration; return the new Upper Matter. Raises UniqueValidationError if it is taken."""
	doc = frappe.new_doc(DOCTYPE)
	doc.update(
		{
			"upper_system": system,
			"upper_key": key(system, who.county_of(organ), number),
			"organ": organ,
			"holder": organ,
			"scope_code": frappe.get_cached_value("Organ", organ, "place_code"),
			"batch": batch,
			"sealed": int(sealed),
			"last_seen_on": when.today(),
			**({} if sealed else numbers_of(number)),
		}
	)
	return doc.insert(ignore_permissions=True)


def numbers_of(number: str) -> dict[str, str]:
	"""Return the columns by which a number is found, whole and by its end."""
	return {"upper_number": number, "number_end": normal(number)[::-1]}


def link(matter: Document, piece: Document, **above) -> None:
	"""Put the registered `piece` and what the upper system says (`kind`, `due_on` …) on `matter` and begin its clock."""
	if piece.doctype == "Sealed Register":
		_set(matter, sealed=1, upper_number=None, number_end=None)
		return
	petition = frappe.db.get_value("Petition", piece.petition, ["holder", "scope_code"], as_dict=True)
	_set(
		matter,
		petition=piece.petition,
		submission=piece.name,
		holder=petition.holder,
		scope_code=petition.scope_code,
		**above,
	)
	_begin(matter)


def update(matter: Document, **above) -> dict:
	"""Let what the upper system says replace what it said before; return what stood there ({} if nothing changed)."""
	before = {
		field: str(matter.get(field) or "")
		for field, value in above.items()
		if str(matter.get(field) or "") != str(value or "")
	}
	if before:
		_set(matter, **{field: above[field] or None for field in before})
	if "due_on" in before or "kind" in before:
		_move(matter, _("The upper office has set another term"))
	return before


def reported(matter: Document, occurred_on=None) -> None:
	"""Record that the result was reported upwards; ends the clock of an assigned matter."""
	now = when.now()
	_set(matter, reported_on=now)
	if engine.clock(matter, RULE):
		milestones.record(matter, "reported", occurred_on or now, organ=matter.organ)


def ended_above(matter: Document, reason: str) -> None:
	"""Record that the upper system has ended the matter: later comparisons do not ask for it."""
	_set(matter, ended_above_on=when.today(), ended_above_reason=reason, upper_state="Concluded")


def demanded(petitions: list[str]) -> dict[str, dict]:
	"""Return petition → {system, number, kind, due_on} of what is still owed upwards, the nearest term of each. Registered
	in `xf_demanded_above`; an accusation has no row with its petition."""
	found: dict[str, dict] = {}
	for row in frappe.get_all(
		DOCTYPE,
		filters={
			"petition": ("in", petitions),
			"sealed": 0,
			"withdrawn_on": ("is", "not set"),
			"ended_above_on": ("is", "not set"),
			"reported_on": ("is", "not set"),
		},
		fields=["petition", "upper_system", "upper_number", "kind", "due_on"],
		order_by="due_on desc",
		limit_page_length=0,
	):
		said = {
			"system": row.upper_system,
			"number": row.upper_number,
			"kind": row.kind,
			"due_on": row.due_on,
		}
		# The nearest term comes last and counts; a row without one counts where there is no other.
		if row.due_on or row.petition not in found:
			found[row.petition] = said
	return found


def withdraw(matter: Document) -> None:
	"""Give the number free, for the import that registered it is undone; its clock should not have begun."""
	clock = engine.clock(matter, RULE)
	if clock and clock.state in engine.OPEN_STATES:
		engine.cancel(matter, RULE, _("Import undone"))
	_set(matter, upper_key=None, withdrawn_on=when.now())


def withdrawn(pieces: list[str]) -> set[str]:
	"""Return those of the submissions `pieces` whose import was undone."""
	found: set[str] = set()
	for start in range(0, len(pieces), AT_ONCE):
		found.update(
			frappe.get_all(
				DOCTYPE,
				filters={
					"submission": ("in", pieces[start : start + AT_ONCE]),
					"withdrawn_on": ("is", "set"),
				},
				pluck="submission",
				limit_page_length=0,
			)
		)
	return found


def follow(piece: Document, method: str | None = None) -> None:
	"""Keep an Upper Matter for a piece that a clerk registered with the number of an upper system. Hook of Petition Submission.

	Registration is never refused: where the number is taken already, that row stays as it is.
	"""
	if piece.status != "Registered" or not piece.upper_number or piece.is_part:
		return
	system = system_of(piece.source_level)
	if not system:
		return
	now, taken = when.now(), key(system, who.county_of(piece.organ), piece.upper_number)
	# A list may name another level than the system it came from; the number was taken there already.
	if frappe.db.exists(DOCTYPE, {"upper_key": taken}) or frappe.db.exists(
		DOCTYPE, {"upper_number": piece.upper_number, "organ": piece.organ}
	):
		return
	row = {
		"name": frappe.generate_hash(length=10),
		"creation": now,
		"modified": now,
		"owner": frappe.session.user,
		"modified_by": frappe.session.user,
		"upper_system": system,
		"upper_key": taken,
		"kind": "Transfer",
		"dispatched_on": piece.received_on,
		"organ": piece.organ,
		"holder": piece.organ,
		"scope_code": piece.scope_code,
		"petition": piece.petition,
		"submission": piece.name,
		**numbers_of(piece.upper_number),
	}
	frappe.db.bulk_insert(DOCTYPE, list(row), [tuple(row.values())], ignore_duplicates=True)


def system_of(level: str | None) -> str | None:
	"""Return the upper system of a source level, or None."""
	if level not in LEVELS:
		return None
	return frappe.db.get_value("Upper System", {"source_level": level, "enabled": 1}, order_by="creation asc")


def _begin(matter: Document) -> None:
	if matter.kind == "Assign" and matter.due_on:
		milestones.record(
			matter, "received", matter.dispatched_on or when.now(), organ=matter.organ, **_proof(matter)
		)


def _move(matter: Document, reason: str) -> None:
	"""Count anew to the date the upper office names now; what was late at the old one stays on its row."""
	clock = engine.clock(matter, RULE)
	if clock and clock.state in engine.OPEN_STATES:
		engine.cancel(matter, RULE, reason)
	elif clock:
		return
	if matter.kind == "Assign" and matter.due_on:
		begun = matter.dispatched_on or when.now()
		if clock or milestones.last(matter, "received"):
			engine.start(matter, RULE, begun, due_on=matter.due_on, **_proof(matter))
		else:
			_begin(matter)


def _proof(matter: Document) -> dict[str, str]:
	if not matter.proof:
		return {}
	return {"scan": matter.proof, "backdate_reason": _("Sent down before the list was taken in")}


def _set(matter: Document, **values) -> None:
	frappe.db.set_value(DOCTYPE, matter.name, {**values, "modified": when.now()}, update_modified=False)
	matter.update(values)
	for field in ("due_on", "ended_above_on"):
		if matter.get(field) and not isinstance(matter.get(field), date):
			matter.set(field, getdate(matter.get(field)))
