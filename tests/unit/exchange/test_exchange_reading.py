"""Lists as they really come: GBK, merged cells, formulas, long numbers, web pages called .xls, absurd sizes."""

import codecs
import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from xinfang_app.exchange import fields, writing
from xinfang_app.exchange.reading import header, opening, sheet, values, xlsx
from xinfang_app.exchange.reading.sheet import Fault, ReadingError

HEAD = ["序号", "信访件编号", "信访人", "办理期限", "信访内容"]


def book(rows, *, merged=(), title="清单", hidden=()):
	workbook = Workbook()
	page = workbook.active
	page.title = title
	for row in rows:
		page.append(row)
	for area in merged:
		page.merge_cells(area)
	for name, more in hidden:
		other = workbook.create_sheet(name)
		other.sheet_state = "hidden"
		for row in more:
			other.append(row)
	buffer = io.BytesIO()
	workbook.save(buffer)
	return buffer.getvalue()


def only(content, name="清单.xlsx"):
	(found,) = opening.read(content, name)
	return found


def test_a_plain_workbook():
	found = only(book([HEAD, [1, "A1", "张三", datetime(2026, 3, 2), "内容"]]))
	assert found.rows[1] == (2, [1, "A1", "张三", datetime(2026, 3, 2), "内容"])


def test_hidden_sheets_and_empty_rows_are_passed_over():
	found = only(book([HEAD, [None], [" ", ""], [1, "A1"]], hidden=[("字典", [["x"]])]))
	assert [number for number, _cells in found.rows] == [1, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_text_in_every_encoding(encoding):
	text = (
		"信访件编号,信访人,信访内容\r\n0012,㛃某,反映“问题”\r\n"
		if encoding != "gbk"
		else "信访件编号,信访人,信访内容\r\n0012,张某,反映“问题”\r\n"
	)
	found = only(text.encode(encoding), "清单.csv")
	assert found.rows[0][1] == ["信访件编号", "信访人", "信访内容"]
	assert found.rows[1][1][0] == "0012" and found.rows[1][1][2] == "反映“问题”"


def test_text_that_fits_no_encoding_is_refused_and_not_read_with_question_marks():
	with pytest.raises(ReadingError, match="encoding"):
		opening.read(b"\xff\xff\x81,\x81\n", "a.csv")


def test_numbers_kept_as_text_by_other_systems():
	found = only('信访件编号,电话\n="00123",\'0139\n\t55 ,"多\n行"\n'.encode())
	assert found.rows[1][1] == ["00123", "0139"]
	assert found.rows[2][1] == ["55", "多\n行"]


def test_tabs_and_semicolons():
	assert only(b"a;b;c\n1;2,5;3").rows[1][1] == ["1", "2,5", "3"]
	assert only(b"a\tb\n1\t2,5").rows[1][1] == ["1", "2,5"]


def test_merged_cells_are_filled_and_remembered():
	found = only(
		book([HEAD, [1, "A1", "张三", None, "甲"], [2, None, "李四", None, None]], merged=["B2:B3", "E2:E3"])
	)
	assert found.rows[2][1] == [2, "A1", "李四", None, "甲"]
	assert (3, 1) in found.filled and (3, 2) not in found.filled


def cached(content, value):
	"""The workbook as a program leaves it that has calculated: the formula with its value."""
	out = io.BytesIO()
	with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
		for part in old.namelist():
			data = old.read(part)
			if part == "xl/worksheets/sheet1.xml":
				data = data.replace(b"<v></v>", value).replace(b"<v />", value).replace(b"<v/>", value)
			new.writestr(part, data)
	return out.getvalue()


def test_a_formula_counts_by_its_value_and_without_one_is_named():
	content = book([HEAD, [1, '="A"&1', "张三"]])
	assert only(content).rows[1][1][1] == Fault("formula", '="A"&1')
	assert only(cached(content, b"<v>77</v>")).rows[1][1][1] == 77
	with pytest.raises(values.ValueFault, match="never calculated"):
		values.text(only(content).rows[1][1][1])


def test_an_error_of_the_sheet_is_named():
	workbook = Workbook()
	workbook.active.append(HEAD)
	workbook.active.append([1, "#N/A"])
	buffer = io.BytesIO()
	workbook.save(buffer)
	assert only(buffer.getvalue()).rows[1][1][1] == Fault("error", "#N/A")


@pytest.mark.parametrize(
	("content", "words"),
	[
		(b"", "empty"),
		(b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
		("\ufeff<?xml version='1.0'?><Workbook/>".encode(), "web page"),
		(b"%PDF-1.7 ...", "neither"),
		(b"PK\x03\x04 broken", "damaged"),
		(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 2000, "old form"),
		(b"a,b\0c", "neither"),
	],
)
def test_what_is_no_list_is_refused_in_words(content, words):
	with pytest.raises(ReadingError, match=words):
		opening.read(content, "清单.xls")


def zipped(**parts):
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, data in parts.items():
			archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
	return buffer.getvalue()


def test_a_bomb_is_not_unpacked():
	with pytest.raises(ReadingError, match="absurd"):
		opening.read(zipped(xl__workbook_xml=b"0" * (30 * sheet.MEGABYTE)))
	with pytest.raises(ReadingError, match="absurd"):
		opening.read(zipped(**{f"p{i}": b"" for i in range(xlsx.MAX_PARTS + 1)}))


def test_entities_that_grow_are_not_read():
	evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'
	with pytest.raises(ReadingError, match="damaged"):
		opening.read(zipped(xl__workbook_xml=evil))


def test_too_large_too_many_too_wide():
	with pytest.raises(ReadingError, match="MB"):
		opening.read(b"a" * (sheet.MAX_BYTES + 1))
	with pytest.raises(ReadingError, match="rows"):
		opening.read(b"a,b\n" * (sheet.MAX_ROWS + 1))
	with pytest.raises(ReadingError, match="columns"):
		opening.read(("a," * 200 + "b\n").encode())
	far = Workbook()
	far.active.append(HEAD)
	far.active.cell(1_000_000, 3).value = "远"
	buffer = io.BytesIO()
	far.save(buffer)
	assert len(only(buffer.getvalue()).rows) == 1


def test_the_header_is_found_and_not_assumed():
	rows = [["青禾县信访件清单"], ["制表日期", "2026-03-02"], [], HEAD, [1, "A1"]]
	found = header.find(only(book(rows, merged=["A1:E1"])), fields.guessed)
	assert found.row == 4 and found.headings[1] == "信访件编号" and found.known >= 4


def test_a_header_of_two_rows():
	rows = [
		["某县清单", None, None, None, None],
		["序号", "信访件编号", "信访人", None, "办理期限"],
		[None, None, "姓名", "电话", None],
		[1, "A1", "张三", "1390000", None],
	]
	found = header.find(
		only(book(rows, merged=["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"])), fields.guessed
	)
	assert found.row == 3
	assert [fields.guessed(word) for word in found.headings] == [
		None,
		"upper_number",
		"name",
		"phone",
		"due_on",
	]


def test_no_header_is_no_list():
	assert header.find(only(b"1,2,3\n4,5,6\n"), fields.guessed) is None


@pytest.mark.parametrize(
	"heading",
	["民族", "政治面貌", "是否扬言", "是 否 越级访", "重点人员标识", "风险等级", "信访次数"],
)
def test_what_labels_people_is_never_taken(heading):
	assert fields.refused(heading) and fields.guessed(heading) is None


@pytest.mark.parametrize(
	("said", "day", "hour"),
	[
		("2026-03-02", "2026-03-02 00:00:00", False),
		("2026/3/2 9:05", "2026-03-02 09:05:00", True),
		("2026年3月2日", "2026-03-02 00:00:00", False),
		("2026年3月2日9时5分", "2026-03-02 09:05:00", True),
		("２０２６．３．２", "2026-03-02 00:00:00", False),
		("20260302", "2026-03-02 00:00:00", False),
		("20260302090501", "2026-03-02 09:05:01", True),
		("2026-03-02T09:05:01", "2026-03-02 09:05:01", True),
		(46083, "2026-03-02 00:00:00", False),
		(46083.5, "2026-03-02 12:00:00", True),
		("46083", "2026-03-02 00:00:00", False),
		(20260302, "2026-03-02 00:00:00", False),
	],
)
def test_days_as_lists_write_them(said, day, hour):
	assert values.moment(said) == (datetime.fromisoformat(day), hour)


@pytest.mark.parametrize("said", ["尽快", "2026-13-02", "2026-02-30", 12.5, 7, "3月2日", True])
def test_what_is_no_day_is_named(said):
	with pytest.raises(values.ValueFault):
		values.moment(said)


def test_a_long_number_that_lost_its_digits_is_not_believed():
	assert values.text(13900000000.0) == "13900000000"
	assert values.text("990124197001010018") == "990124197001010018"
	for lost in (990124197001010018, 9.90124197001010e17):
		with pytest.raises(values.ValueFault, match="last digits"):
			values.text(lost)


def test_whole_numbers_and_yes():
	assert [values.whole(v) for v in ("12人", 12.0, None, "１２")] == [12, 12, None, 12]
	with pytest.raises(values.ValueFault):
		values.whole("十二")
	assert [values.yes(v) for v in ("是", "否", "√", None, "也许")] == [True, False, True, False, None]


EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "|x", "正常"]


def test_what_is_given_out_is_no_formula_and_comes_back_as_it_was():
	content = writing.workbook("表", ["甲"], [[text] for text in EVIL])
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		xml = archive.read("xl/worksheets/sheet1.xml").decode()
		styles = archive.read("xl/styles.xml").decode()
	assert "<f>" not in xml and "quotePrefix" in styles
	found = only(content)
	assert [cells[0] for _number, cells in found.rows[1:]] == [*EVIL[:4], "\t=1", *EVIL[5:]]


def test_a_sign_that_no_workbook_holds_is_left_out():
	assert only(writing.workbook("表", ["甲"], [["a\x00b\x07"]])).rows[1][1] == ["ab"]
	assert codecs.BOM_UTF8.decode("utf-8") not in str(only(writing.workbook("表", ["甲"], [["a"]])).rows)
