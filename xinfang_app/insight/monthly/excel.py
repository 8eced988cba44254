"""The monthly sheet as an Excel file, laid out as a county office sends it up.

Title, reporting office, period and day; two rows of heads, merged; one row per line of the sheet; whoever filled it in
and whoever checks it; the definitions; on a second page what was corrected in closed months. A4 landscape, one page
wide, heads repeated, page numbers.

Sealed pieces are not in the file: it leaves the circle of those who may know of them. Text that a spreadsheet would
take for a formula stays text.
"""

import re
from io import BytesIO

import frappe
from frappe import _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xinfang_app import when
from xinfang_app.insight.monthly import definitions, dimensions, listing
from xinfang_app.insight.monthly.table import Column, Line, Sheet

_FONT = "宋体"
_THIN = Side(style="thin", color="000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NUMBER, RATE = "#,##0", '0.0"%";-0.0"%"'


def workbook(sheet: Sheet) -> bytes:
	"""Return the file of `sheet`."""
	book = Workbook()
	page = book.active
	page.title = _("Monthly table")
	last = _table(page, sheet)
	_setup(page, last, heads=6)
	if sheet.corrections:
		_setup(_corrections(book, sheet), None, heads=2)
	out = BytesIO()
	book.save(out)
	return out.getvalue()


def filename(sheet: Sheet) -> str:
	"""Return the file's name: office, month and the word for the table."""
	title = frappe.get_cached_value("Organ", sheet.view.office, "title")
	return re.sub(r"[^\w-]", "", f"{title}{sheet.month.label}{_('Monthly table')}") + ".xlsx"


def _table(page: Worksheet, sheet: Sheet) -> int:
	"""Write title, heads, lines and signatures; return the last row."""
	width = 1 + len(sheet.columns)
	organ = frappe.get_cached_value("Organ", sheet.view.office, "title")
	_wide(
		page,
		1,
		width,
		_("{0}: petitions in {1}").format(organ, sheet.month.label),
		size=18,
		bold=True,
		high=32,
	)
	bounds = [
		dimensions.label_of(key, value)
		for key, value in (("place", sheet.view.place), ("organ", sheet.view.organ))
		if value
	]
	_wide(page, 2, width, _("Bounds: {0}").format("、".join(bounds) or _("the whole office")), size=10)
	third = max(width // 3, 1)
	for start, end, text in (
		(1, third, _("Reporting office: {0}").format(organ)),
		(third + 1, 2 * third, _("Period: {0} to {1}").format(sheet.month.first, sheet.month.last)),
		(2 * third + 1, width, _("Made on: {0}").format(when.today())),
	):
		_merged(page, 3, start, 3, end, text)
	_wide(
		page,
		4,
		width,
		sheet.status() + (_("Only what the maker may see is counted.") if sheet.partial else ""),
		size=10,
	)
	_heads(page, sheet.columns)
	row = 7
	for line in sheet.lines:
		if line.sealed:
			continue
		_write_line(page, row, line, sheet.columns)
		row += 1
	for start, end, text in (
		(1, third, _("Filled in by: {0}").format(frappe.utils.get_fullname(sheet.view.user))),
		(third + 1, 2 * third, _("Checked by:")),
		(2 * third + 1, width, _("Head of the office:")),
	):
		_merged(page, row + 1, start, row + 1, end, text)
	page.row_dimensions[row + 1].height = 24
	_notes(page, row + 2, width)
	page.column_dimensions["A"].width = 24
	for number in range(2, width + 1):
		page.column_dimensions[get_column_letter(number)].width = 9.5
	page.freeze_panes = "B7"
	return row + 2


def _heads(page: Worksheet, columns: list[Column]) -> None:
	"""Two rows of heads: columns under one head share it, merged; a column without a second word spans both rows."""
	_boxed(page, 5, 1, 6, 1, _("Item"))
	start = 0
	while start < len(columns):
		end = start
		while (
			end + 1 < len(columns) and columns[end + 1].label and columns[end + 1].head == columns[start].head
		):
			end += 1
		if not columns[start].label:
			_boxed(page, 5, start + 2, 6, start + 2, columns[start].head)
		else:
			_boxed(page, 5, start + 2, 5, end + 2, columns[start].head)
			for number in range(start, end + 1):
				_boxed(page, 6, number + 2, 6, number + 2, columns[number].label)
		start = end + 1
	page.row_dimensions[5].height = page.row_dimensions[6].height = 24


def _write_line(page: Worksheet, row: int, line: Line, columns: list[Column]) -> None:
	_put(page.cell(row, 1), line.label, bold=line.heading)
	page.cell(row, 1).alignment = Alignment(horizontal="left", vertical="center", indent=line.indent)
	for number, column in enumerate(columns, start=2):
		cell = page.cell(row, number)
		value = line.values.get(column.key)
		if value is None:
			value = "—" if column.key in line.values else ""
		_put(cell, value)
		cell.alignment = Alignment(horizontal="right", vertical="center")
		cell.number_format = RATE if column.rate else NUMBER
	for number in range(1, len(columns) + 2):
		page.cell(row, number).border = _GRID


def _notes(page: Worksheet, row: int, width: int) -> None:
	rules = [f"{measure.label}:{measure.rule}" for measure in definitions.measures().values()]
	text = _("Definitions:") + " ".join([*rules, *definitions.notes()])
	_wide(page, row, width, text, size=8, high=72, align=_LEFT)


def _corrections(book: Workbook, sheet: Sheet) -> Worksheet:
	"""A page with one row for each correction that the month tells."""
	page = book.create_sheet(_("Corrections"))
	heads = [
		_("Month corrected"),
		_("Number"),
		_("Received on"),
		_("In or out"),
		_("Form"),
		_("Category"),
		_("Place of the matter"),
		_("People", context="Count"),
		_("Why"),
	]
	_wide(
		page,
		1,
		len(heads),
		_("Corrections of closed months, told in {0}").format(sheet.month.label),
		size=14,
		bold=True,
	)
	for number, head in enumerate(heads, start=1):
		_boxed(page, 2, number, 2, number, head)
	told = listing.explain(sheet.corrections)
	for row, entry in enumerate(sheet.corrections, start=3):
		values = [
			entry.month.label,
			entry.number,
			entry.received_on.date(),
			_("added") if entry.sign > 0 else _("taken out"),
			*(dimensions.label_of(key, getattr(entry, key)) for key in ("form", "category", "place")),
			entry.heads,
			told[entry.piece, entry.sign],
		]
		for number, value in enumerate(values, start=1):
			_put(page.cell(row, number), value)
			page.cell(row, number).border = _GRID
			page.cell(row, number).alignment = _LEFT
		page.cell(row, 3).number_format = "yyyy-mm-dd"
	for number, width in enumerate((14, 24, 12, 8, 10, 20, 16, 8, 40), start=1):
		page.column_dimensions[get_column_letter(number)].width = width
	return page


def _setup(page: Worksheet, last: int | None, heads: int) -> None:
	"""A4 landscape, one page wide, heads on every page, page numbers, the print area."""
	page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
	page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
	page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
	page.print_title_rows = f"1:{heads}"
	page.print_options.horizontalCentered = True
	page.page_margins.left = page.page_margins.right = 0.4
	page.page_margins.top = page.page_margins.bottom = 0.6
	page.oddFooter.center.text = _("Page {0} of {1}").format("&P", "&N")
	page.print_area = f"A1:{get_column_letter(page.max_column)}{last or page.max_row}"


def _wide(page, row, width, text, *, size=11, bold=False, high=None, align=_CENTER) -> None:
	_merged(page, row, 1, row, width, text, size=size, bold=bold, align=align)
	if high:
		page.row_dimensions[row].height = high


def _merged(page, top, left, bottom, right, text, *, size=11, bold=False, align=_LEFT) -> None:
	if (top, left) != (bottom, right):
		page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
	_put(page.cell(top, left), text, size=size, bold=bold)
	page.cell(top, left).alignment = align


def _boxed(page, top, left, bottom, right, text) -> None:
	_merged(page, top, left, bottom, right, text, bold=True, align=_CENTER)
	for row in range(top, bottom + 1):
		for column in range(left, right + 1):
			page.cell(row, column).border = _GRID


def _put(cell: Cell, value, *, size: int = 11, bold: bool = False) -> None:
	"""Write `value`; a text is a text, whatever it begins with."""
	cell.value = _CONTROL.sub("", value) if isinstance(value, str) else value
	cell.font = Font(name=_FONT, size=size, bold=bold)
	if isinstance(value, str):
		cell.data_type = "s"
		cell.quotePrefix = bool(_FORMULA.match(value))
