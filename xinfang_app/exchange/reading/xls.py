"""Workbooks of the old form (.xls), read with xlrd. Formulas count by the value stored with them; it stores no other."""

import struct

from xinfang_app.exchange.reading.sheet import MAX_COLUMNS, MAX_ROWS, MEGABYTE, Fault, ReadingError, Sheet

#: Old workbooks are held in memory with their formats.
MAX_BYTES = 10 * MEGABYTE
_AGAIN = "This workbook of the old form (.xls) cannot be read. Please open it and save it as .xlsx."


def read(content: bytes) -> list[Sheet]:
	"""Return the visible sheets of the workbook `content`. Raises ReadingError."""
	try:
		import xlrd
	except ImportError as error:
		raise ReadingError(_AGAIN) from error
	if len(content) > MAX_BYTES:
		raise ReadingError(_AGAIN)
	try:
		# Only with the formats does it tell which cells are merged.
		book = xlrd.open_workbook(file_contents=content, formatting_info=True)
		return [_sheet(xlrd, book, sheet) for sheet in book.sheets() if not sheet.visibility]
	except (
		xlrd.XLRDError,
		xlrd.compdoc.CompDocError,
		struct.error,
		AssertionError,
		AttributeError,
		IndexError,
		KeyError,
		TypeError,
		UnicodeDecodeError,
	) as error:
		raise ReadingError(_AGAIN) from error


def _sheet(xlrd, book, source) -> Sheet:
	if source.ncols > MAX_COLUMNS and not _narrow(source):
		raise ReadingError("The sheet has more than {0} columns.", MAX_COLUMNS)
	sheet = Sheet(source.name)
	for index in range(min(source.nrows, 4 * MAX_ROWS)):
		row = source.row(index)[:MAX_COLUMNS]
		sheet.add(index + 1, [_value(xlrd, book, cell) for cell in row])
	sheet.spread([(top + 1, bottom, left, right - 1) for top, bottom, left, right in source.merged_cells])
	return sheet


def _narrow(source) -> bool:
	"""Whether the columns beyond the limit are empty; formats alone make a sheet wide."""
	return not any(
		source.cell_value(row, column) != ""
		for row in range(min(source.nrows, 200))
		for column in range(MAX_COLUMNS, source.ncols)
	)


def _value(xlrd, book, cell):
	if cell.ctype == xlrd.XL_CELL_ERROR:
		return Fault("error", xlrd.error_text_from_code.get(cell.value, "#?"))
	if cell.ctype == xlrd.XL_CELL_DATE:
		try:
			return xlrd.xldate_as_datetime(cell.value, book.datemode)
		except (ValueError, OverflowError):
			return cell.value
	if cell.ctype == xlrd.XL_CELL_BOOLEAN:
		return bool(cell.value)
	return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value
