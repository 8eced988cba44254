"""Issuing a paper: `issue(template_code, doc, organ=…)`.

Rule: a paper is issued by an organ, once, inside the transaction of the step it proves. With the issue its number and
its text are fixed; nobody, Administrator included, changes or deletes it afterwards (a mistake is answered by a new
paper). The PDF is made after the commit, or on first demand (`pdf.of`). With the issue the paper also gets the code that
stands on each of its pages (`papercode`) and, where its template says so or its addressee is outside the system, a
place in its organ's print queue (`printing`).

Accusations (arts. 23, 30) never go through papers: for a sealed record only a paper with a secrecy mark is written, by
a Discipline Custodian, and it carries number, date and target organ, no content.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from xinfang_app import when
from xinfang_app.letters import case, document_numbers, papercode, pdf, printing, render
from xinfang_app.letters.errors import LetterNotIssuable

CUSTODIAN = "Discipline Custodian"


def issue(
	template_code: str,
	doc,
	*,
	organ: str,
	occurred_on: datetime | date | str | None = None,
	recipient: str | None = None,
	extra: dict | None = None,
):
	"""Issue the paper `template_code` about `doc` in the name of `organ`; return the Official Letter.

	Takes: a Letter Template's code (W08); a document whose DocType registered `xf_letter_context`; the issuing Organ;
	the day of issue (naive, site's zone; default now); the Petitioner or Organ it goes to, if not the usual one; values
	for the template's `extra.…` fields (plain data).
	Raises `LetterNotIssuable`, `LetterTextError`. The caller has checked that the user may act on `doc`.
	"""
	paper = template(template_code)
	moment = _moment(occurred_on)
	the_case = case.of(doc, paper.code, recipient)
	_check_organ(paper, organ)
	_check_seal(paper, the_case)
	the_case.extra = extra or {}

	letter = frappe.new_doc("Official Letter")
	letter.update(
		{
			"template": paper.name,
			"title": paper.title,
			"organ": organ,
			"issued_on": moment,
			"addressed_to": paper.addressed_to,
			"recipient": the_case.recipient if paper.addressed_to == "Petitioner" else None,
			"recipient_masked": the_case.recipient_masked if paper.addressed_to == "Petitioner" else None,
			"recipient_organ": the_case.recipient_organ if paper.addressed_to == "Organ" else None,
			"ref_doctype": doc.doctype,
			"ref_name": doc.name,
			"petition": the_case.petition,
			"scope_code": the_case.scope_code,
			"holder": the_case.holder,
			"sealed": int(the_case.sealed),
			"signer": frappe.session.user,
			"stage": "Issued",
			"barcode": papercode.new(),
		}
	)
	if paper.needs_number:
		_number(letter, paper, organ, moment.year)
	letter.html = render.html(
		paper,
		render.context(the_case, paper, organ, moment, letter.document_number),
		code=letter.barcode,
	)
	letter.flags.issuing = True
	letter.insert(ignore_permissions=True)
	pdf.later(letter)
	if paper.to_print or _goes_outside(letter):
		printing.enqueue(letter)
	return letter


def template(code: str):
	"""Return the Letter Template `code`; raises LetterNotIssuable where there is none or it is switched off."""
	if not frappe.db.exists("Letter Template", code):
		frappe.throw(_("There is no letter template {0}").format(code), LetterNotIssuable)
	found = frappe.get_cached_doc("Letter Template", code)
	if not found.enabled:
		frappe.throw(_("The letter template {0} is disabled").format(found.title), LetterNotIssuable)
	return found


def _moment(occurred_on) -> datetime:
	if occurred_on is None:
		return when.now()
	if isinstance(occurred_on, str) and len(occurred_on) <= 10 or type(occurred_on) is date:
		# A bare date is an office day, not midnight.
		return get_datetime(f"{str(occurred_on)[:10]} 09:00:00")
	return get_datetime(occurred_on)


def issuable_by(template, organ: str) -> bool:
	"""Return whether organs of the kind of `organ` issue this paper."""
	kinds = [line.strip() for line in (template.organ_kind or "").splitlines() if line.strip()]
	return not kinds or frappe.db.get_value("Organ", organ, "kind") in kinds


def _goes_outside(letter) -> bool:
	"""Whether the paper goes to an organ outside the system, which gets it on paper only."""
	return bool(
		letter.recipient_organ and frappe.get_cached_value("Organ", letter.recipient_organ, "is_external")
	)


def _check_organ(template, organ: str) -> None:
	if not issuable_by(template, organ):
		frappe.throw(_("{0} is not a paper that this organ issues").format(template.title), LetterNotIssuable)


def _check_seal(template, the_case: case.LetterCase) -> None:
	"""Arts. 23 and 30: a sealed matter leaves only by a paper with a secrecy mark, written by a custodian."""
	if not the_case.sealed:
		return
	if not template.secrecy:
		frappe.throw(_("Accusations go out only by the sealed transfer letter"), LetterNotIssuable)
	if CUSTODIAN not in frappe.get_roles():
		frappe.throw(_("Only a custodian issues papers on sealed matters"), LetterNotIssuable)


def _number(letter, template, organ: str, year: int) -> None:
	# An organ without a registered word still has to issue in time: its short name stands in.
	row = frappe.db.get_value("Organ", organ, ["document_word", "short_title", "title"], as_dict=True)
	word = row.document_word or row.short_title or row.title
	letter.number_word, letter.year = template.number_word, year
	letter.serial = document_numbers.next_serial(organ, template.number_word, year)
	letter.document_number = document_numbers.written(word, template.number_word, year, letter.serial)
