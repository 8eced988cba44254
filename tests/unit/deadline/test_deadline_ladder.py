"""When a duty is pressed: counted by the same calendar as its term, before it or after it, in office hours."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_app.deadline import catch_up, counting, ladder
from xinfang_app.deadline.days import PUBLISHED
from xinfang_app.deadline.ladder import Ladder, Planned, Step, Term


def step(basis, amount, unit="Calendar Day", action="Reminder", **more):
	return Step(more.pop("key", f"{basis}-{amount}-{unit}"), action, basis, amount, unit, **more)


def term(started="2026-03-02 10:00", length=15) -> Term:
	begun = datetime.fromisoformat(started)
	due = counting.due(begun.date(), length, "Calendar Day")
	return Term(begun, due.raw, due.rolled, counting.end_of(due.rolled), counting.last_record_of(due.rolled))


def when_of(one: Step, of: Term | None = None) -> list[str]:
	steps = Ladder((one,), time(8, 30), time(17, 30), one.basis == "After Start")
	return [f"{p.on:%m-%d %H:%M}" for p in ladder.moments(steps, of or term(), PUBLISHED)]


# 2026-03-02 + 15 = Tuesday 03-17; over for good at 24:00 of the second working day after it, 03-19.
@pytest.mark.parametrize(
	("one", "expected"),
	[
		(step("Before Due", 0), ["03-17 08:30"]),
		(step("Before Due", 3), ["03-13 08:30"]),
		(step("Before Due", 3, "Working Day"), ["03-12 08:30"]),
		(step("After Due", 0), ["03-18 08:30"]),
		(step("After Due", 0, office_hours=False), ["03-18 00:00"]),
		(step("After Due", 4, "Working Day"), ["03-23 08:30"]),
		(step("After Late", 0), ["03-20 08:30"]),
		(step("After Late", 1, "Working Day"), ["03-20 08:30"]),
		(step("After Start", 50, "Percent", office_hours=False), ["03-10 05:00"]),
		(step("After Start", 2, "Hour", office_hours=False), ["03-02 12:00"]),
		(step("Before Due", 2, "Hour", office_hours=False), ["03-17 22:00"]),
		(step("Before Due", 2, "Hour"), ["03-17 17:30"]),
		(step("After Due", 1, every=7, times=3), ["03-18 08:30", "03-25 08:30", "04-01 08:30"]),
		(step("Before Due", 5, every=2, times=9), ["03-12 08:30", "03-13 08:30", "03-16 08:30"]),
	],
)
def test_moments(one, expected):
	assert when_of(one) == expected


def test_a_warning_before_a_rest_day_comes_on_the_working_day_before():
	# 2026-04-01 + 60 = Sunday 05-31, moved on to Monday 06-01. One day before the Sunday is a Saturday.
	assert when_of(step("Before Due", 1), term("2026-04-01 09:00", 60)) == ["05-29 08:30"]


def test_a_step_in_spring_festival_waits_for_the_office_and_one_by_the_clock_does_not():
	# 2026-02-10 + 7 = 02-17, in the festival, moved on to 02-24.
	of = term("2026-02-10 09:00", 7)
	assert when_of(step("After Due", 0), of) == ["02-25 08:30"]
	assert when_of(step("After Start", 6, "Calendar Day"), of) == ["02-24 08:30"]
	assert when_of(step("After Start", 6, "Calendar Day", office_hours=False), of) == ["02-16 08:30"]


def test_what_lies_before_the_beginning_or_was_taken_does_not_come():
	steps = ladder.make([step("Before Due", 20), step("Before Due", 3)], time(8, 30), time(17, 30))
	planned = ladder.moments(steps, term(), PUBLISHED)
	due, following = ladder.taken(planned, term().started, None, datetime(2026, 3, 14))
	assert [one.step.amount for one in due] == [3] and following is None
	due, following = ladder.taken(planned, term().started, None, datetime(2026, 3, 5))
	assert due == [] and following == planned[1].on
	assert ladder.taken(planned, term().started, planned[1].on, datetime(2026, 4, 1)) == ([], None)


def test_a_ladder_is_stored_and_read_the_same():
	steps = ladder.make(
		[
			step(
				"After Due",
				1,
				every=7,
				times=3,
				whom=("officer",),
				options=(("cause", "D03"), ("term_days", 5)),
			)
		],
		time(9),
		time(17),
	)
	assert ladder.loads(ladder.dumps(steps)) == steps
	with pytest.raises((KeyError, TypeError, ValueError)):
		ladder.loads('{"steps": [{"nonsense": 1}]}')


def planned(action, day, key=None, occurrence=1):
	return Planned(
		datetime(2026, 3, day), step("After Due", day, action=action, key=key or action), occurrence
	)


def test_after_an_outage_an_organ_is_told_one_thing():
	due = [
		planned("Reminder", 1, "a"),
		planned("Reminder", 2, "b"),
		planned("Yellow Card", 3),
		planned("Red Card", 4),
		planned("Draft Supervision Letter", 5),
		planned("Urge", 6, occurrence=1),
		planned("Urge", 7, occurrence=2),
		planned("Raise Flag", 8),
	]
	got = [(one.planned.step.action, one.status, one.sends) for one in catch_up.judge(due)]
	assert got == [
		("Reminder", "Overtaken", False),
		("Reminder", "Overtaken", False),
		("Yellow Card", "Done", False),
		("Red Card", "Done", False),
		("Draft Supervision Letter", "Done", True),
		("Urge", "Overtaken", False),
		("Urge", "Done", True),
		("Raise Flag", "Done", True),
	]


@given(
	st.dates(date(2026, 1, 1), date(2027, 11, 1)),
	st.integers(1, 120),
	st.sampled_from(ladder.BASES),
	st.integers(0, 40),
	st.sampled_from(["Calendar Day", "Working Day", "Hour"]),
	st.integers(0, 9),
	st.booleans(),
)
def test_a_warning_never_comes_after_its_day_and_pressing_never_before(
	start, length, basis, amount, unit, every, office
):
	begun = datetime.combine(start, time(10))
	of = term(str(begun), length)
	one = step(basis, amount, unit, every=every, times=4, office_hours=office)
	for moment in ladder.moments(ladder.make([one], time(8, 30), time(17, 30)), of, PUBLISHED):
		if basis == "Before Due":
			assert moment.on <= counting.end_of(of.rolled)
		else:
			base = {"After Start": of.started, "After Due": of.due_at, "After Late": of.lost_at}[basis]
			assert moment.on >= base or moment.on.date() > base.date()
		if office:
			assert PUBLISHED.is_workday(moment.on.date()) and time(8, 30) <= moment.on.time() <= time(17, 30)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.integers(1, 60))
def test_any_rhythm_of_ticks_takes_each_step_once(hours, length):
	"""However often and late the job goes round, every step comes once and in order."""
	of = term(length=length)
	steps = ladder.make(
		[step("Before Due", 3), step("After Due", 0), step("After Late", 1, every=2, times=5)],
		time(8, 30),
		time(17, 30),
	)
	all_steps = [one for one in ladder.moments(steps, of, PUBLISHED) if one.on >= of.started]
	taken, after, now = [], None, of.started
	for pause in [*hours, 24 * 400]:
		now = now + (datetime(2026, 1, 2) - datetime(2026, 1, 1)) * pause / 24
		due, _following = ladder.taken(all_steps, of.started, after, now)
		taken += due
		after = now
	assert taken == all_steps
