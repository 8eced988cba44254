"""What an admin may change in a deadline rule, and what the law's article forbids.

Rule: a rule locked to its article may have its duty shortened, never lengthened beyond the shipped length; no
condition, pause, suspension or exception may be added, and it can be neither switched off, deleted nor given another
beginning or end. A right (Window) may not be changed at all: shortening it would take from the citizen, or from the
organ, what the law gives. Other rules are the admin's own, with two limits: they bind an organ, never a person who
petitions, and their conditions read fields of the document itself.

Exception: where a provincial rule allows a longer term, it is entered as `override_length` with the number of its
document; it takes effect when a second person has confirmed it, and is printed on notices.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import when
from xinfang_app.deadline import counting, holders, policy_rules
from xinfang_app.deadline.errors import RuleLocked

#: What belongs to the article: none of it changes in a locked rule.
FIXED = (
	"locked",
	"document_type",
	"kind",
	"unit",
	"roll",
	"start_milestone",
	"end_milestone",
	"also_ends_on",
	"repeats",
	"suspends_on",
	"resumes_on",
	"pause_events",
	"extends",
	"due_field",
	"extra_field",
	"bearer_field",
	"article",
	"source_tag",
	"shipped_length",
)
OVERRIDE = ("override_length", "override_document")


def check(rule: Document, before: Document | None) -> None:
	"""Refuse what the rule above forbids. Raises RuleLocked."""
	if before and before.locked:
		_check_locked(rule, before)
	elif rule.locked and not rule.flags.xf_shipped:
		frappe.throw(_("Only rules that come with the app are locked to an article."), RuleLocked)
	_check_tag(rule, before)
	_check_sense(rule)
	policy_rules.check_use(rule)
	_check_override(rule, before)


def _check_locked(rule: Document, before: Document) -> None:
	if rule.flags.xf_shipped:
		return
	for field in FIXED:
		if (rule.get(field) or "") != (before.get(field) or ""):
			_refuse(rule, _(rule.meta.get_label(field)))
	if _conditions(rule) != _conditions(before):
		_refuse(rule, _("Conditions"))
	if not cint(rule.enabled):
		frappe.throw(
			_("{0} follows from {1} and cannot be switched off.").format(rule.code, rule.article), RuleLocked
		)
	if rule.kind == "Window" and cint(rule.length) != cint(before.length):
		frappe.throw(
			_("{0} is a right that {1} gives; its term can be neither shortened nor lengthened.").format(
				rule.code, rule.article
			),
			RuleLocked,
		)
	if cint(rule.length) > cint(rule.shipped_length) or cint(rule.extension_days) > cint(
		before.extension_days
	):
		frappe.throw(
			_("{0} allows {1} at most; the term may be shortened, never lengthened.").format(
				rule.article, cint(rule.shipped_length)
			),
			RuleLocked,
		)
	if rule.unit != counting.ABSOLUTE_DATE and cint(rule.length) < 1:
		frappe.throw(_("The term must be at least 1."), RuleLocked)


def _check_tag(rule: Document, before: Document | None) -> None:
	"""Where a term comes from decides what may follow from it: nobody here makes a law out of his own target."""
	if rule.flags.xf_shipped or rule.source_tag in policy_rules.LOCAL:
		return
	if not before or before.source_tag in policy_rules.LOCAL:
		frappe.throw(
			_("A term made here is a local rule or an own target; it does not become one of the Regulation."),
			RuleLocked,
		)


def _refuse(rule: Document, label: str) -> None:
	frappe.throw(
		_("{0} is locked to {1}: “{2}” cannot be changed.").format(rule.code, rule.article, label), RuleLocked
	)


def _conditions(rule: Document) -> list[tuple[str, str]]:
	return sorted((row.field or "", row.value or "") for row in rule.conditions)


def _check_sense(rule: Document) -> None:
	if rule.kind == "Extension":
		return
	meta = frappe.get_meta(rule.document_type)
	if rule.document_type not in holders.doctypes():
		frappe.throw(_("Documents of type {0} carry no terms.").format(_(rule.document_type)), RuleLocked)
	known = set(meta.get_valid_columns())
	named = [rule.bearer_field, rule.due_field, rule.extra_field]
	for field in [row.field for row in rule.conditions] + named:
		if field and field not in known:
			frappe.throw(_("{0} has no field “{1}”.").format(_(rule.document_type), field), RuleLocked)
	if not rule.start_milestone or not rule.end_milestone:
		frappe.throw(_("A term needs a milestone that begins it and one that meets it."), RuleLocked)
	bearer = meta.get_field(rule.bearer_field) if rule.bearer_field else None
	if bearer and bearer.options != "Organ":
		frappe.throw(_("A term binds an organ; “{0}” names none.").format(rule.bearer_field), RuleLocked)
	if (
		not rule.bearer_field
		and not rule.flags.xf_shipped
		and not rule.locked
		and rule.code not in _shipped()
	):
		frappe.throw(_("A term binds an organ. Say which field names it."), RuleLocked)


def _shipped() -> set[str]:
	return set(frappe.get_all("Shipped Record", filters={"kind": "Deadline Rule"}, pluck="ref_name"))


def _check_override(rule: Document, before: Document | None) -> None:
	changed = not before or any((rule.get(f) or "") != (before.get(f) or "") for f in OVERRIDE)
	if changed:
		# Whatever a client sent: a new proposal is confirmed by nobody yet.
		rule.override_confirmed_by = rule.override_confirmed_on = None
		rule.override_proposed_by = frappe.session.user if cint(rule.override_length) else None
	elif before and not rule.flags.xf_confirming:
		for field in ("override_proposed_by", "override_confirmed_by", "override_confirmed_on"):
			rule.set(field, before.get(field))
	if not cint(rule.override_length):
		return
	if rule.kind != "Duty" or rule.unit == counting.ABSOLUTE_DATE:
		frappe.throw(_("Only the length of a duty can be set differently."), RuleLocked)
	if not (rule.override_document or "").strip():
		frappe.throw(_("A longer local term needs the number of the document that allows it."), RuleLocked)
	if cint(rule.override_length) <= cint(rule.length):
		frappe.throw(_("The local term is not longer than the national one."), RuleLocked)


def confirm_override(rule: Document) -> Document:
	"""Confirm the longer local term as the second person; return the saved rule. Raises RuleLocked."""
	rule.check_permission("write")
	if not cint(rule.override_length):
		frappe.throw(_("There is no longer local term to confirm."), RuleLocked)
	if frappe.session.user == rule.override_proposed_by:
		frappe.throw(_("Whoever proposed the longer term cannot confirm it."), RuleLocked)
	rule.override_confirmed_by = frappe.session.user
	rule.override_confirmed_on = when.now()
	rule.flags.xf_confirming = True
	rule.save()
	return rule


def refuse_deletion(rule: Document) -> None:
	"""Refuse to delete a locked rule. Raises RuleLocked."""
	if rule.locked:
		frappe.throw(
			_("{0} follows from {1} and cannot be deleted.").format(rule.code, rule.article), RuleLocked
		)
