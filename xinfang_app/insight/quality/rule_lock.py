"""What an admin may do to a quality rule.

Rule: an admin writes rules of his own, from a closed list of checks over the columns of the records this room looks at.
Nothing that tells people apart can be looked at, and a rule that comes with the app and is locked to its article can
neither be switched off, deleted nor made milder: only its waiting days may be fewer, and its words plainer.
A rule refuses nothing: it shows. What the law demands at a step is refused by the guards of that step.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import registry
from xinfang_app.access import identity_links
from xinfang_app.insight.quality import built_in, targets
from xinfang_app.insight.quality.conditions import lines
from xinfang_app.insight.quality.errors import QualityRuleRefused
from xinfang_app.insight.quality.run import SEVERITIES

#: What belongs to the article.
FIXED = (
	"document_type",
	"kind",
	"check_kind",
	"field_checked",
	"second_field",
	"built_in",
	"stages",
	"milestone",
	"bearer_field",
	"locked",
	"article",
	"source_tag",
)
DATED = ("Date", "Datetime")
FILES = ("Attach", "Attach Image")
NO_VALUE = ("HTML", "Button", "Section Break", "Column Break", "Tab Break")


def tidy(rule: Document) -> None:
	"""Let an admin type stages by their Chinese names; kept is the stage itself."""
	if rule.document_type in targets.TARGETS:
		known = stages_of(rule.document_type)
		named = {_(stage): stage for stage in known} | {stage: stage for stage in known}
		rule.stages = "\n".join(named.get(line, line) for line in lines(rule.stages))


def choices(document_type: str) -> dict:
	"""Return what a rule on `document_type` may name: {stages: [{value, label}], fields: [{value, label, kind}]}.

	`kind`: "date", "file", "table", "organ" or "other". Nothing that tells people apart is among them.
	"""
	if document_type not in targets.TARGETS:
		return {"stages": [], "fields": []}
	people = identity_links.person_fields(document_type)
	fields = [
		{"value": df.fieldname, "label": _(df.label or df.fieldname), "kind": _kind(df)}
		for df in frappe.get_meta(document_type).fields
		if df.fieldtype not in NO_VALUE and df.fieldname not in people and not df.permlevel
	]
	stages = [{"value": stage, "label": _(stage)} for stage in stages_of(document_type)]
	return {"stages": stages, "fields": fields}


def check(rule: Document, before: Document | None) -> None:
	"""Refuse what the rule above forbids. Raises QualityRuleRefused."""
	if before and before.locked and not rule.flags.xf_shipped:
		_check_locked(rule, before)
	elif rule.locked and not rule.flags.xf_shipped:
		_refuse(_("Only rules that come with the app are locked to an article."))
	if rule.document_type not in targets.TARGETS:
		_refuse(
			_("Only these records are looked at: {0}").format("、".join(_(name) for name in targets.TARGETS))
		)
	_check_when(rule)
	_check_what(rule, before)


def refuse_deletion(rule: Document) -> None:
	"""Refuse to delete a locked rule. Raises QualityRuleRefused."""
	if rule.locked:
		_refuse(_("{0} follows from {1} and cannot be deleted.").format(rule.code, rule.article))


def _check_locked(rule: Document, before: Document) -> None:
	for field in FIXED:
		if (rule.get(field) or "") != (before.get(field) or ""):
			_refuse(
				_("{0} is locked to {1}: “{2}” cannot be changed.").format(
					rule.code, rule.article, _(rule.meta.get_label(field))
				)
			)
	milder = SEVERITIES.index(rule.severity) > SEVERITIES.index(before.severity)
	if not cint(rule.enabled) or milder or cint(rule.days) > cint(before.days):
		_refuse(_("{0} follows from {1}: it can be made stricter only.").format(rule.code, rule.article))
	if [(row.field, row.value) for row in rule.conditions] != [
		(row.field, row.value) for row in before.conditions
	]:
		_refuse(
			_("{0} is locked to {1}: “{2}” cannot be changed.").format(
				rule.code, rule.article, _("Only where")
			)
		)


def _check_when(rule: Document) -> None:
	known = stages_of(rule.document_type)
	for stage in lines(rule.stages):
		if stage not in known:
			_refuse(
				_("“{0}” is no stage of {1}. Stages: {2}").format(
					stage, _(rule.document_type), "、".join(known)
				)
			)
	for row in rule.conditions:
		_column(rule, row.field)
	if rule.bearer_field:
		df = _column(rule, rule.bearer_field)
		if df.options != "Organ":
			_refuse(_("A finding falls on an organ; “{0}” names none.").format(rule.bearer_field))


def _check_what(rule: Document, before: Document | None) -> None:
	if rule.check_kind == "Built in":
		if not rule.flags.xf_shipped and not (before and before.check_kind == "Built in"):
			_refuse(_("The built-in checks come with the app; choose another one."))
		if rule.built_in not in built_in.CHECKS:
			_refuse(_("There is no such built-in check."))
		return
	df = _column(rule, rule.field_checked)
	if rule.check_kind == "Child rows present":
		if df.fieldtype != "Table":
			_refuse(_("“{0}” is no table of {1}.").format(df.fieldname, _(rule.document_type)))
	elif df.fieldtype == "Table":
		_refuse(_("For the table “{0}” choose the check of its rows.").format(df.fieldname))
	if rule.check_kind == "File present" and df.fieldtype not in FILES:
		_refuse(_("“{0}” holds no file.").format(df.fieldname))
	if rule.check_kind in ("Dates in order", "Not longer than") and df.fieldtype not in DATED:
		_refuse(_("“{0}” is no date.").format(df.fieldname))
	if rule.check_kind == "Dates in order" and _column(rule, rule.second_field).fieldtype not in DATED:
		_refuse(_("“{0}” is no date.").format(rule.second_field))
	if rule.check_kind == "Not longer than" and cint(rule.days) < 1:
		_refuse(_("Say after how many working days it is a finding."))


def _column(rule: Document, fieldname: str | None):
	"""Return the field of the record, which must exist and say nothing of a person."""
	df = frappe.get_meta(rule.document_type).get_field(fieldname) if fieldname else None
	if not df or df.fieldtype in NO_VALUE:
		_refuse(_("{0} has no field “{1}”.").format(_(rule.document_type), fieldname or ""))
	if fieldname in identity_links.person_fields(rule.document_type) or df.permlevel:
		_refuse(_("“{0}” tells people apart; findings fall on organs and records only.").format(_(df.label)))
	return df


def _kind(df) -> str:
	if df.fieldtype in DATED:
		return "date"
	if df.fieldtype in FILES:
		return "file"
	if df.fieldtype == "Table":
		return "table"
	return "organ" if df.options == "Organ" else "other"


def stages_of(doctype: str) -> list[str]:
	"""Return the stages at which a record of `doctype` can stand, the first one first."""
	target = targets.TARGETS[doctype]
	registered = registry.entry("xf_stages", doctype)
	if registered:
		return list(registered["values"])
	options = frappe.get_meta(doctype).get_field(target.stage).options if target.stage else ""
	return [option for option in (options or "").split("\n") if option]


def _refuse(text: str) -> None:
	frappe.throw(text, QualityRuleRefused)
