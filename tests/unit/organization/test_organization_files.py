"""A county's files: encodings, columns, cells, and the checks of rows against each other."""

from datetime import date

import pytest

from xinfang_app.organization import load_check, load_columns, load_files
from xinfang_app.organization.load_check import Known

PLACES = "区划代码,名称\n990000000000,东岭省\n990100000000,云泽市\n990124000000,青禾县\n990124101000,柳桥镇\n"


def read(tmp_path, data, columns=load_columns.JURISDICTIONS, name="jurisdictions.csv"):
	path = tmp_path / name
	path.write_bytes(data if isinstance(data, bytes) else data.encode())
	return load_files.read(path, columns)


def reasons(problems):
	return [(problem.line, problem.reason) for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_the_usual_encodings_are_read_alike(tmp_path, encoding):
	rows, problems = read(tmp_path, PLACES.encode(encoding))
	assert not problems
	assert [row["title"] for row in rows] == ["东岭省", "云泽市", "青禾县", "柳桥镇"]
	assert [row.line for row in rows] == [2, 3, 4, 5]


@pytest.mark.parametrize(
	("data", "words"),
	[
		(PLACES.encode("utf-16"), "UTF-16"),
		(b"PK\x03\x04 a workbook", "Excel"),
		(b"\xd0\xcf\x11\xe0 an old workbook", "Excel"),
		("区划代码,名称\n990000000000,".encode() + b"\xff\xfe\xfd", "neither UTF-8 nor GBK (line 2)"),
	],
)
def test_a_wrong_encoding_is_named(tmp_path, data, words):
	rows, problems = read(tmp_path, data)
	assert not rows
	assert len(problems) == 1 and words in problems[0].reason


def test_a_missing_file_is_named(tmp_path):
	_rows, problems = load_files.read(tmp_path / "organs.csv", load_columns.ORGANS)
	assert [str(problem) for problem in problems] == ["organs.csv：the file is missing"]


def test_columns_in_any_order_by_either_name(tmp_path):
	rows, problems = read(tmp_path, "名称,code,曾用名\n柳桥镇,990124101000,柳桥乡\n")
	assert not problems
	assert rows[0]["code"] == "990124101000" and rows[0]["former_names"] == "柳桥乡"


def test_unknown_missing_and_double_columns(tmp_path):
	_rows, problems = read(tmp_path, "名称,名称,邮编\nx,y,z\n")
	text = " ".join(problem.reason for problem in problems)
	assert "unknown column 邮编" in text and "column 区划代码 is missing" in text and "stands twice" in text


def test_cells_are_checked_by_line(tmp_path):
	_rows, problems = read(
		tmp_path,
		"区划代码,名称,启用日期\n990000000000,东岭省,2026-02-30\n\n990100000000,,\n990124000000,青禾县,,多\n",
	)
	assert [problem.line for problem in problems] == [2, 4, 5]
	assert "is no date" in problems[0].reason
	assert problems[1].reason == "名称 is empty"
	assert "more cells" in problems[2].reason


@pytest.mark.parametrize("text", ["2026-03-02", "2026/3/2", "2026.3.2", "20260302", "2026年3月2日"])
def test_dates_as_people_write_them(text):
	assert load_files.to_date(text) == date(2026, 3, 2)


@pytest.mark.parametrize("text", ["2026-13-01", "20263", "3/2/2026", "昨天", "2026-02-29"])
def test_no_dates(text):
	with pytest.raises(ValueError):
		load_files.to_date(text)


def test_spaces_of_all_kinds_are_cut(tmp_path):
	rows, _problems = read(tmp_path, "区划代码,名称\n\u3000990000000000 , 东岭省\u3000\n")
	assert rows[0]["code"] == "990000000000" and rows[0]["title"] == "东岭省"


def check_places(tmp_path, text, known=None):
	rows, problems = read(tmp_path, text)
	assert not problems
	known = known or Known()
	return rows, load_check.places(rows, known), known


def test_places_get_their_tier_and_nearest_parent(tmp_path):
	rows, problems, _known = check_places(tmp_path, PLACES)
	assert not problems
	assert [row["tier"] for row in rows] == ["Province", "Prefecture", "County", "Township"]
	assert [row["parent_jurisdiction"] for row in rows] == [
		None,
		"990000000000",
		"990100000000",
		"990124000000",
	]


def test_bad_places_are_all_named_with_their_lines(tmp_path):
	text = (
		"区划代码,名称,上级区划代码,停用日期,承继区划代码\n"
		"990124000000,青禾县,,,\n"
		"990124101000,柳桥镇,990125000000,,\n"
		"990125000000,邻县,,,\n"
		"990124101000,柳桥镇,,,\n"
		"99012410,短码,,,\n"
		"990124102000,石湾镇,990199000000,,\n"
		"990124103000,旧镇,,,990124101000\n"
		"990124104000,去向不明,,2020-01-01,990124999000\n"
	)
	_rows, problems, _known = check_places(tmp_path, text)
	assert sorted(reasons(problems)) == [
		(
			3,
			"Jurisdiction code 990124101000 does not begin with the significant digits of its parent 990125000000",
		),
		(5, "jurisdiction 990124101000 stands twice"),
		(6, "Jurisdiction code 99012410: A jurisdiction code has exactly 12 digits"),
		(7, "the parent place 990199000000 is unknown"),
		(8, "旧镇 has a successor: give the last day it was valid"),
		(9, "the successor 990124999000 is unknown"),
	]


def test_successors_in_a_circle(tmp_path):
	text = (
		"区划代码,名称,停用日期,承继区划代码\n"
		"990124101000,甲镇,2020-01-01,990124102000\n"
		"990124102000,乙镇,2021-01-01,990124101000\n"
	)
	_rows, problems, _known = check_places(tmp_path, text)
	assert [problem.line for problem in problems] == [2, 3]
	assert "run in a circle: 990124101000 → 990124102000 → 990124101000" in problems[0].reason


def known_county(tmp_path):
	_rows, _problems, known = check_places(tmp_path, PLACES + "990124101200,东沟村\n")
	known.categories = frozenset({"02", "0201", "0402"})
	return known


ORGANS = (
	"机关代码,机关名称,类型,区划代码,业务上级代码,职责分类,系统外\n"
	"X,市局,External,990100000000,,,是\n"
	"G,县政府,Government,990124000000,,,\n"
	"P,县信访局,Petition Office,990124000000,G,,\n"
	"D,人社局,Department,990124000000,G,0402,\n"
	"J,纪委,Discipline Organ,990124000000,,,\n"
	"T,柳桥镇,Township,990124101000,G,0201 02,\n"
	"V,东沟村,Village Committee,990124101200,T,,\n"
)


def check_organs(tmp_path, text, known=None):
	known = known or known_county(tmp_path)
	rows, problems = read(tmp_path, text, load_columns.ORGANS, "organs.csv")
	assert not problems
	return rows, load_check.organs(rows, known), known


def test_good_organs_are_completed(tmp_path):
	rows, problems, _known = check_organs(tmp_path, ORGANS)
	assert not problems
	assert [(row["tier"], row["is_external"]) for row in rows] == [
		("Prefecture", 1),
		("County", 0),
		("County", 0),
		("County", 0),
		("County", 0),
		("Township", 0),
		("Village", 0),
	]
	assert rows[5]["competences"] == ["0201", "02"]


def test_bad_organs_are_all_named(tmp_path):
	text = (
		"机关代码,机关名称,类型,区划代码,业务上级代码,职责分类\n"
		"A1,甲,Department,990124000000,B1,0402 0402\n"
		"B1,乙,Bureau,990124000000,A1,\n"
		"C1,丙,Department,990124888000,C1,7777\n"
		"D 1,丁,Department,,NN,\n"
	)
	_rows, problems, _known = check_organs(tmp_path, text)
	by_line = {}
	for problem in problems:
		by_line.setdefault(problem.line, []).append(problem.reason)
	assert any("twice: 0402" in reason for reason in by_line[2])
	assert any("run in a circle" in reason for reason in by_line[2])
	assert any("kind of organ “Bureau” is unknown" in reason for reason in by_line[3])
	assert any("the place 990124888000 is unknown" in reason for reason in by_line[4])
	assert any("the category 7777 is unknown" in reason for reason in by_line[4])
	assert any("its own superior" in reason for reason in by_line[4])
	assert any("only letters" in reason for reason in by_line[5])
	assert any("needs a jurisdiction" in reason for reason in by_line[5])
	assert any("the organ NN is unknown" in reason for reason in by_line[5])


POSTING_HEAD = (
	"账号,姓名,机关代码,职务,起始日期,终止日期,机关负责人,代理对象账号,代理起始日,代理终止日,确认人账号\n"
)


def check_postings(tmp_path, lines):
	_rows, problems, known = check_organs(tmp_path, ORGANS)
	assert not problems
	rows, problems = read(tmp_path, POSTING_HEAD + lines, load_columns.POSTINGS, "postings.csv")
	assert not problems
	return rows, load_check.postings(rows, known), known


def test_good_postings(tmp_path):
	_rows, problems, known = check_postings(
		tmp_path,
		"A@x.example,甲,T,Township Leader,2026-01-01,,是,,,,\n"
		"b@x.example,乙,T,Township Leader,2026-01-01,,,,,,\n"
		"b@x.example,乙,T,Township Leader,2026-01-01,,,a@x.example,2026-03-01,2026-03-10,\n"
		"c@x.example,丙,J,Discipline Custodian,2026-01-01,,,,,,a@x.example\n",
	)
	assert not problems
	assert len(known.postings) == 4


@pytest.mark.parametrize(
	("line", "words"),
	[
		("a@x.example,甲,T,Mayor,2026-01-01,,,,,,\n", "Mayor is no post"),
		("a@x.example,甲,ZZ,Township Officer,2026-01-01,,,,,,\n", "the organ ZZ is unknown"),
		("a@x.example,甲,V,Township Officer,2026-01-01,,,,,,\n", "cannot be held at 东沟村"),
		("a@x.example,甲,D,County Petition Officer,2026-01-01,,,,,,\n", "cannot be held at 人社局"),
		("a@x.example,甲,X,Department Officer,2026-01-01,,,,,,\n", "outside this system"),
		("nobody,甲,T,Township Officer,2026-01-01,,,,,,\n", "no e-mail address"),
		("a@x.example,甲,T,Township Officer,2026-01-02,2026-01-01,,,,,\n", "ends before it begins"),
		("a@x.example,甲,J,Discipline Custodian,2026-01-01,,,,,,\n", "second person"),
		("a@x.example,甲,J,Discipline Custodian,2026-01-01,,,,,,a@x.example\n", "second person"),
		(
			"a@x.example,甲,T,Township Leader,2026-01-01,,,q@x.example,2026-03-01,2026-03-02,\n",
			"holds no post",
		),
		("a@x.example,甲,T,Township Leader,2026-01-01,,,a@x.example,2026-03-01,2026-03-02,\n", "for himself"),
		("a@x.example,甲,T,Township Leader,2026-01-01,,,b@x.example,2026-03-01,,\n", "first and a last day"),
		("a@x.example,甲,T,Township Leader,2026-01-01,,,,2026-03-01,2026-03-02,\n", "needs the person"),
	],
)
def test_bad_postings_are_named(tmp_path, line, words):
	_rows, problems, _known = check_postings(tmp_path, line)
	assert {problem.line for problem in problems} == {2}
	assert any(words in problem.reason for problem in problems)


def test_postings_that_contradict_each_other(tmp_path):
	_rows, problems, _known = check_postings(
		tmp_path,
		"a@x.example,甲,T,Township Leader,2026-01-01,2026-06-30,是,,,,\n"
		"b@x.example,乙,T,Township Leader,2026-06-30,,是,,,,\n"
		"a@x.example,甲,T,Township Leader,2026-03-01,,,,,,\n"
		"a@x.example,贾,T,Township Officer,2026-01-01,,,,,,\n",
	)
	found = reasons(problems)
	assert any(line == 3 and "甲 is head of this organ" in reason for line, reason in found)
	assert any(line == 4 and "holds this post there already" in reason for line, reason in found)
	assert any(line == 5 and "is 甲 on another line" in reason for line, reason in found)


def test_one_head_follows_another_on_the_next_day(tmp_path):
	_rows, problems, _known = check_postings(
		tmp_path,
		"a@x.example,甲,T,Township Leader,2026-01-01,2026-06-30,是,,,,\n"
		"b@x.example,乙,T,Township Leader,2026-07-01,,是,,,,\n",
	)
	assert not problems


def test_the_inbox_keeper_is_posted_at_the_organ(tmp_path):
	_rows, problems, known = check_postings(tmp_path, "a@x.example,甲,T,Township Officer,2026-01-01,,,,,,\n")
	assert not problems
	text = "机关代码,机关名称,类型,区划代码,收件人账号\nT,柳桥镇,Township,990124101000,A@x.example\nD,人社局,Department,990124000000,a@x.example\n"
	rows, _problems = read(tmp_path, text, load_columns.ORGANS, "organs.csv")
	problems = load_check.inboxes(rows, known)
	assert [problem.line for problem in problems] == [3]
