"""A draft that has lain: brought up to the record when it is sent up and when it is sent.

Rule (arts. 39, 40): a letter says what the record says on its day. Facts that nobody edited by hand are written anew, the
day of the reply is counted from the sending where the letter gives a number of days, and what has been done late by now
is no longer demanded at once, but explained. A matter that has ended, or that the organ has no longer in hand, is not
pressed: the letter is refused, with the matter named.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.petition.registering.repeats import ENDED
from xinfang_app.supervision import drafting, facts, matters
from xinfang_app.supervision.refusals import LetterRefused

LIVE = ("Running", "Paused")


def refuse_stale(letter: Document) -> None:
	"""Raise LetterRefused where a matter has ended or left the hands of the organ. Nothing is written."""
	for row in letter.matters:
		petition = frappe.db.get_value("Petition", row.petition, ["holder", "stage", "number"], as_dict=True)
		if not petition or _bound(row.petition, letter.organ):
			continue
		if petition.stage in ENDED:
			frappe.throw(
				_("{0} has ended; take it out of the letter, or withdraw the letter.").format(
					petition.number or row.petition_number
				),
				LetterRefused,
			)
		if petition.holder != letter.organ and not _has_part(row.petition, letter.organ):
			frappe.throw(
				_("{0} is no longer in the hands of this organ; press the organ that has it now.").format(
					petition.number or row.petition_number
				),
				LetterRefused,
			)


def bring_up(letter: Document) -> None:
	"""Write facts, demand and day of the reply anew where nobody set them by hand; nothing is saved."""
	for row in letter.matters:
		if matters.is_generated(row):
			matters.write_facts(row, letter.organ, deadline=letter.deadline)
	if letter.deadline and letter.facts_hash and letter.facts_hash == matters.mark(letter.facts):
		letter.facts = "\n".join(facts.of_clock(letter.deadline))
		letter.facts_hash = matters.mark(letter.facts)
	drafting.put_demand(letter)
	if cint(letter.term_days) > 0:
		letter.due_on = drafting.in_days(cint(letter.term_days))


def by_form(letter: Document) -> None:
	"""Before a save by a form: a day that somebody set himself stands; it is not counted anew when the letter goes out."""
	before = letter.get_doc_before_save()
	if not before or str(letter.due_on or "") == str(before.due_on or ""):
		return
	if not letter.due_on or str(letter.due_on) != str(drafting.in_days(cint(letter.term_days))):
		letter.term_days = None


def _has_part(petition: str, organ: str) -> bool:
	"""Whether `organ` has a task on the petition that another holds."""
	where = {"ref_doctype": "Petition", "ref_name": petition, "organ": organ, "to_on": ["is", "not set"]}
	return bool(frappe.db.exists("Custody", where))


def _bound(petition: str, organ: str) -> bool:
	"""Whether a term binds `organ` on the petition at this moment: it owes something, whoever holds the matter."""
	return bool(
		frappe.db.exists(
			"Deadline",
			{"petition": petition, "organ": organ, "kind": ["!=", "Window"], "state": ["in", LIVE]},
		)
	)
