"""Read the files of a county: which columns they have, in which encoding, which cell stands on which line.

A file is CSV with commas, in UTF-8 (with or without a byte order mark) or GBK, as Chinese office programs save it. The
first line names the columns, in Chinese or by field name, in any order. Every fault is a Problem with file and line, so
that all of them can be shown at once.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frappe import _

_EMPTY = " \t\r\n\u3000\ufeff\u00a0"
_YES = {"1", "是", "y", "yes", "true"}
_NO = {"", "0", "否", "n", "no", "false"}
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


@dataclass(frozen=True)
class Column:
	"""One column a file may have: field name, Chinese heading, whether a cell must be filled, kind of value."""

	field: str
	heading: str
	required: bool = False
	kind: str = "text"
	"""text, date, yes (是/否) or list (parts separated by spaces, commas, semicolons or 、)."""


@dataclass(frozen=True)
class Problem:
	"""What is wrong, and where. `line` is 0 where the whole file is meant."""

	file: str
	line: int
	reason: str

	def __str__(self) -> str:
		if not self.line:
			return f"{self.file}：{self.reason}"
		return _("{0}, line {1}: {2}").format(self.file, self.line, self.reason)


@dataclass
class Row:
	"""One line of a file: its values by field name."""

	file: str
	line: int
	values: dict

	def __getitem__(self, field: str):
		return self.values[field]

	def get(self, field: str):
		return self.values.get(field)

	def problem(self, reason: str) -> Problem:
		return Problem(self.file, self.line, reason)


def read(path: Path, columns: tuple[Column, ...]) -> tuple[list[Row], list[Problem]]:
	"""Return the rows of a file with typed values, and everything that is wrong with its form."""
	file = path.name
	if not path.is_file():
		return [], [Problem(file, 0, _("the file is missing"))]
	text, fault = decode(path.read_bytes())
	if fault:
		return [], [Problem(file, 0, fault)]
	reader = csv.reader(io.StringIO(text, newline=""))
	try:
		heading = [cell.strip(_EMPTY) for cell in next(reader, [])]
		fields, problems = _fields(file, heading, columns)
		if problems:
			return [], problems
		rows: list[Row] = []
		for cells in reader:
			cells = [cell.strip(_EMPTY) for cell in cells]
			if not any(cells):
				continue
			if len(cells) > len(fields):
				problems.append(
					Problem(
						file, reader.line_num, _("more cells than columns; put text with commas in quotes")
					)
				)
				continue
			row, faults = _typed(file, reader.line_num, fields, cells, columns)
			rows.append(row)
			problems.extend(faults)
	except csv.Error as fault:
		return [], [Problem(file, reader.line_num, _("not readable as CSV: {0}").format(fault))]
	return rows, problems


def decode(data: bytes) -> tuple[str, str | None]:
	"""Return the text of a file saved as UTF-8 or GBK, or ("", why it cannot be read)."""
	if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
		return "", _("this is an Excel workbook: save it as CSV")
	if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
		return "", _("the encoding is UTF-16 or the file is no text: save it as CSV in UTF-8 or GBK")
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			return data.decode(encoding), None
		except UnicodeDecodeError as fault:
			line = data.count(b"\n", 0, fault.start) + 1
	return "", _("neither UTF-8 nor GBK (line {0}): save it again in one of the two").format(line)


def to_date(text: str) -> date | None:
	"""Return the date written as 2026-03-02, 2026/3/2, 2026.3.2, 20260302 or 2026年3月2日. Raises ValueError."""
	if not text:
		return None
	found = _DATE.fullmatch(text)
	if not found or (text.isdigit() and len(text) != 8):
		raise ValueError(text)
	return date(*(int(part) for part in found.groups()))


def _fields(file: str, heading: list[str], columns: tuple[Column, ...]) -> tuple[list[str], list[Problem]]:
	known = {name.lower(): column.field for column in columns for name in (column.field, column.heading)}
	while heading and not heading[-1]:
		heading.pop()
	fields = [known.get(cell.lower(), "") for cell in heading]
	problems = []
	unknown = [cell for cell, field in zip(heading, fields, strict=True) if not field]
	if unknown:
		allowed = "、".join(column.heading for column in columns)
		problems.append(
			Problem(file, 1, _("unknown column {0}; known are {1}").format("、".join(unknown), allowed))
		)
	twice = sorted({field for field in fields if field and fields.count(field) > 1})
	if twice:
		problems.append(Problem(file, 1, _("column {0} stands twice").format("、".join(twice))))
	missing = [column.heading for column in columns if column.required and column.field not in fields]
	if missing:
		problems.append(Problem(file, 1, _("column {0} is missing").format("、".join(missing))))
	return fields, problems


def _typed(
	file: str, line: int, fields: list[str], cells: list[str], columns: tuple[Column, ...]
) -> tuple[Row, list[Problem]]:
	given = dict(zip(fields, cells, strict=False))
	values: dict = {}
	problems = []
	for column in columns:
		text = given.get(column.field, "")
		if column.required and not text:
			problems.append(Problem(file, line, _("{0} is empty").format(column.heading)))
		try:
			values[column.field] = _value(column, text)
		except ValueError:
			values[column.field] = None
			reason = (
				_("{0} “{1}” is no date") if column.kind == "date" else _("{0} “{1}” is neither 是 nor 否")
			)
			problems.append(Problem(file, line, reason.format(column.heading, text)))
	return Row(file, line, values), problems


def _value(column: Column, text: str):
	if column.kind == "date":
		return to_date(text)
	if column.kind == "list":
		return [part for part in re.split(r"[\s,;，；、]+", text) if part]
	if column.kind == "yes":
		if text.lower() not in _YES | _NO:
			raise ValueError(text)
		return int(text.lower() in _YES)
	return text or None
