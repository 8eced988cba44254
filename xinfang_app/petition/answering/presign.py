"""What is checked before an opinion is signed.

Rule: an opinion answers every claim; for each it states the facts with their time and place, the law, the opinion with
its reasons and one of the three results (art. 32); what is granted says what and by when, so that it can be carried
out. The petitioner was heard and the matter inquired into, on record (art. 31(6)). It tells the remedy: thirty days
from receipt, and which organ (art. 35). It comes in the name of the organ, never of a section inside it.

What is granted cannot be due before it is signed: the term that begins with the signature would be over.

A hard problem stops the signature. A soft one is shown to the signer and leaves the decision to him: an opinion that
is late must still be signed, and says nothing of its lateness by itself; the clock keeps it.

Other apps and later rooms add checks by the hook `xf_presign_checks` (dotted paths; each takes the opinion and
returns problems): a redo ordered on review may not repeat the same result on the same facts.
"""

import re
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate, getdate

from xinfang_app import when
from xinfang_app.petition import handling
from xinfang_app.petition.answering import inquiry

HANDLED = ("Accepted", "Handling", "Opinion Issued", "Served", "Executing")
TIME = re.compile(r"\d{4}\s*年|\d{1,2}\s*月|\d{4}-\d{1,2}|[去今前]年|[本上]月")
CITED = re.compile(r"《.+?》|第[〇零一二三四五六七八九十百千\d]+条")
THIRTY_DAYS = re.compile(r"(三十|30)\s*日")
INNER_SECTION = re.compile(r"(科|股|组|中队|大队|(?<!办公)室)$")


@dataclass(frozen=True)
class Problem:
	"""One finding, in the user's language. `claim_no` is None where it concerns the whole opinion."""

	code: str
	text: str
	hard: bool = True
	claim_no: int | None = None


def check(opinion: Document, on: date | None = None) -> list[Problem]:
	"""Return everything that is wrong with `opinion`, hard problems first; an empty list means ready to sign.

	`on` is the day of the signature (default today; a paper may have been signed earlier).
	"""
	petition = handling.petition_of(opinion)
	problems = [
		*_claims(opinion, petition, on or when.today()),
		*_procedure(petition),
		*_remedy(opinion),
		*_organ(opinion),
		*_late(petition),
	]
	for path in frappe.get_hooks("xf_presign_checks"):
		problems += frappe.get_attr(path)(opinion)
	return sorted(problems, key=lambda problem: not problem.hard)


def hard(problems: list[Problem]) -> list[Problem]:
	"""Return those that stop the signature."""
	return [problem for problem in problems if problem.hard]


def _claims(opinion: Document, petition: Document, on: date) -> list[Problem]:
	answered = {item.claim_no for item in opinion.items}
	problems = [
		Problem(
			"claim_open",
			_("Claim {0} has no answer: {1}").format(claim.claim_no, claim.claim),
			claim_no=claim.claim_no,
		)
		for claim in petition.claims
		if claim.claim_no not in answered
	]
	if not opinion.items:
		problems.append(Problem("no_items", _("The opinion answers no claim.")))
	for item in opinion.items:
		problems += _item(item, on)
	return problems


def _item(item: Document, on: date) -> list[Problem]:
	no = item.claim_no
	facts = item.facts or ""
	wanted = (
		("claim", item.claim, _("Claim {0}: the claim itself is not stated")),
		("result", item.result, _("Claim {0}: no result is chosen")),
		("facts", facts.strip(), _("Claim {0}: the facts found are missing")),
		("time", item.fact_on or TIME.search(facts), _("Claim {0}: the facts carry no time")),
		("place", item.fact_place, _("Claim {0}: the facts carry no place")),
		("law", (item.law or "").strip(), _("Claim {0}: no law or policy is cited")),
		("opinion", (item.opinion or "").strip(), _("Claim {0}: the opinion and its reasons are missing")),
	)
	problems = [Problem(code, text.format(no), claim_no=no) for code, given, text in wanted if not given]
	if (item.law or "").strip() and not CITED.search(item.law):
		problems.append(
			Problem("law_form", _("Claim {0}: name the law with its title and article").format(no), False, no)
		)
	if item.result == "Support":
		problems += _granted(item, on)
	return problems


def _granted(item: Document, on: date) -> list[Problem]:
	no = item.claim_no
	if not (item.granted or "").strip():
		return [Problem("granted", _("Claim {0}: say what is granted").format(no), claim_no=no)]
	if not item.due_on:
		return [
			Problem("granted_when", _("Claim {0}: say by when it is carried out").format(no), claim_no=no)
		]
	if getdate(item.due_on) < when.today():
		text = _("Claim {0}: the date of execution has passed").format(no)
		return [Problem("granted_past", text, getdate(item.due_on) < on, no)]
	return []


def _procedure(petition: Document) -> list[Problem]:
	texts = {
		"Heard": _("The petitioner was not heard, and no record says why not (art. 31(6))"),
		"Inquiry": _("No inquiry is on record, nor why it was impossible (art. 31(6))"),
	}
	problems = [Problem(f"no_{kind.lower()}", texts[kind]) for kind in inquiry.missing(petition.name)]
	if petition.stage not in HANDLED:
		problems.append(Problem("not_accepted", _("The petition has not been accepted")))
	waiting = frappe.get_all(
		"Petition Referral",
		filters={
			"petition": petition.name,
			"role": "Co-organ",
			"stage": ["in", ("Sent", "Received", "Accepted")],
		},
		pluck="to_organ",
	)
	return problems + [
		Problem(
			"co_organ",
			_("{0} has not yet given its part").format(frappe.get_cached_value("Organ", organ, "title")),
			False,
		)
		for organ in waiting
	]


def _remedy(opinion: Document) -> list[Problem]:
	text = opinion.remedy_text or ""
	if not THIRTY_DAYS.search(text):
		return [
			Problem("remedy", _("The remedy is not told: review within thirty days of receipt (art. 35)"))
		]
	organ = opinion.remedy_organ and frappe.get_cached_value("Organ", opinion.remedy_organ, "title")
	if not organ:
		return [
			Problem("remedy_organ", _("The organ that reviews is not known; enter the superior of the organ"))
		]
	if organ not in text:
		return [
			Problem("remedy_organ", _("The remedy does not name the organ that reviews: {0}").format(organ))
		]
	return []


def _organ(opinion: Document) -> list[Problem]:
	title = frappe.get_cached_value("Organ", opinion.organ, "title") or ""
	if INNER_SECTION.search(title):
		return [
			Problem(
				"inner_section",
				_("{0} is a section; an opinion comes in the name of the organ").format(title),
			)
		]
	return []


def _late(petition: Document) -> list[Problem]:
	clock = handling.term(petition)
	if not clock or clock.state not in ("Running", "Paused") or handling.due_on(clock) >= when.today():
		return []
	text = _("The term ended on {0}; the opinion goes out late and stays marked so")
	return [Problem("late", text.format(formatdate(handling.due_on(clock))), False)]
