"""Which column of a list means what: proposed by its headings, remembered for its kind of list, the admin's to change.

Rule: a kind of list is known by its upper system and its headings. The first time its columns are proposed from what
they say; what an officer then confirms is kept (`Exchange Mapping`) and used by itself from then on. The admin changes
it on the desk, and enters there which of our codes a word of the list stands for. A column that labels or judges people
is never taken over, whatever a mapping says.
"""

import hashlib

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.exchange import codes, fields
from xinfang_app.exchange.errors import MappingFault
from xinfang_app.exchange.reading.values import bare

DOCTYPE = "Exchange Mapping"
INCOMING, OUTGOING = "Incoming list", "Result upload"
HEADING = 140


def propose(system: str, headings: tuple[str, ...]) -> tuple[list[dict], str | None]:
	"""Return ([{heading, field}] for every column, name of the mapping that is remembered for these headings or None)."""
	name = remembered(system, headings)
	known = {}
	if name:
		doc = frappe.get_doc(DOCTYPE, name)
		known = {row.heading: fields.key_of(row.field) for row in doc.columns}
	taken: set[str] = set()
	layout = []
	for heading in headings:
		key = known.get(heading[:HEADING]) if name else fields.guessed(heading)
		key = None if key in taken or fields.refused(heading) else key
		taken |= {key} if key else set()
		layout.append({"heading": heading, "field": key})
	return layout, name


def remembered(system: str, headings: tuple[str, ...]) -> str | None:
	"""Return the enabled mapping kept for lists of `system` with these headings, or None."""
	return frappe.db.get_value(
		DOCTYPE,
		{
			"upper_system": system,
			"purpose": INCOMING,
			"fingerprint": fingerprint(headings),
			"enabled": 1,
		},
		order_by="modified desc",
	)


def remember(system: str, layout: list[dict]) -> Document:
	"""Keep what the columns of this kind of list mean; return the mapping. Raises MappingFault."""
	headings = tuple(column["heading"] for column in layout)
	name = remembered(system, headings)
	doc = frappe.get_doc(DOCTYPE, name) if name else frappe.new_doc(DOCTYPE)
	rows = [
		{"heading": column["heading"][:HEADING], "field": _label(column["field"])}
		for column in layout
		if column["heading"]
	]
	same = name and [(row.heading, row.field or "") for row in doc.columns] == [
		(row["heading"], row["field"] or "") for row in rows
	]
	if same:
		frappe.db.set_value(DOCTYPE, name, "last_used_on", when.now(), update_modified=False)
		return doc
	doc.update(
		{
			"title": doc.title or _("{0}, {1} columns").format(system, len(rows)),
			"upper_system": system,
			"purpose": INCOMING,
			"fingerprint": fingerprint(headings),
			"last_used_on": when.now(),
		}
	)
	doc.set("columns", rows)
	return doc.save(ignore_permissions=True)


def add_codes(doc: Document, given: list[dict]) -> Document:
	"""Keep which of our codes words of the list stand for: rows {field (key), theirs, ours}; return the mapping."""
	for row in given:
		label = fields.KEYS[row["field"]].label
		theirs = str(row["theirs"])[:HEADING]
		found = next(
			(old for old in doc.codes if old.field == label and bare(old.theirs) == bare(theirs)), None
		)
		if found:
			found.ours = row["ours"]
		else:
			doc.append("codes", {"field": label, "theirs": theirs, "ours": row["ours"]})
	return doc.save(ignore_permissions=True)


def checked_layout(headings: tuple[str, ...], given: list[dict]) -> list[dict]:
	"""Return the layout an officer confirmed, in the order of the sheet. Raises MappingFault."""
	wanted = {row.get("heading"): row.get("field") or None for row in given}
	layout = [{"heading": heading, "field": wanted.get(heading)} for heading in headings]
	_check_columns([(column["heading"], column["field"]) for column in layout], fields.INCOMING)
	return layout


def check(doc: Document) -> None:
	"""Refuse a mapping that loses the number, takes a column twice or one that is never taken. Raises MappingFault."""
	meanings = fields.INCOMING if doc.purpose == INCOMING else fields.OUTGOING
	for row in doc.columns:
		if row.field and not fields.key_of(row.field, meanings):
			frappe.throw(
				_("“{0}” is no meaning for this kind of list: {1}").format(_(row.field), row.heading),
				MappingFault,
			)
	_check_columns([(row.heading, fields.key_of(row.field, meanings)) for row in doc.columns], meanings)
	for row in doc.codes:
		# Without an office only codes and words can be told, not its places and organs.
		key = fields.key_of(row.field)
		if key in ("place", "respondent_organ"):
			known = frappe.db.exists("Jurisdiction" if key == "place" else "Organ", row.ours)
		else:
			known = codes.Codes("", ()).of(key, row.ours)
		if not known:
			frappe.throw(_("There is no {0} “{1}” here.").format(_(row.field), row.ours), MappingFault)


def fingerprint(headings: tuple[str, ...]) -> str:
	"""Return what tells one kind of list from another: its headings, whatever their order."""
	said = sorted(bare(heading) for heading in headings if heading)
	return hashlib.sha256("|".join(said).encode()).hexdigest()[:40]


def _check_columns(columns: list[tuple[str, str | None]], meanings: tuple[fields.Field, ...]) -> None:
	known = {field.key: field.label for field in meanings}
	seen: dict[str, str] = {}
	for heading, key in columns:
		if not key:
			continue
		if key not in known:
			frappe.throw(_("There is no such meaning: {0}").format(key), MappingFault)
		if fields.refused(heading):
			frappe.throw(
				_(
					"The column “{0}” labels or judges people or asks more than is needed; it is not taken over."
				).format(heading),
				MappingFault,
			)
		if key in seen:
			frappe.throw(
				_("Two columns mean the same: “{0}” and “{1}”.").format(seen[key], heading), MappingFault
			)
		seen[key] = heading
	if fields.UPPER_NUMBER not in seen:
		frappe.throw(_("Say which column holds the number of the upper system."), MappingFault)


def _label(key: str | None) -> str | None:
	return fields.KEYS[key].label if key else None
