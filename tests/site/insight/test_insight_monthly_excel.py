"""The Excel file as the office sends it: heads, figures, page; and no text of anybody that becomes a formula."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from xinfang_app import when
from xinfang_app.insight.monthly import closing, excel, view
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.table import Sheet

MARCH = Month(2026, 3)


def prepare(county):
	"""Two months with pieces, March closed and corrected."""
	import frappe

	county.bring("2026-02-05 09:00", "Letter")
	county.bring("2026-03-05 09:00", "Letter")
	county.bring("2026-03-06 09:00", "Visit", people_count=6, place=county.FAR_VILLAGE)
	county.bring("2026-03-07 09:00", "Letter", purpose="4", category="1401")
	with when.at("2026-04-02 09:00"):
		closing.close(county.XFJ, MARCH)
	county.bring("2026-04-09 09:00", "Letter", arrived="2026-03-30 09:00")
	for name in (county.XFJ, county.LQ):
		frappe.db.set_value("Organ", name, "title", f"=HYPERLINK({name})")
	frappe.clear_document_cache("Organ", county.XFJ)


@pytest.fixture
def book(county):
	def of(month, user=county.head, **bounds):
		sheet = Sheet(view.of(county.XFJ, user=user, **bounds), month)
		with when.at("2026-05-02 09:00"):
			return sheet, load_workbook(BytesIO(excel.workbook(sheet)))

	return of


def cells(page):
	return [cell for row in page.iter_rows() for cell in row if cell.value is not None]


def test_title_bounds_heads_and_signatures(book):
	sheet, made = book(MARCH)
	page = made.active
	texts = [str(cell.value) for cell in cells(page)]
	assert any("2026年3月信访情况月报表" in text for text in texts)
	for words in (
		"统计口径说明:件(批)次",
		"填报单位:",
		"统计期间:2026-03-01至2026-03-31",
		"制表日期:2026-05-02",
		"填报人:",
		"审核人:",
		"单位负责人:",
	):
		assert any(words in text for text in texts), words
	assert any("月结,数字不再变动" in text for text in texts)
	merged = {str(area) for area in page.merged_cells.ranges}
	assert "A5:A6" in merged, "the first column's head spans both rows"
	visit = next(cell for cell in cells(page) if cell.row == 5 and cell.value == "来访")
	assert any(
		str(area).startswith(f"{visit.coordinate}:") and area.size["columns"] == 2
		for area in page.merged_cells.ranges
	)
	assert sheet.closing is not None


def test_the_figures_are_numbers_and_those_of_the_sheet(book):
	sheet, made = book(MARCH)
	page = made.active
	total = next(cell for cell in cells(page) if cell.column == 1 and cell.value == "合计")
	row = [page.cell(total.row, number).value for number in range(2, 2 + len(sheet.columns))]
	told = [sheet.lines[0].values[column.key] for column in sheet.columns]
	assert row == [("—" if value is None else value) for value in told]
	assert page.cell(total.row, 2).number_format == "#,##0"


def test_the_page(book):
	_sheet, made = book(MARCH)
	page = made.active
	assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
	assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
	assert page.print_title_rows and page.print_area
	assert "&P" in page.oddFooter.center.text and "&N" in page.oddFooter.center.text
	last = max(cell.row for cell in cells(page))
	assert page.print_area.endswith(str(last)), "the whole sheet is printed, signatures and definitions too"


def test_no_text_becomes_a_formula(book):
	for month in (MARCH, MARCH.next):
		_sheet, made = book(month)
		for page in made:
			assert not [cell.coordinate for cell in cells(page) if cell.data_type == "f"]
	organs = [cell for cell in cells(made.active) if str(cell.value).startswith("=HYPERLINK")]
	assert organs and all(cell.quotePrefix for cell in organs)


def test_corrections_have_a_page_of_their_own(book):
	sheet, made = book(MARCH.next)
	page = made[made.sheetnames[1]]
	rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
	assert len(rows) == len(sheet.corrections) == 1
	assert rows[0][0] == "2026年3月" and rows[0][3] == "增加" and rows[0][8] == "月结后补登"
	assert len(book(MARCH)[1].sheetnames) == 1


def test_sealed_pieces_do_not_leave_the_house(book):
	sheet, made = book(MARCH)
	assert [line for line in sheet.lines if line.sealed], "the section head sees their number on the screen"
	assert not [cell for cell in cells(made.active) if "密封件收件数" in str(cell.value)]


def test_who_sees_part_is_told_so_on_the_paper(book, county):
	_sheet, made = book(MARCH, user=county.lq)
	assert any("权限范围内" in str(cell.value) for cell in cells(made.active) if cell.row == 4)
