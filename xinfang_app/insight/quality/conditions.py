"""From a quality rule to SQL: when it is due, and what is wrong.

Rule: an admin chooses from a closed list of checks; each is one expression over the columns of the record, built here.
Names of tables and columns come from DocTypes and are checked against them (`rule_lock`) and again here (`sql.column`);
values are parameters.

| check | a finding where |
|---|---|
| Field filled | the field is empty |
| File present | the field names no stored file |
| Dates in order | the date lies, by day, before the other one |
| Child rows present | the table has no row |
| Not longer than | the date is more than so many working days ago |
| Built in | see `built_in` |
"""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access.sql import column
from xinfang_app.insight.quality import built_in, targets
from xinfang_app.insight.quality.waits import days_ago

#: Columns that hold no text, for which only NULL is empty.
DATED = ("Date", "Datetime")
NUMBERS = ("Check", "Int", "Float", "Currency", "Percent")


class Sql:
	"""An expression with its parameters. Parameters are named by their order, so that parts can be put together.

	`names`: the records that are asked about, or None for all; a built-in check may spare itself the rest.
	"""

	def __init__(self, names: list[str] | None = None):
		self.names = names
		self.parts: list[str] = []
		self.values: dict[str, Any] = {}

	def value(self, value) -> str:
		"""Keep `value` as a parameter and return its place."""
		key = f"v{len(self.values)}"
		self.values[key] = value
		return f"%({key})s"

	def add(self, part: str) -> None:
		"""Add one condition; all of them hold."""
		self.parts.append(part)

	def text(self) -> str:
		"""Return the conditions joined by AND."""
		return " and ".join(f"({part})" for part in self.parts)


def due(rule: Document, sql: Sql) -> None:
	"""Add when `rule` looks at a record: its stages, its milestone, its conditions."""
	target = targets.TARGETS[rule.document_type]
	stages = lines(rule.stages)
	if stages and target.stage:
		sql.add(f"{column(rule.document_type, target.stage)} in {sql.value(tuple(stages))}")
	if rule.milestone:
		sql.add(
			"exists (select 1 from `tabClock Milestone` event where event.ref_name ="
			f" {column(rule.document_type, 'name')} and event.milestone = {sql.value(rule.milestone)})"
		)
	for condition in rule.conditions:
		values = tuple((condition.value or "").split("|"))
		sql.add(f"ifnull({column(rule.document_type, condition.field)}, '') in {sql.value(values)}")


def fault(rule: Document, sql: Sql) -> None:
	"""Add what is wrong with a record that `rule` finds."""
	if rule.check_kind == "Built in":
		built_in.CHECKS[rule.built_in](rule, sql)
		return
	doctype, field = rule.document_type, rule.field_checked
	if rule.check_kind == "Field filled":
		sql.add(_empty(doctype, field))
	elif rule.check_kind == "File present":
		named = column(doctype, field)
		stored = f"exists (select 1 from `tabFile` where `tabFile`.file_url = {named})"
		sql.add(f"{_empty(doctype, field)} or not {stored}")
	elif rule.check_kind == "Dates in order":
		sql.add(f"date({column(doctype, field)}) < date({column(doctype, rule.second_field)})")
	elif rule.check_kind == "Child rows present":
		child = frappe.get_meta(doctype).get_field(field).options
		sql.add(
			f"not exists (select 1 from `tab{child}` where {column(child, 'parent')} = {column(doctype, 'name')}"
			f" and {column(child, 'parenttype')} = {sql.value(doctype)})"
		)
	elif rule.check_kind == "Not longer than":
		sql.add(f"{column(doctype, field)} < {sql.value(days_ago(cint(rule.days)))}")


def lines(text: str | None) -> list[str]:
	"""Return the entries of a list that people type one per line, or with commas."""
	plain = (text or "").replace("\uff0c", "\n").replace("、", "\n").replace(",", "\n")
	return [line.strip() for line in plain.splitlines() if line.strip()]


def _empty(doctype: str, field: str) -> str:
	df = frappe.get_meta(doctype).get_field(field)
	name = column(doctype, field)
	if df and df.fieldtype in DATED:
		return f"{name} is null"
	if df and df.fieldtype in NUMBERS:
		return f"ifnull({name}, 0) = 0"
	return f"ifnull({name}, '') = ''"
