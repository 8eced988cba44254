"""What a letter may rest on, which kind follows which, and the facts it tells: pure rules."""

from datetime import date, datetime

import pytest

from xinfang_app.supervision import basis, facts

TODAY = date(2026, 3, 26)


def clock(**values):
	return {
		"title": "书面告知",
		"rule": "N04",
		"state": "Running",
		"due_on": date(2026, 3, 20),
		"extended_to": None,
		"was_late": 0,
		"stopped_on": None,
		**values,
	}


@pytest.mark.parametrize(
	("text", "cites"),
	[
		("《信访工作条例》第四十五条第一项", True),
		("《信访工作条例》第四十条第一款、第四十四条", True),
		("第45条第（一）项", True),
		("第 43 条", True),
		("第四十三条至第四十六条", True),
		("第四十三至四十六条", True),
		("第40、44条", True),
		("青信督〔2025〕45号", False),
		("涉及44户、46.3万元", False),
		("第143条、第45号", False),
		("《信访工作条例》第四十条第一款", False),
		("第四十二条第四项", False),
		("第四十七条", False),
		("2026年第145号、第430号", False),
		(None, False),
	],
)
def test_articles_of_accountability_are_known_in_words_and_figures(text, cites):
	assert basis.cites_accountability(text) is cites


def test_the_ladder_grows_and_ends_at_the_conference():
	for kind in basis.KINDS:
		following = basis.follows(kind)
		assert following is None or basis.RANK[following] > basis.RANK[kind]
	assert basis.follows(basis.ORDER) is None and basis.follows(basis.REMINDER) == basis.URGING
	assert set(basis.PAPERS) == set(basis.TERM_DAYS) == set(basis.KINDS)
	assert len(set(basis.PAPERS.values())) == len(basis.KINDS)


def test_names_of_an_escalation_policy():
	assert [basis.kind_of(name) for name in ("Urge", "Urging Notice", "Listed", None, "nonsense")] == [
		basis.URGING,
		basis.URGING,
		basis.LISTED,
		basis.ORDER,
		basis.ORDER,
	]


def test_causes_that_cite_accountability_need_a_statutory_term():
	assert basis.cause_of("N06", True) == "D03" and basis.cause_of("N06", False) == basis.DELAY
	assert basis.cause_of("N17", False) == "D12" and basis.cause_of("L05", False) == basis.DELAY


@pytest.mark.parametrize(
	("row", "told", "said"),
	[
		(clock(), True, "至今未完成，已逾期6日"),
		(clock(due_on=TODAY), False, "尚未完成"),
		(clock(extended_to=date(2026, 4, 1)), False, "期限至2026年4月1日，尚未完成"),
		(
			clock(state="Late Met", was_late=1, stopped_on=datetime(2026, 3, 24, 9)),
			True,
			"实际于2026年3月24日完成，逾期4日",
		),
		(clock(state="Met", stopped_on=datetime(2026, 3, 18, 9)), False, "已于2026年3月18日完成"),
		(clock(state="Late Met", was_late=1, stopped_on=datetime(2026, 3, 19, 9)), True, "逾期补录"),
		(clock(state="Paused"), False, "期限中止"),
	],
)
def test_a_clock_in_words(row, told, said):
	assert facts.told(row, TODAY) is told
	assert said in facts.lines([row], [], [], [], TODAY)[0]


def test_the_course_and_what_was_said_to_the_organ_in_their_order():
	lines = facts.lines(
		[clock()],
		[{"on": datetime(2026, 3, 24, 9), "organ": "青禾县信访局"}],
		[
			{"done_on": datetime(2026, 3, 23, 9), "action": "Yellow Card"},
			{"done_on": datetime(2026, 3, 22, 9), "action": "Copy to Leader"},
		],
		[{"from_on": datetime(2026, 3, 5, 10), "organ": "柳桥镇人民政府"}],
		TODAY,
	)
	assert lines[1:] == [
		"2026年3月5日起由柳桥镇人民政府办理。",
		"2026年3月23日黄牌警示；2026年3月24日青禾县信访局催办。",
	]


def test_nothing_to_tell():
	assert facts.lines([], [], [], [], TODAY) == []
