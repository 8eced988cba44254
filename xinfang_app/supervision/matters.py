"""The petitions that a letter, a proposal or a recommendation is about: number and matter, never a person.

Rule: a paper between organs names a matter by its number and title. One letter may press several matters of one organ;
of each it tells the facts from the record. Sealed accusations are no matters of a letter (art. 30 §3).
"""

import hashlib
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.petition.registering import guard
from xinfang_app.supervision import facts
from xinfang_app.supervision.refusals import LetterRefused


def add(record: Document, petitions: Iterable[str], organ: str, *, deadline: str | None = None) -> None:
	"""Append a row for each of `petitions` to `record`, with the facts that concern `organ`; nothing is saved."""
	for name in dict.fromkeys(petitions):
		row = record.append("matters", {"petition": name})
		fill(row, organ, deadline=deadline)


def fill(row: Document, organ: str, *, deadline: str | None = None) -> None:
	"""Write number, title, referral and, where it has none yet, the facts into a row."""
	petition = frappe.db.get_value("Petition", row.petition, ["number", "title"], as_dict=True)
	row.petition_number, row.title = petition.number, petition.title
	row.referral = frappe.db.get_value(
		"Petition Referral",
		{"petition": row.petition, "to_organ": organ, "role": "Lead"},
		"name",
		order_by="sent_on desc",
	)
	if not row.facts:
		write_facts(row, organ, deadline=deadline)


def write_facts(row: Document, organ: str, *, deadline: str | None = None) -> None:
	"""Write the facts of the record into a row, with a mark by which a later hand is told from them."""
	row.facts = "\n".join(facts.of(row.petition, organ, deadline=deadline))
	row.facts_hash = mark(row.facts)


def is_generated(row: Document) -> bool:
	"""Return whether the facts of a row stand as they were generated: nobody edited them by hand."""
	return bool(row.facts_hash and row.facts_hash == mark(row.facts))


def mark(text: str | None) -> str:
	"""Return the mark of a text; line ends and blanks at its ends do not count. Pure."""
	plain = "\n".join(line.rstrip() for line in (text or "").strip().splitlines())
	return hashlib.sha256(plain.encode()).hexdigest()[:32]


def check(record: Document) -> None:
	"""Before a save by a form: rows name petitions the user may see; number, title and facts come from the record.

	Raises NotPermitted, LetterRefused for a matter named twice.
	"""
	names = [row.petition for row in record.matters if row.petition]
	if len(names) != len(set(names)):
		frappe.throw(_("A matter stands in this paper twice."), LetterRefused)
	record.matters = [row for row in record.matters if row.petition]
	if guard.by_service(record):
		return
	known = {row.petition for row in (record.get_doc_before_save() or record).matters if not row.is_new()}
	for row in record.matters:
		if row.petition not in known:
			scope.require(frappe.get_doc("Petition", row.petition), "read")
		fill(row, record.get("responsible_organ") or record.organ)


def petitions_of(record: Document) -> list[str]:
	"""Return the petitions named in `record`, also where it was read without its tables."""
	rows = record.get("matters")
	if rows:
		return [row.petition for row in rows if row.petition]
	return frappe.get_all(
		"Supervision Matter",
		filters={"parent": record.name, "parenttype": record.doctype, "petition": ["is", "set"]},
		pluck="petition",
		order_by="idx asc",
	)


def held_by(petitions: Iterable[str]) -> dict[str, list[str]]:
	"""Return organ → those of `petitions` that it has in hand, in their order. Raises NotPermitted."""
	found: dict[str, list[str]] = {}
	for name in dict.fromkeys(petitions):
		petition = frappe.get_doc("Petition", name)
		scope.require(petition, "supervise")
		found.setdefault(petition.holder, []).append(name)
	return found
