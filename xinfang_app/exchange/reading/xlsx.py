"""Excel workbooks (.xlsx), read with openpyxl.

Rule: the archive is judged by its directory before anything is unpacked: number and size of its parts, how much they
are packed, and no document type declarations (entities that grow). Then the sheet is streamed, never held as cells with
their formats. A formula counts by the value the program stored with it; one that has none is a `Fault`.
"""

import itertools
import re
import zipfile
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from xinfang_app.exchange.reading.sheet import (
	GAP,
	MAX_COLUMNS,
	MAX_ROWS,
	MEGABYTE,
	Fault,
	ReadingError,
	Sheet,
	is_empty,
)

MAX_PARTS = 2_000
MAX_UNPACKED = 150 * MEGABYTE
MAX_PART = 80 * MEGABYTE
#: A sheet full of equal rows packs about 1:60; a bomb 1:1000.
MAX_PACKING = 200
SMALL = MEGABYTE
#: Rows may be empty in between; beyond this no list goes.
LAST_ROW = 4 * MAX_ROWS
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_UNREADABLE = "The file is damaged or is no Excel workbook. Please save it as .xlsx again."


def read(content: bytes) -> list[Sheet]:
	"""Return the visible sheets of the workbook `content`. Raises ReadingError."""
	check_archive(content)
	try:
		values = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
		with zipfile.ZipFile(BytesIO(content)) as archive:
			return [
				_sheet(sheet, archive.read(sheet._worksheet_path.lstrip("/")), content)
				for sheet in values.worksheets
				if sheet.sheet_state == "visible"
			]
	except ReadingError:
		raise
	except (
		InvalidFileException,
		zipfile.BadZipFile,
		KeyError,
		ValueError,
		TypeError,
		IndexError,
		AttributeError,
		SyntaxError,
		EOFError,
		OSError,
	) as error:
		# openpyxl raises whatever it stumbles over in a damaged part; XML errors are SyntaxErrors.
		raise ReadingError(_UNREADABLE) from error


def check_archive(content: bytes) -> None:
	"""Refuse an archive that is damaged, encrypted or absurd in size. Raises ReadingError."""
	try:
		with zipfile.ZipFile(BytesIO(content)) as archive:
			parts = archive.infolist()
			if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
				raise ReadingError("The workbook unpacks to an absurd size and is not opened.")
			for part in parts:
				_check_part(archive, part)
			if "xl/workbook.xml" not in archive.namelist():
				raise ReadingError(_UNREADABLE)
	except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
		raise ReadingError(_UNREADABLE) from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
	if part.flag_bits & 1:
		raise ReadingError("The file is protected by a password. Please save it without one.")
	packing = part.file_size / max(part.compress_size, 1)
	if part.file_size > MAX_PART or (part.file_size > SMALL and packing > MAX_PACKING):
		raise ReadingError("The workbook unpacks to an absurd size and is not opened.")
	if part.filename.endswith((".xml", ".rels")):
		with archive.open(part) as file:
			head = file.read(4096).upper()
		if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
			raise ReadingError(_UNREADABLE)


def _sheet(values, part: bytes, content: bytes) -> Sheet:
	"""Read one sheet; `part` is its XML. Only where it holds formulas is the workbook streamed a second time for them."""
	sheet = Sheet(values.title)
	bounds = {"max_row": LAST_ROW, "max_col": MAX_COLUMNS + 1}
	# What a program wrote about the size of its sheet is often wrong.
	values.reset_dimensions()
	typed = itertools.repeat(itertools.repeat(None))
	if _FORMULA.search(part):
		book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
		book[values.title].reset_dimensions()
		typed = book[values.title].iter_rows(**bounds)
	gap = 0
	for number, (row, formulas) in enumerate(zip(values.iter_rows(**bounds), typed, strict=False), start=1):
		cells = [_value(cell, formula) for cell, formula in zip(row, formulas, strict=False)]
		gap = gap + 1 if all(is_empty(cell) for cell in cells) else 0
		if gap > GAP:
			break
		sheet.add(number, cells)
	sheet.spread(_merged(part))
	return sheet


def _value(cell, formula):
	if cell.data_type == "e":
		return Fault("error", str(cell.value))
	if cell.value is None and formula is not None and formula.data_type == "f" and cell.data_type != "s":
		return Fault("formula", str(getattr(formula.value, "text", formula.value)))
	return cell.value


def _merged(part: bytes) -> list[tuple[int, int, int, int]]:
	"""The merged ranges; a streamed sheet does not tell them, so they are taken from its part."""
	ranges = []
	for reference in _MERGED.findall(part):
		left, top, right, bottom = range_boundaries(reference.decode())
		ranges.append((top, bottom, left - 1, right - 1))
	return ranges
