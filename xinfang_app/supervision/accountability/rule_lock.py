"""What an admin may make of an accountability rule, and what no configuration brings in (idea 11).

Rule. A rule chooses a breach from the closed list, a number, a window, an item of the Regulation and a measure to
propose. It has no condition and no field of its own: nothing about channel, level, number of people or visits can be
entered, and what an admin hangs on the form by configuration is refused here, since a rule reads nothing but its list.
Only breached statutory terms and acts cite arts. 42–46: a breach cites the items that belong to it and no other, and a
target of the county or the house cites none and only reminds. Art. 43 speaks of petition offices; 44 and 45 of other
organs. Pursuing responsibility is never proposed by a rule: it needs a grave result on record (art. 40 §3).
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access import watch_words
from xinfang_app.access.errors import BackDoor
from xinfang_app.supervision.accountability import breaches, measures
from xinfang_app.supervision.accountability.errors import RuleRefused

RULE = "Accountability Rule"
LONGEST = 366
RULE_MEASURES = (measures.REMIND, *(name for name, measure in measures.MEASURES.items() if not measure.grave))
OFFICE_ITEMS = ("43",)
OTHERS_ITEMS = ("44", "45")


def check(rule: Document) -> None:
	"""Refuse what the rule above forbids. Raises RuleRefused or BackDoor."""
	watch_words.refuse(rule.code, rule.title, rule.note)
	if rule.breach not in breaches.BREACHES:
		_refuse(_("A rule counts a breach from the closed list, nothing else."))
	if rule.measure not in RULE_MEASURES:
		_refuse(
			_(
				"A rule cannot propose this measure; responsibility is pursued only where a grave result is on record (art. 40 §3)."
			)
		)
	if (rule.applies_to or "Any organ") not in breaches.APPLIES:
		_refuse(_("A rule is about organs: any, petition offices, or others."))
	if cint(rule.threshold) < 1 or not 1 <= cint(rule.window_days) <= LONGEST:
		_refuse(_("At least one breach, within 1 to 366 days."))
	if rule.breach == breaches.TERM_MISSED:
		_check_term(rule)
	else:
		rule.deadline_rule = None
	_check_item(rule)
	rule.power = measures.power_of(rule.measure)


def _check_term(rule: Document) -> None:
	term = frappe.db.get_value(
		"Deadline Rule", rule.deadline_rule, ["kind", "bearer_field", "source_tag"], as_dict=True
	)
	if not term or term.kind != "Duty" or not term.bearer_field:
		_refuse(_("Choose a term that binds an organ; a right of the petitioner is no breach."))
	if term.source_tag in breaches.STATUTORY_TAGS:
		return
	if rule.measure != measures.REMIND or _is_law(rule.article_item):
		_refuse(_("A target of the county or the house only reminds; it is no breach of arts. 42–46."))


def _check_item(rule: Document) -> None:
	if not rule.article_item:
		if rule.measure != measures.REMIND:
			_refuse(_("Say which item of the Regulation the breach falls under."))
		return
	allowed = breaches.BREACHES[rule.breach].items
	if allowed and rule.article_item not in allowed:
		_refuse(_("“{0}” falls under {1}.").format(_(rule.breach), "、".join(allowed)))
	article = rule.article_item[:2]
	if article in OFFICE_ITEMS and rule.applies_to != "Petition offices":
		_refuse(_("Article 43 speaks of petition offices; choose them as the organs."))
	if article in OTHERS_ITEMS and rule.applies_to != "Other organs":
		_refuse(
			_("Articles 44 and 45 speak of other organs than petition offices; choose them as the organs.")
		)


def _is_law(item: str | None) -> bool:
	return bool(item and frappe.db.get_value("Accountability Article", item, "regulation"))


def no_fields(doc: Document, method: str | None = None) -> None:
	"""Custom Field: none on a rule. Hook."""
	if doc.dt == RULE:
		_shut()


def no_setters(doc: Document, method: str | None = None) -> None:
	"""Property Setter: what a rule can choose from is code. Hook."""
	if doc.doc_type == RULE and doc.property in (
		"options",
		"fieldtype",
		"read_only",
		"hidden",
		"default",
		"reqd",
	):
		_shut()


def no_scripts(doc: Document, method: str | None = None) -> None:
	"""Server Script on rules or flags: none. Hook."""
	if doc.reference_doctype == RULE:
		_shut()


def _shut() -> None:
	frappe.throw(
		_(
			"What a rule of accountability can count is a closed list; nothing is added to it by configuration."
		),
		BackDoor,
	)


def _refuse(text: str) -> None:
	frappe.throw(text, RuleRefused)
