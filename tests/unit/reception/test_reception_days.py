"""On which days leaders receive, and whose turn it is: over the New Year, make-up days, rest days, moved dates."""

from datetime import date, timedelta

import pytest

from xinfang_app.deadline.days import PUBLISHED, Days
from xinfang_app.reception.leaders import days


def of(month, pattern, calendar=PUBLISHED, **values):
	return [str(one.day) for one in days.of_month(days.month_of(month), pattern, calendar, **values)]


def test_each_working_day_counts_the_make_up_days_of_the_new_year():
	january = of("2026-01", days.EACH)
	# 1 to 3 January are off, Sunday the 4th is worked.
	assert january[:3] == ["2026-01-04", "2026-01-05", "2026-01-06"]
	february = of("2026-02", days.EACH)
	assert {"2026-02-14", "2026-02-28"} <= set(february) and "2026-02-16" not in february


def test_dates_in_five_and_nought_move_on_over_the_new_year():
	found = days.of_month(date(2026, 2, 1), days.DIGITS, PUBLISHED, digits=(5, 0))
	# 02-15 and 02-20 both lie in the Spring Festival: one day comes of the two.
	assert [(str(one.nominal), str(one.day)) for one in found] == [
		("2026-02-05", "2026-02-05"),
		("2026-02-10", "2026-02-10"),
		("2026-02-15", "2026-02-24"),
		("2026-02-25", "2026-02-25"),
	]
	assert of("2026-05", days.DIGITS, digits=(0,))[-1] == "2026-06-01"


def test_a_year_not_published_yet_still_has_its_new_years_day():
	# 1 January 2031 is a Wednesday: certain to be off, the rest is provisional.
	assert of("2031-01", days.WEEKDAYS, weekdays=(3,))[0] == "2031-01-02"
	assert PUBLISHED.is_provisional(date(2031, 1, 2))


def test_a_year_entered_by_hand_is_followed():
	entered = Days(
		{date(2031, 1, 2): False, date(2031, 1, 3): False, date(2031, 1, 4): True}, frozenset({2031})
	)
	assert of("2031-01", days.EACH, entered)[0] == "2031-01-04"


def test_a_rest_day_is_moved_on_or_left_out():
	assert of("2026-05", days.WEEKDAYS, weekdays=(5,))[0] == "2026-05-06"
	assert of("2026-05", days.WEEKDAYS, weekdays=(5,), rest_days=days.LEFT_OUT)[0] == "2026-05-08"


@pytest.mark.parametrize("times", [1, 2, 4, 31])
def test_so_many_times_a_month_are_spread_over_working_days(times):
	found = of("2026-03", days.TIMES, times=times)
	assert len(found) == len(set(found)) == min(times, 22)
	assert all(PUBLISHED.is_workday(date.fromisoformat(day)) for day in found)


def turns(number, people, fixed=None, last=None, away=()):
	first = date(2026, 3, 2)
	held_on = [first + timedelta(days=at) for at in range(number)]
	return days.turns(held_on, people, fixed or {}, last, lambda person, day: (person, day) not in away)


def test_turns_go_on_from_the_month_before():
	assert turns(4, ["a", "b", "c"], last="b") == ["c", "a", "b", "c"]
	assert turns(2, ["a", "b"], last="gone") == ["a", "b"]


def test_who_is_set_for_a_weekday_always_comes_on_it_and_takes_no_turn():
	# 2 March 2026 is a Monday.
	assert turns(8, ["top", "a", "b"], fixed={1: "top"}) == ["top", "a", "b", "a", "b", "a", "b", "top"]


def test_who_is_not_in_post_is_passed_over_and_nobody_leaves_a_gap():
	away = {("a", date(2026, 3, 2)), ("top", date(2026, 3, 2))}
	assert turns(3, ["a", "b"], away=away) == ["b", "a", "b"]
	assert turns(1, ["top"], fixed={1: "top"}, away=away) == [None]


@pytest.mark.parametrize("text", ["11", "x", "-1"])
def test_a_digit_is_a_digit(text):
	with pytest.raises(ValueError):
		days.numbers(text, 0, 9)


def test_digits_are_read_with_chinese_commas():
	assert days.numbers("5，0、5", 0, 9) == [5, 0]
