"""The pure rules of leaders: spreading matters, days of duties and reports, quorum, notice; shipped duty sets."""

from datetime import date

from xinfang_app.access.watch_words import WORDS
from xinfang_app.leadership import duty_sets
from xinfang_app.leadership.conference import bodies, calling
from xinfang_app.leadership.owning import approving, loads, proposing


def test_thirty_six_matters_to_twelve_leaders_are_three_each():
	given = loads.spread([f"m{n}" for n in range(36)], {f"l{n}": 0 for n in range(12)})
	assert sorted(list(given.values()).count(f"l{n}") for n in range(12)) == [3] * 12


def test_whoever_has_the_fewest_comes_first():
	assert loads.spread(["m1", "m2", "m3"], {"a": 2, "b": 0}) == {"m1": "b", "m2": "b", "m3": "a"}
	assert loads.spread(["m1"], {}) == {}


def test_a_duty_is_due_so_many_days_on_and_never_after_the_term():
	start, end = date(2026, 3, 26), date(2026, 6, 30)
	assert duty_sets.day_of(7, start, end) == date(2026, 4, 2)
	assert duty_sets.day_of(0, start, end) == end
	assert duty_sets.day_of(200, start, end) == end


def test_the_next_report_lies_ahead():
	assert approving.next_report(date(2026, 1, 31), date(2026, 1, 31)) == date(2026, 2, 28)
	assert approving.next_report(date(2026, 1, 15), date(2026, 4, 15)) == date(2026, 5, 15)


def test_quorum_and_notice():
	assert [bodies.quorum(n, 50) for n in (1, 2, 3, 4, 5)] == [1, 2, 2, 3, 3]
	assert bodies.quorum(9, 66) == 6 and bodies.quorum(9, 67) == 7 and bodies.quorum(4, 100) == 4
	assert calling.earliest(date(2026, 4, 1), 3) == date(2026, 4, 4)


def test_one_key_for_the_house_and_one_for_each_tier_above():
	assert proposing.live_key("p", "here") != proposing.live_key("p", "Provincial")


def test_no_shipped_duty_is_about_keeping_people_quiet():
	sets = duty_sets.sets()
	assert {"五包", "四定三包", "三定一包", "四定", "三包"} <= {row["title"] for row in sets}
	text = str(sets)
	assert not [word for word in (*WORDS, "稳定", "息诉") if word in text]
	assert sum(row["is_default"] for row in sets) == 1
	assert all(duty["duty"] and duty["meaning"] for row in sets for duty in row["duties"])
