"""Escalation policies as stored: each saved set of steps is a ladder, kept for ever under its fingerprint.

Rule: a clock climbs the ladder that its rule's policy had when the clock began. A policy that is changed gets a new
ladder; what happens to clocks that run already is the admin's choice (`changing.py`), never a side effect. A ladder
is never edited, so a worker may remember it.
"""

from datetime import time
from hashlib import blake2b

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.deadline import ladder as ladders
from xinfang_app.deadline.ladder import Ladder, Step

#: Field of Escalation Step → audience code of `messages.audience`.
WHOM = {
	"to_officer": "officer",
	"to_section_head": "section_head",
	"to_leader": "leader",
	"to_head": "head",
	"to_superior_office": "superior_office",
	"to_place_office": "place_office",
	"to_place_leader": "place_leader",
	"to_supervision": "supervision",
}
#: Audience code → label of its field.
LABELS = {
	"officer": "Officer in charge of the work",
	"section_head": "Section head",
	"leader": "Leader in charge",
	"head": "Head of the organ",
	"superior_office": "Superior petition office",
	"place_office": "Petition office of the place",
	"place_leader": "Leaders of the place",
	"supervision": "Supervision officer",
}
#: Field of Escalation Step → what the act is told.
OPTIONS = {"letter_kind": "kind", "cause": "cause", "term_days": "term_days"}
_REMEMBERED = 500
_read: dict[tuple[str, str], Ladder] = {}


def build(policy: Document) -> Ladder:
	"""Return the ladder that the rows of `policy` describe."""
	return ladders.make(
		[_step(row) for row in policy.steps],
		time.fromisoformat(policy.office_from),
		time.fromisoformat(policy.office_to),
	)


def _step(row: Document) -> Step:
	return Step(
		key=row.step_key,
		action=row.action,
		basis=row.basis,
		amount=cint(row.amount),
		unit=row.unit,
		every=cint(row.every),
		times=cint(row.times) or 1,
		office_hours=bool(cint(row.office_hours)),
		urgent=bool(cint(row.urgent)),
		whom=tuple(code for field, code in WHOM.items() if cint(row.get(field))),
		options=tuple((name, row.get(field)) for field, name in OPTIONS.items() if row.get(field)),
	)


def whom(codes) -> str:
	"""Return audience codes in words."""
	return "\u3001".join(_(LABELS[code]) for code in codes if code in LABELS)


def keep(policy: Document) -> str:
	"""Store the ladder of `policy` if it is new; return its name."""
	text = ladders.dumps(build(policy))
	name = f"{policy.code}-{blake2b(text.encode(), digest_size=6).hexdigest()}"
	if not frappe.db.exists("Escalation Ladder", name):
		frappe.get_doc(
			{
				"doctype": "Escalation Ladder",
				"name": name,
				"policy": policy.name or policy.code,
				"made_on": when.now(),
				"content": text,
			}
		).insert(ignore_permissions=True, ignore_links=True)
	return name


def ladder(name: str | None) -> Ladder | None:
	"""Return the ladder `name`; None for no name. Raises KeyError for one that is not stored."""
	if not name:
		return None
	known = (frappe.local.site, name)
	if known not in _read:
		text = frappe.db.get_value("Escalation Ladder", name, "content")
		if not text:
			raise KeyError(f"Escalation Ladder {name}")
		if len(_read) >= _REMEMBERED:
			_read.clear()
		_read[known] = ladders.loads(text)
	return _read[known]


def current(policy: str | None) -> str | None:
	"""Return the name of the ladder that clocks beginning now climb under `policy`; None without or when switched off."""
	if not policy:
		return None
	return frappe.db.get_value("Escalation Policy", {"name": policy, "enabled": 1}, "ladder")
