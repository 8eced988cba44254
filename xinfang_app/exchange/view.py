"""What the desk shows of a batch: its rows opened for the officer who may see them, its figures, its words.

Rule: a row is opened only to be shown to an officer of its office; a name is masked, as everywhere, and of an accusation
nothing is shown but that it is one. The list that holds the faulty rows goes back to whoever took the list in, and to
nobody else: it is his own file, with the reasons beside it.
"""

import json
from collections import Counter

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_fullname

from xinfang_app.access import masking, scope
from xinfang_app.exchange import fields, judging, lists, rows, running, upper, writing
from xinfang_app.exchange.codes import TABLES
from xinfang_app.exchange.entry import Entry
from xinfang_app.exchange.errors import NotYourOffice, WrongStep

PAGE = 100
WORDS = 60


def batch(doc: Document) -> dict:
	"""Return what the page shows above the rows of a batch."""
	counts = rows.counts(doc.name)
	return {
		"name": doc.name,
		"purpose": doc.purpose,
		"status": doc.status,
		"upper_system": doc.upper_system,
		"organ": doc.organ,
		"file_name": doc.file_name,
		"file_kind": doc.file_kind,
		"mapping": doc.mapping,
		"note": doc.note,
		"total": sum(sum(states.values()) for states in counts.values()),
		"counts": counts,
		"started_by": get_fullname(doc.started_by),
		"started_on": doc.started_on,
		"finished_on": doc.finished_on,
		"mine": doc.owner == frappe.session.user,
		"taken_on": doc.creation,
		"undo_reason": doc.undo_reason,
		"purged": bool(doc.purged_on),
		"lost": _is_lost(doc),
		"sealed": frappe.db.count("Exchange Row", {"batch": doc.name, "sealed": 1}),
		"progress": running.progress(doc.name),
		"layout": json.loads(doc.layout or "[]"),
	}


def _is_lost(doc: Document) -> bool:
	"""Whether a batch that should be worked on has shown no sign of life for a while."""
	from frappe.utils import add_to_date, get_datetime

	from xinfang_app import when

	if doc.status not in (running.RUNNING, running.UNDOING) or not doc.heartbeat:
		return False
	return get_datetime(doc.heartbeat) < add_to_date(when.now(), seconds=-45)


def shown(
	doc: Document, *, verdict: str | None = None, state: str | None = None, start: int = 0, limit: int = PAGE
) -> list[dict]:
	"""Return rows of a batch for the screen, in the order of the sheet."""
	filters = {key: value for key, value in (("verdict", verdict), ("state", state)) if value}
	found = rows.of(doc.name, start=cint(start), limit=min(cint(limit) or PAGE, PAGE), **filters)
	reader = lists.reader_of(doc) if doc.purpose != lists.EXPORT else None
	facts = _facts([row.petition for row in found if row.petition])
	above = _above([row.upper_matter for row in found if row.upper_matter and row.petition in facts])
	return [
		_row(row, lists.read(reader, row) if row.payload_enc else None, facts, above.get(row.upper_matter))
		for row in found
	]


def to_send_on(doc: Document) -> list[str]:
	"""Return the petitions that `doc` registered and that nobody has sent on yet, in the order of the sheet."""
	names = [
		row.petition
		for row in rows.of(doc.name, verdict=judging.NEW, state="Done")
		if row.petition and not row.sealed
	]
	found = scope.get_list(
		"Petition",
		{"name": ("in", names or [""]), "holder": doc.organ, "stage": "Registered"},
		["name"],
	)
	waiting = {row["name"] for row in found}
	return [name for name in dict.fromkeys(names) if name in waiting]


def words(doc: Document) -> list[dict]:
	"""Return the words of a previewed list that no code of ours fits, most frequent first, each with how many rows say it."""
	lists.require(doc, "Preview")
	reader, found = lists.reader_of(doc), Counter()
	for row in rows.each(doc.name):
		if row.payload_enc and not row.sealed:
			found.update(set(lists.read(reader, row).unknown))
	return [
		{
			"field": key,
			"label": _(fields.KEYS[key].label),
			"theirs": said,
			"rows": number,
			"table": _table(key),
			"choices": _choices(key),
		}
		for (key, said), number in found.most_common(WORDS)
	]


def error_list(doc: Document) -> bytes:
	"""Return the rows that were not registered, in the list's own columns, with the reason beside them.

	Mended, it is taken in like any other list: the column of the reasons is not a column of ours.
	"""
	if doc.owner != frappe.session.user:
		frappe.throw(_("Only whoever took the list in gets its rows back."), NotYourOffice)
	headings = [column["heading"] for column in json.loads(doc.layout or "[]")]
	reader, table = lists.reader_of(doc), []
	for row in rows.of(doc.name):
		if not (row.verdict in rows.ERRORS or row.state == "Failed") or not row.payload_enc:
			continue
		cells, more = rows.unpacked(row)
		reason = _reason(row, reader.read(row.row_no, cells, more))
		for line in (cells, *more):
			table.append([reason, *(line + [None] * len(headings))[: len(headings)]])
	if not table:
		frappe.throw(_("No row is left that was not registered, or their content is gone."), WrongStep)
	return writing.workbook(_("Rows with a reason"), [_("Reason"), *headings], table, marked=(0,))


def find(text: str) -> list[dict]:
	"""Return the matters the user may see whose upper number is `text` or ends with it, or whose own number it is."""
	wanted = upper.normal(text)
	if len(wanted) < 4:
		frappe.throw(_("Type the whole number, or at least its last four signs."), WrongStep)
	by_end = [["number_end", "like", f"{_escaped(wanted[::-1])}%"]]
	matters = scope.get_list(
		upper.DOCTYPE, by_end, ["name", "upper_number", "petition", "due_on", "kind"], limit=20
	)
	known = {row["petition"] for row in matters}
	# What was registered before this room existed has its number on the petition alone.
	for field in ("upper_number", "number"):
		direct = scope.get_list("Petition", {field: (text or "").strip()}, ["name", "upper_number"], limit=20)
		matters += [
			{"upper_number": row["upper_number"] or "", "petition": row["name"], "due_on": None, "kind": ""}
			for row in direct
			if row["name"] not in known
		]
		known |= {row["name"] for row in direct}
	facts = _facts([row["petition"] for row in matters if row["petition"]])
	return [
		{**row, **facts[row["petition"]]}
		for row in sorted(matters, key=lambda row: upper.normal(row["upper_number"]) != wanted)
		if row["petition"] in facts
	]


def _row(row: frappe._dict, entry: Entry | None, facts: dict, above: frappe._dict | None) -> dict:
	told = {
		"name": row.name,
		"row_no": row.row_no,
		"verdict": row.verdict,
		"state": row.state,
		"sealed": row.sealed,
		"upper_number": row.upper_number,
		"reason": row.reason or "",
		"hints": row.hints or "",
		"changes": [_change(item, entry) for item in json.loads(row.changes or "[]")],
		"petition": row.petition if row.petition in facts else None,
		"explained_by": get_fullname(row.explained_by) if row.explained_by else "",
		"done_on": row.done_on,
		**{
			key: facts.get(row.petition, {}).get(key) for key in ("number", "title", "stage", "holder", "who")
		},
		**(above or {}),
	}
	if row.sealed:
		told["title"] = _("Accusation: sealed, nothing of it is shown")
		return told
	if entry:
		told["title"] = entry.data.get("title") or (entry.data.get("content") or "")[:60]
		told["who"] = _people(entry)
		told["kind"] = entry.kind
		told["due_on"] = entry.due_on
		told["dispatched_on"] = entry.dispatched_on
		told["reason"] = _reason(row, entry)
		told["hints"] = "；".join(said.full() for said in entry.hints) or told["hints"]
	return told


def _reason(row: frappe._dict, entry: Entry) -> str:
	"""What stands against a row, with what stood in the cell: for the screen and the error list only."""
	if row.verdict == "Faulty" and entry.faults:
		return "；".join(said.full() for said in entry.faults)
	return row.reason or ""


def _people(entry: Entry) -> str:
	first = masking.masked(entry.people[0].get("name")) if entry.people else masking.ANONYMOUS
	more = max(cint(entry.data.get("people_count")), len(entry.people))
	return _("{0} and others, {1} people").format(first, more) if more > 1 else first


def _change(item: dict, entry: Entry | None) -> dict:
	label = (
		_(upper.LABELS[item["field"]])
		if item["field"] in upper.LABELS
		else _(fields.KEYS[item["field"]].label)
	)
	told = {"label": label, "takes": item["takes"], "field": item["field"]}
	if "theirs" in item:
		told.update({key: _(item[key]) if item[key] else "—" for key in ("ours", "theirs")})
	elif entry and item["field"] in entry.data:
		told["theirs"] = str(entry.data[item["field"]])[:120]
	return told


def _facts(names: list[str]) -> dict[str, dict]:
	"""Number, title, stage and holder of the petitions among `names` that the user may see."""
	if not names:
		return {}
	found = scope.get_list(
		"Petition",
		{"name": ("in", list(set(names)))},
		["name", "number", "title", "stage", "holder", "masked_name"],
	)
	return {
		row["name"]: {
			"number": row["number"],
			"title": row["title"],
			"stage": row["stage"],
			"who": row["masked_name"],
			"holder": frappe.get_cached_value("Organ", row["holder"], "short_title")
			or frappe.get_cached_value("Organ", row["holder"], "title"),
		}
		for row in found
	}


def _above(names: list[str]) -> dict[str, dict]:
	"""When matters were sent down, and their terms."""
	rows_found = frappe.get_all(
		upper.DOCTYPE,
		filters={"name": ("in", names or [""]), "sealed": 0},
		fields=["name", "dispatched_on", "due_on"],
		limit_page_length=0,
	)
	return {row.pop("name"): dict(row) for row in rows_found}


def _table(key: str) -> str | None:
	more = {"place": "Jurisdiction", "respondent_organ": "Organ"}
	return TABLES.get(key) or more.get(key)


def _choices(key: str) -> list[str]:
	from xinfang_app.exchange.codes import WORDS as known

	return list(dict.fromkeys(code for _word, code in known.get(key, ())))


def _escaped(text: str) -> str:
	return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
