"""Papers that an officer makes from the form of a record, beside those that come with a step.

Rule: by hand come only papers whose template says so (登记表, 接谈记录, 笔录 …), and papers of a step that were not made
when the step was taken, because their template was switched off or had a fault (`owed` of the room that has the
record). They are made for an organ of the user that has part in the record: he acts on it, or it is a paper of
petition offices (评价表) and he supervises the matter. What no record holds, a paper asks for: the `extra.…` fields of
its template are put to whoever makes it.
"""

import re

import frappe
from frappe import _

from xinfang_app.access import scope
from xinfang_app.letters import case, issuing
from xinfang_app.letters.checking import PARTS
from xinfang_app.letters.errors import LetterNotIssuable
from xinfang_app.organization import posting

# An answer is a text in a paper of some pages.
LONGEST_ANSWER = 5000
_INVOLVED = ("organ", "holder", "to_organ", "executing_organ", "registering_organ")
_EXTRA = re.compile(r"\bextra\.([a-z_]+)(\s*\|\s*lines)?")


def offered(doctype: str, name: str | None = None) -> list[dict]:
	"""Return the papers to be made by hand about a `doctype`: [{code, title, asks}], with `name` those for this record.

	`asks` are the questions of `asks`. For a record also what a step still owes, and only what the user may make.
	"""
	templates = frappe.get_all(
		"Letter Template",
		filters={"document_type": doctype, "enabled": 1},
		fields=["name", "by_hand"],
		order_by="code asc",
	)
	doc = frappe.get_doc(doctype, name) if name else None
	owed = case.owed(doc) if doc else []
	found = []
	for row in templates:
		if not (row.by_hand or row.name in owed):
			continue
		template = frappe.get_cached_doc("Letter Template", row.name)
		if doc is None or organ_for(template, doc):
			found.append({"code": template.code, "title": template.title, "asks": asks(template)})
	return found


def make(template_code: str, doc, extra: dict | None = None):
	"""Issue a paper by hand about `doc` for the user's own organ; return the Official Letter.

	`extra`: answers to `asks`, plain texts. Raises LetterNotIssuable; NotPermitted where the user has no part in it.
	"""
	template = issuing.template(template_code)
	owed = template.name in case.owed(doc)
	if template.document_type != doc.doctype or not (template.by_hand or owed):
		frappe.throw(_("{0} is made by its step only").format(template.title), LetterNotIssuable)
	organ = organ_for(template, doc)
	if not organ:
		scope.require(doc, "act")
		frappe.throw(_("Your organ has no part in this record"), LetterNotIssuable)
	letter = issuing.issue(template.name, doc, organ=organ, extra=_answers(template, extra or {}))
	if owed:
		case.made(doc, letter)
	return letter


def organ_for(template, doc) -> str | None:
	"""Return the organ for which the user may make this paper about `doc`, or None."""
	own = posting.organs_of(frappe.session.user)
	acts = scope.may(doc, "act")
	of_offices = bool(template.organ_kind) and scope.may(doc, "supervise")
	if not (acts or of_offices):
		return None
	involved = [doc.get(field) for field in _INVOLVED]
	return next(
		(code for code in involved if code and code in own and issuing.issuable_by(template, code)), None
	)


def asks(template) -> list[dict]:
	"""Return the questions of a template: its `extra.…` fields as {fieldname, label, long}, in the order of its text."""
	meanings = {
		field.path.removeprefix("extra."): field.meaning
		for field in case.fields(template.document_type)
		if field.path.startswith("extra.")
	}
	found: dict[str, bool] = {}
	for part in PARTS:
		for name, as_lines in _EXTRA.findall(template.get(part) or ""):
			if name in meanings:
				found[name] = found.get(name, False) or bool(as_lines)
	return [{"fieldname": name, "label": meanings[name], "long": long} for name, long in found.items()]


def _answers(template, given: dict) -> dict:
	known = [question["fieldname"] for question in asks(template)]
	answers = {name: str(given.get(name) or "").strip() for name in known}
	too_long = next((name for name, text in answers.items() if len(text) > LONGEST_ANSWER), None)
	if too_long:
		frappe.throw(_("An answer may have {0} characters at most").format(LONGEST_ANSWER), LetterNotIssuable)
	return answers
