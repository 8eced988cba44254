"""Taking a list in: from the file to a batch whose rows can be looked at, before anything is registered.

Rule: the file itself is never kept, neither among Frappe's files nor in the log; its rows lie encrypted in the batch
(`rows`). A list may have several sheets: the one with the most known headings is taken. Lines under the table that sum
up or sign are passed over. A line whose number was filled down from a merged cell is a further person of the matter
above it.
"""

import hashlib
import json
import os
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.exchange import fields, mapping, rows
from xinfang_app.exchange.codes import Codes
from xinfang_app.exchange.entry import Entry, Reader
from xinfang_app.exchange.errors import ListUnreadable, WrongStep
from xinfang_app.exchange.judging import CHANGED, NEW, Judge, Verdict
from xinfang_app.exchange.reading import header, opening
from xinfang_app.exchange.reading.sheet import ReadingError, Sheet, is_empty
from xinfang_app.exchange.reading.values import ValueFault, text

IMPORT, RECONCILIATION, EXPORT = "Incoming", "Reconciliation", "Outgoing"
#: How a line begins that is no row of the table.
FOOTERS = ("合计", "总计", "共计", "小计", "填表人", "制表人", "制表", "审核", "备注", "说明", "注：", "注:")


@dataclass
class Line:
	"""A row of the table: its number in the sheet, its cells, and further lines of the same matter."""

	row_no: int
	cells: list
	more: list[list]


@dataclass
class Found:
	"""A list in a file: its sheet, where its headings stand, what they are."""

	sheet: Sheet
	header: header.Header
	kind: str


def find(content: bytes, file_name: str = "") -> Found:
	"""Return the list in the file `content`. Raises ListUnreadable with words for it."""
	try:
		sheets = opening.read(content, file_name)
	except ReadingError as error:
		frappe.throw(_(error.text).format(*error.values), ListUnreadable)
	found = [(sheet, header.find(sheet, fields.guessed)) for sheet in sheets]
	found = [pair for pair in found if pair[1]]
	if not found:
		frappe.throw(
			_("No row of headings was found. A list needs at least the number and two more known columns."),
			ListUnreadable,
		)
	sheet, head = max(found, key=lambda pair: pair[1].known)
	return Found(sheet, head, os.path.splitext(file_name)[1].lower().lstrip(".")[:8] or "?")


def lines(found: Found, layout: list[dict]) -> list[Line]:
	"""Return the rows of the table under its headings."""
	number = next((i for i, column in enumerate(layout) if column["field"] == fields.UPPER_NUMBER), None)
	table: list[Line] = []
	for row_no, cells in found.sheet.rows:
		if row_no <= found.header.row or _is_footer(cells, number):
			continue
		if table and number is not None and (row_no, number) in found.sheet.filled:
			table[-1].more.append(cells)
			continue
		table.append(Line(row_no, cells, []))
	return table


def take_in(
	content: bytes,
	file_name: str,
	*,
	system: str,
	organ: str,
	purpose: str = IMPORT,
	layout: list[dict] | None = None,
) -> Document:
	"""Make a batch of the list in `content` for the office `organ`, its rows judged; return the Exchange Batch.

	`layout`: what the columns mean, as the officer confirmed it; default what is remembered or proposed. Nothing is
	registered. Raises ListUnreadable, MappingFault.
	"""
	found = find(content, file_name)
	headings = found.header.headings
	proposed, _known = mapping.propose(system, headings)
	given = layout if layout is not None else [column for column in proposed]
	columns = mapping.checked_layout(headings, given)
	kept = mapping.remember(system, columns)
	table = lines(found, columns)
	if not table:
		frappe.throw(_("There is no row under the headings."), ListUnreadable)
	batch = frappe.new_doc("Exchange Batch")
	batch.update(
		{
			"purpose": purpose,
			"status": "Preview",
			"upper_system": system,
			"organ": organ,
			"file_name": os.path.basename(file_name or "")[:140],
			"file_hash": hashlib.sha256(content).hexdigest(),
			"file_kind": found.kind,
			"mapping": kept.name,
			"layout": json.dumps(columns, ensure_ascii=False),
			"total": len(table),
			"started_by": frappe.session.user,
			"heartbeat": when.now(),
		}
	)
	batch.insert(ignore_permissions=True)
	reader = reader_of(batch)
	entries = [reader.read(line.row_no, line.cells, line.more) for line in table]
	judge = Judge(system, organ, entries)
	rows.add(
		batch.name,
		(
			_row(entry, judge.of(entry), rows.packed(line.cells, line.more))
			for line, entry in zip(table, entries, strict=True)
		),
	)
	return batch


def judge_again(batch: Document) -> None:
	"""Judge the rows of a previewed batch anew, after a word of the list was given its code."""
	require(batch, "Preview")
	known = rows.of(batch.name)
	reader = reader_of(batch)
	entries = [read(reader, row) for row in known]
	judge = Judge(batch.upper_system, batch.organ, entries)
	for row, entry in zip(known, entries, strict=True):
		said = _row(entry, judge.of(entry), None)
		if row.state == "Skipped" and said["state"] == "Waiting":
			said["state"] = "Skipped"
		if said["sealed"] != row.sealed:
			said["payload_enc"] = rows.sealed_up(
				row.name, rows.packed(*rows.unpacked(row)), bool(said["sealed"])
			)
		said.pop("payload")
		rows.write(row.name, **said)


def reader_of(batch: Document) -> Reader:
	"""Return what reads the rows of `batch`."""
	given = frappe.get_doc("Exchange Mapping", batch.mapping).codes if batch.mapping else ()
	level = frappe.get_cached_value("Upper System", batch.upper_system, "source_level")
	codes = Codes(batch.organ, [row.as_dict() for row in given])
	return Reader(json.loads(batch.layout or "[]"), codes, level)


def read(reader: Reader, row: frappe._dict) -> Entry:
	"""Return the stored `row` read anew."""
	cells, more = rows.unpacked(row)
	return reader.read(row.row_no, cells, more)


def require(batch: Document, *statuses: str) -> None:
	"""Raise WrongStep unless `batch` is at one of `statuses`."""
	if batch.status not in statuses:
		frappe.throw(_("The batch is at “{0}”; this cannot be done now.").format(_(batch.status)), WrongStep)


def _row(entry: Entry, verdict: Verdict, payload: str | None) -> dict:
	return {
		"row_no": entry.row_no,
		"upper_number": None if entry.sealed else entry.number or None,
		"verdict": verdict.verdict,
		"state": "Waiting" if verdict.verdict in (NEW, CHANGED) else "Looked at",
		"sealed": int(entry.sealed),
		"reason": verdict.reason,
		"hints": "\n".join(dict.fromkeys(said.kept() for said in verdict.hints)),
		"changes": json.dumps(verdict.changes, ensure_ascii=False)
		if verdict.changes and not entry.sealed
		else None,
		"upper_matter": verdict.matter.name if verdict.matter else None,
		# Differences of an accusation would tell of its content.
		"petition": None if entry.sealed else verdict.petition,
		"payload": payload,
	}


def _is_footer(cells: list, number: int | None) -> bool:
	"""Whether a line sums up or signs: its first word says so and it has no number of its own."""
	filled = [cell for cell in cells if not is_empty(cell)]
	if not filled:
		return True
	own = cells[number] if number is not None and number < len(cells) else None
	try:
		first = text(filled[0])
	except ValueFault:
		return False
	if not first.startswith(FOOTERS):
		return False
	return is_empty(own) or own == filled[0]
