"""Workbooks that are given out: plain tables whose cells no program runs.

Rule: a text that begins like a formula is written as text and marked so (`quotePrefix`, the apostrophe that Excel keeps
apart from the value): it is shown as it was and comes back as it was. Signs that a workbook cannot hold are left out.
"""

from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from xinfang_app.exchange.reading.sheet import Fault

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
WIDEST, NARROWEST = 48, 8


def workbook(title: str, headings: list[str], rows: list[list], *, marked: tuple[int, ...] = ()) -> bytes:
	"""Return an .xlsx with one sheet: `headings`, then `rows`. Columns of `marked` (from 0) stand out."""
	book = Workbook()
	sheet = book.active
	sheet.title = title[:31] or "Sheet1"
	for row, cells in enumerate([headings, *rows], start=1):
		for column, value in enumerate(cells, start=1):
			_put(sheet.cell(row, column), value)
	for column in range(1, len(headings) + 1):
		head = sheet.cell(1, column)
		head.font = Font(bold=True)
		head.alignment = Alignment(vertical="center", wrap_text=True)
		longest = max((len(str(row[column - 1] or "")) for row in rows if column <= len(row)), default=0)
		width = max(2 * len(headings[column - 1]), min(longest * 1.4, WIDEST), NARROWEST)
		sheet.column_dimensions[get_column_letter(column)].width = width + 2
		if column - 1 in marked:
			head.fill = PatternFill("solid", fgColor="FFF2CC")
	sheet.freeze_panes = "A2"
	sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(headings), 1))}{len(rows) + 1}"
	buffer = BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def _put(cell, value) -> None:
	if isinstance(value, Fault):
		value = value.text
	if value is None or isinstance(value, bool | int | float | datetime | date):
		cell.value = value
		if isinstance(value, datetime):
			cell.number_format = "yyyy-mm-dd hh:mm"
		elif isinstance(value, date):
			cell.number_format = "yyyy-mm-dd"
		return
	text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:32_767]
	cell.value = text
	# Never a formula, whatever the first sign says.
	cell.data_type = "s"
	cell.number_format = "@"
	if text.startswith(STARTS):
		cell.quotePrefix = True
