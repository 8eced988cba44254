"""The pieces a reader finds on a page become lines in reading order."""

from xinfang_app.reception.reading.engine import Line, ordered


def piece(text, left, top, width=200, height=30):
	return Line(text, left, top, left + width, top + height, 0.99)


def test_what_stands_beside_each_other_is_one_line():
	assert ordered([piece("电话：139", 400, 102), piece("姓名：马向田", 100, 100)]) == [
		"姓名：马向田 电话：139"
	]


def test_lines_go_from_the_top_down():
	assert ordered([piece("三", 0, 80), piece("一", 0, 0), piece("二", 0, 40)]) == ["一", "二", "三"]


def test_a_skewed_line_above_another_is_not_joined_to_it():
	assert ordered([piece("上一行", 0, 0), piece("下一行", 20, 22)]) == ["上一行", "下一行"]
