"""How days are counted: the vectors of the domain sheet, each with the reason it stands there for."""

from datetime import date

import pytest

from xinfang_app.deadline import counting
from xinfang_app.deadline.days import PUBLISHED, Days

CALENDAR, WORKING = counting.CALENDAR_DAY, counting.WORKING_DAY


@pytest.mark.parametrize(
	("start", "length", "unit", "raw", "rolled", "why"),
	[
		("2026-03-02", 15, CALENDAR, "2026-03-17", "2026-03-17", "T1 plain"),
		("2026-09-18", 15, CALENDAR, "2026-10-03", "2026-10-08", "T2 ends in National Day week"),
		(
			"2026-02-12",
			5,
			WORKING,
			"2026-02-26",
			"2026-02-26",
			"T3 make-up workday 02-14, then nine days off",
		),
		("2026-09-28", 5, WORKING, "2026-10-10", "2026-10-10", "T4 ends on a make-up Saturday"),
		("2026-04-01", 60, CALENDAR, "2026-05-31", "2026-06-01", "T5 ends on a Sunday"),
		("2026-04-01", 90, CALENDAR, "2026-06-30", "2026-06-30", "T6 60+30 from the start"),
		("2026-01-31", 30, CALENDAR, "2026-03-02", "2026-03-02", "T7 month ends"),
		("2026-06-16", 5, WORKING, "2026-06-24", "2026-06-24", "T8 Dragon Boat Festival"),
		("2026-09-04", 15, CALENDAR, "2026-09-19", "2026-09-20", "Saturday moves to a Sunday that is worked"),
		("2026-01-30", 15, CALENDAR, "2026-02-14", "2026-02-14", "a Saturday that is worked does not move"),
		("2026-05-20", 30, CALENDAR, "2026-06-19", "2026-06-22", "G1 review over the Dragon Boat Festival"),
		("2026-03-20", 15, CALENDAR, "2026-04-04", "2026-04-07", "G4 over the Qingming Festival"),
		("2026-07-13", 60, CALENDAR, "2026-09-11", "2026-09-11", "G10 handling"),
		("2026-07-13", 90, CALENDAR, "2026-10-11", "2026-10-12", "G10 extended, ends on a Sunday"),
		("2026-06-18", 10, WORKING, "2026-07-03", "2026-07-03", "G9 simplified track"),
		("2026-10-09", 30, CALENDAR, "2026-11-08", "2026-11-09", "G10 window for review"),
	],
)
def test_vectors(start, length, unit, raw, rolled, why):
	due = counting.due(date.fromisoformat(start), length, unit)
	assert (due.raw.isoformat(), due.rolled.isoformat()) == (raw, rolled), why
	assert not due.provisional


def test_the_longest_regular_path_is_240_days():
	assert sum((15, 15, 60, 30, 30, 30, 30, 30)) == 240
	day = date(2026, 1, 5)
	for length in (15, 15, 60 + 30, 30, 30, 30, 30):
		day = counting.due(day, length, CALENDAR, roll=False).raw
	assert (day - date(2026, 1, 5)).days == 240


def test_a_date_in_an_unpublished_year_is_provisional():
	due = counting.due(date(2026, 12, 8), 33, CALENDAR)
	assert (due.raw, due.rolled, due.provisional) == (date(2027, 1, 10), date(2027, 1, 11), True)
	assert counting.due(date(2026, 12, 8), 15, CALENDAR).provisional is False


def test_without_rolling_nothing_is_provisional():
	due = counting.due(date(2026, 12, 8), 33, CALENDAR, roll=False)
	assert (due.rolled, due.provisional) == (date(2027, 1, 10), False)


def test_new_year_is_a_rest_day_even_before_the_year_is_published():
	assert not PUBLISHED.is_workday(date(2027, 1, 1))
	assert counting.due(date(2026, 12, 17), 15, CALENDAR).rolled == date(2027, 1, 4)


def test_records_win_and_a_complete_year_is_no_longer_provisional():
	days = Days({date(2027, 1, 10): True, date(2026, 3, 17): False}, frozenset({2027}))
	assert counting.due(date(2026, 12, 8), 33, CALENDAR, days=days) == (
		date(2027, 1, 10),
		date(2027, 1, 10),
		False,
	)
	assert counting.due(date(2026, 3, 2), 15, CALENDAR, days=days).rolled == date(2026, 3, 18)


@pytest.mark.parametrize(
	("occurred", "recorded", "backdated"),
	[
		("2026-03-06", "2026-03-06", False),
		("2026-03-06", "2026-03-10", False),  # Friday to Tuesday: two working days
		("2026-03-06", "2026-03-11", True),
		("2026-02-14", "2026-02-25", False),  # nine rest days lie between
		("2026-02-14", "2026-02-26", True),
	],
)
def test_two_working_days_are_an_ordinary_record(occurred, recorded, backdated):
	assert counting.is_backdated(date.fromisoformat(occurred), date.fromisoformat(recorded)) is backdated


def test_hours_have_no_day():
	with pytest.raises(ValueError):
		counting.due(date(2026, 3, 2), 2, counting.HOUR)
