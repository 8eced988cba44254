"""What a request may write into fields, filters, grouping and sorting.

Rule. Over a guarded DocType these name its own columns, or those of its own child tables. Over any other DocType no
dotted field reaches into a guarded one: Frappe would join it and ask for the role only. Rows are not grouped or
sorted by what tells people apart (links to a Petitioner, masked names, hashes). Nowhere stands a sub-query.
"""

import json
import re

import frappe
from frappe import _

from xinfang_app.access import identity_links, protected
from xinfang_app.access.errors import BackDoor, NotPermitted

#: Arguments that Frappe puts into SQL as an expression, not as a value.
EXPRESSIONS = (
	"fields",
	"fieldname",
	"filters",
	"or_filters",
	"order_by",
	"group_by",
	"sort_by",
	"sort_field",
	"field",
	"field_map",
	"searchfield",
	"filter_fields",
	"stats",
	"chart",
	"aggregate_on_field",
	"aggregate_on",
	"columns",
	"current_filters",
	"workflow_state_field",
	"value_field",
	"goal_field",
	"date_field",
	"filter_str",
	"aggregation",
)
#: Of these, the ones in which columns stand.
COLUMNS = (
	"fields",
	"fieldname",
	"filters",
	"or_filters",
	"order_by",
	"group_by",
	"sort_by",
	"filter_fields",
	"field",
)
GROUPING = ("group_by", "order_by", "sort_by", "sort_field", "aggregate_on_field", "field", "stats")
SUBQUERY = re.compile(
	r"\(\s*(?:/\*.*?\*/\s*)*(?:select|with)\b|\bunion\b.*\bselect\b|\binformation_schema\b", re.I | re.S
)
DOTTED = re.compile(r"(`tab(?P<table>[^`]+)`|(?P<link>[A-Za-z_]\w*))\s*\.\s*`?(?P<column>[A-Za-z_]\w*)`?")
WORD = re.compile(r"[A-Za-z_]\w*")


def refuse_subqueries(arguments: dict) -> None:
	"""Throw NotPermitted if an expression of the request holds a sub-query."""
	for key in (*EXPRESSIONS, *(("doc",) if "filters" in arguments else ())):
		if key in arguments and SUBQUERY.search(_text(arguments[key])):
			frappe.throw(_("Sub-queries are not allowed here."), NotPermitted)


def check(doctype: str | None, arguments: dict) -> None:
	"""Throw unless the expressions over `doctype` (None: not said) stay where they may."""
	if not doctype or not frappe.db.exists("DocType", doctype, cache=True):
		return
	meta = frappe.get_meta(doctype)
	for key in COLUMNS:
		for term in _terms(arguments.get(key)):
			_check_term(meta, term)
	for value in (_opened(arguments.get("field_map")) or {}).values():
		_check_term(meta, str(value))
	if protected.level(doctype):
		_check_tables(meta, arguments.get("filters"))
		_check_tables(meta, arguments.get("or_filters"))
		_check_grouping(meta, arguments)


def _check_term(meta, term: str) -> None:
	for match in DOTTED.finditer(term):
		table, link = match.group("table"), match.group("link")
		if table:
			own = table == meta.name or table in _children(meta)
			if not own and protected.level(table):
				_refuse()
			continue
		field = meta.get_field(link)
		if field and field.fieldtype == "Link" and protected.level(field.options):
			_refuse()


def _check_tables(meta, filters) -> None:
	"""A filter [DocType, field, operator, value] names the DocType itself or a child of it."""
	for condition in _opened(filters) or ():
		if isinstance(condition, list | tuple) and len(condition) > 3 and isinstance(condition[0], str):
			if condition[0] != meta.name and condition[0] not in _children(meta):
				_refuse()


def _check_grouping(meta, arguments: dict) -> None:
	people = set()
	for doctype in (meta.name, *_children(meta)):
		people |= identity_links.person_fields(doctype)
	for key in GROUPING:
		if people & set(WORD.findall(_text(arguments.get(key)))):
			frappe.throw(_("Nothing groups, ranks or keeps rows by person."), BackDoor)


def _children(meta) -> set[str]:
	return {field.options for field in meta.get_table_fields()}


def _terms(value):
	"""The texts in an argument that are names of columns or expressions; values of filters are not."""
	value = _opened(value)
	if isinstance(value, str):
		yield value
	elif isinstance(value, dict):
		yield from (key for key in value if isinstance(key, str))
	elif isinstance(value, list | tuple):
		for item in value:
			if isinstance(item, str):
				yield item
			elif isinstance(item, dict):
				yield from (key for key in item if isinstance(key, str))
			elif isinstance(item, list | tuple) and item:
				column = item[1] if len(item) > 3 else item[0]
				yield from (part for part in (column,) if isinstance(part, str))


def _opened(value):
	if isinstance(value, str) and value[:1] in '[{"':
		try:
			return json.loads(value)
		except ValueError:
			return value
	return value


def _text(value) -> str:
	return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def _refuse() -> None:
	frappe.throw(
		_("A field of another record cannot be asked for here: its values would come past who may see it."),
		NotPermitted,
	)
