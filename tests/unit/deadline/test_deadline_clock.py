"""One clock: lateness, records made too late, pauses, extension, reopening, and the laws all of them keep."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from xinfang_app.deadline import clock as clocks
from xinfang_app.deadline import counting
from xinfang_app.deadline.clock import ClockError, Moment
from xinfang_app.deadline.days import PUBLISHED, Days


def on(day: str, recorded: str | None = None, trusted: bool = False) -> Moment:
	occurred = datetime.fromisoformat(f"{day} 10:00" if len(day) == 10 else day)
	entered = datetime.fromisoformat(f"{recorded} 16:00") if recorded else occurred
	return Moment(occurred, entered, trusted)


def begun(day: str, length: int = 60, unit: str = counting.CALENDAR_DAY, **more) -> clocks.Clock:
	return clocks.start(on(day), length, unit, True, **more)


def test_served_on_day_62_is_late_though_issued_on_day_59():
	n06 = begun("2026-03-12")
	assert n06.due(PUBLISHED).rolled == date(2026, 5, 11)
	ended = clocks.end(n06, on("2026-05-13"), PUBLISHED)
	assert (ended.state, ended.was_late, ended.late_by_record) == ("Late Met", True, False)


def test_the_last_day_is_in_time_until_midnight():
	ended = clocks.end(begun("2026-03-12"), on("2026-05-11 23:59"), PUBLISHED)
	assert (ended.state, ended.was_late) == ("Met", False)


def test_a_record_of_the_next_working_days_is_ordinary():
	# Served on Monday the 11th, entered on Wednesday: on time, and no job may have marked it before.
	n06 = begun("2026-03-12")
	assert not n06.is_lost(datetime(2026, 5, 13, 23, 59), PUBLISHED)
	ended = clocks.end(n06, on("2026-05-11", "2026-05-13"), PUBLISHED)
	assert (ended.state, ended.was_late, ended.late_by_record) == ("Met", False, False)


def test_backdating_alone_never_turns_late_into_on_time():
	n06 = begun("2026-03-12")
	ended = clocks.end(n06, on("2026-05-08", "2026-05-14"), PUBLISHED)
	assert (ended.state, ended.was_late, ended.late_by_record) == ("Met", True, True)


def test_backdating_within_the_term_costs_nothing():
	ended = clocks.end(begun("2026-03-12"), on("2026-04-01", "2026-04-20"), PUBLISHED)
	assert (ended.state, ended.was_late) == ("Met", False)


def test_a_moment_set_by_law_is_no_backdating():
	n04 = begun("2026-03-05", 15)
	ended = clocks.end(n04, on("2026-03-20", "2026-04-20", trusted=True), PUBLISHED)
	assert (ended.state, ended.was_late) == ("Met", False)


def test_what_the_job_marks_is_what_the_end_would_say_anyway():
	n06 = begun("2026-03-12")
	assert n06.is_lost(datetime(2026, 5, 14, 0, 0), PUBLISHED)
	for day in ("2026-05-11", "2026-05-14"):
		assert clocks.end(n06, on(day, "2026-05-14"), PUBLISHED).was_late


def test_an_extension_entered_too_late_leaves_the_clock_late():
	n06 = begun("2026-03-12")
	extended = clocks.extend(n06, 30, 30, on("2026-05-08", "2026-05-20"), PUBLISHED)
	assert extended.due(PUBLISHED).rolled == date(2026, 6, 10)
	assert extended.was_late
	assert clocks.end(extended, on("2026-05-25"), PUBLISHED).was_late


def test_extension_once_within_the_limit_and_before_the_end():
	n06 = begun("2026-04-01")
	extended = clocks.extend(n06, 30, 30, on("2026-06-01"), PUBLISHED)
	assert extended.due(PUBLISHED) == (date(2026, 6, 30), date(2026, 6, 30), False)
	assert not extended.was_late
	for broken in (
		lambda: clocks.extend(extended, 1, 30, on("2026-06-02"), PUBLISHED),
		lambda: clocks.extend(n06, 31, 30, on("2026-05-01"), PUBLISHED),
		lambda: clocks.extend(n06, 0, 30, on("2026-05-01"), PUBLISHED),
		lambda: clocks.extend(n06, 30, 30, on("2026-06-02"), PUBLISHED),
	):
		with pytest.raises(ClockError):
			broken()


def test_hearing_days_of_a_re_review_are_not_counted():
	n12 = begun("2026-12-08", 30)
	paused = clocks.pause(n12, on("2026-12-14"), PUBLISHED)
	resumed = clocks.resume(paused, on("2026-12-17"), PUBLISHED)
	assert resumed.due(PUBLISHED) == (date(2027, 1, 10), date(2027, 1, 11), True)


def test_working_days_of_a_pause_are_not_counted():
	n15 = begun("2026-06-18", 10, counting.WORKING_DAY)
	resumed = clocks.resume(clocks.pause(n15, on("2026-06-18"), PUBLISHED), on("2026-06-23"), PUBLISHED)
	# 19–21 June are the festival, 22 and 23 are worked: two working days later.
	assert n15.due(PUBLISHED).rolled == date(2026, 7, 3)
	assert resumed.due(PUBLISHED).rolled == date(2026, 7, 7)


def test_hours_are_counted_by_the_clock():
	hours = begun("2026-03-02 10:00", 2, counting.HOUR)
	assert hours.due_at(PUBLISHED) == datetime(2026, 3, 2, 12, 0)
	paused = clocks.pause(hours, on("2026-03-02 10:30"), PUBLISHED)
	resumed = clocks.resume(paused, on("2026-03-02 11:00"), PUBLISHED)
	assert resumed.due_at(PUBLISHED) == datetime(2026, 3, 2, 12, 30)
	assert clocks.end(resumed, on("2026-03-02 12:31"), PUBLISHED).was_late


def test_another_pathway_stops_the_clock_and_a_refusal_lets_it_run_on():
	n06 = begun("2026-03-12")
	away = clocks.suspend(n06, on("2026-04-01"), PUBLISHED)
	assert (away.state, away.was_late) == ("Stopped", False)
	back = clocks.resume(away, on("2026-05-20"), PUBLISHED)
	assert back.state == "Running"
	assert back.due(PUBLISHED).raw == date(2026, 5, 11) + timedelta(days=49)


def test_a_way_out_taken_too_late_stays_late():
	away = clocks.suspend(begun("2026-03-12"), on("2026-05-12"), PUBLISHED)
	assert clocks.resume(away, on("2026-05-20"), PUBLISHED).was_late


def test_a_return_keeps_the_first_due_date():
	# G9: received 06-08, transferred 06-09, given back 06-15, transferred again 06-17.
	n02 = begun("2026-06-08", 15)
	disposed = clocks.end(n02, on("2026-06-09"), PUBLISHED)
	again = clocks.reopen(disposed, on("2026-06-15"), PUBLISHED)
	assert (again.state, again.due(PUBLISHED).rolled) == ("Running", date(2026, 6, 23))
	assert clocks.end(again, on("2026-06-17"), PUBLISHED).state == "Met"
	assert clocks.end(again, on("2026-06-24"), PUBLISHED).state == "Late Met"
	assert clocks.reopen(again, on("2026-06-16"), PUBLISHED) == again


def test_what_was_late_stays_late_through_reopening():
	late = clocks.end(begun("2026-03-02", 15), on("2026-03-18"), PUBLISHED)
	again = clocks.reopen(late, on("2026-03-19"), PUBLISHED)
	assert clocks.end(again, on("2026-03-20"), PUBLISHED).was_late


def test_a_right_lapses_and_is_never_late():
	n05 = begun("2026-06-10", 5, counting.WORKING_DAY, kind="Window")
	assert clocks.end(n05, on("2026-06-17"), PUBLISHED).state == "Met"
	lapsed = clocks.end(n05, on("2026-06-18"), PUBLISHED)
	assert (lapsed.state, lapsed.was_late) == ("Lapsed", False)


def test_an_objection_on_0616_receipt_may_come_until_0624():
	assert begun("2026-06-16", 5, counting.WORKING_DAY, kind="Window").due(PUBLISHED).rolled == date(
		2026, 6, 24
	)


def test_the_organs_right_is_not_saved_by_a_late_record_the_citizens_is():
	n09 = begun("2026-04-28", 30, kind="Window")
	lost = clocks.lose(n09)
	assert lost.state == "Lapsed"
	posted = on("2026-05-28", "2026-06-10", trusted=True)
	assert clocks.end(lost, posted, PUBLISHED).state == "Met"
	entered = on("2026-05-28", "2026-06-10")
	assert clocks.end(lost, entered, PUBLISHED).state == "Lapsed"


def test_an_assigned_date_stands_as_set():
	n08 = clocks.start(on("2026-07-06"), 0, counting.ABSOLUTE_DATE, False, absolute=date(2026, 10, 3))
	assert n08.due(PUBLISHED) == (date(2026, 10, 3), date(2026, 10, 3), False)
	with pytest.raises(ClockError):
		clocks.start(on("2026-07-06"), 0, counting.ABSOLUTE_DATE, False)
	with pytest.raises(ClockError):
		clocks.start(on("2026-07-06"), 0, counting.ABSOLUTE_DATE, False, absolute=date(2026, 7, 5))


def test_nothing_happens_before_what_came_before():
	n06 = begun("2026-03-12")
	with pytest.raises(ClockError):
		clocks.end(n06, on("2026-03-11"), PUBLISHED)
	assert clocks.end(n06, on("2026-03-12 08:00"), PUBLISHED).state == "Met"  # the paper bears a date only
	resumed = clocks.resume(clocks.suspend(n06, on("2026-04-01"), PUBLISHED), on("2026-04-20"), PUBLISHED)
	with pytest.raises(ClockError):
		clocks.end(resumed, on("2026-04-10"), PUBLISHED)


def test_an_ended_clock_takes_nothing_more():
	ended = clocks.end(begun("2026-03-12"), on("2026-03-20"), PUBLISHED)
	for broken in (
		lambda: clocks.end(ended, on("2026-03-21"), PUBLISHED),
		lambda: clocks.pause(ended, on("2026-03-21"), PUBLISHED),
		lambda: clocks.resume(ended, on("2026-03-21"), PUBLISHED),
		lambda: clocks.extend(ended, 1, 30, on("2026-03-21"), PUBLISHED),
	):
		with pytest.raises(ClockError):
			broken()


class Life(RuleBasedStateMachine):
	"""Any order of happenings to one clock, compared with a diary that counts days one by one."""

	@initialize(
		start=st.dates(date(2025, 1, 1), date(2026, 6, 30)),
		length=st.integers(1, 90),
		unit=st.sampled_from([counting.CALENDAR_DAY, counting.WORKING_DAY]),
		roll=st.booleans(),
		kind=st.sampled_from([clocks.DUTY, clocks.WINDOW]),
	)
	def begin(self, start, length, unit, roll, kind):
		self.now = datetime(start.year, start.month, start.day, 9)
		self.clock = clocks.start(Moment(self.now, self.now), length, unit, roll, kind=kind)
		self.away: set[date] = set()
		self.last_due = self.clock.due(PUBLISHED).rolled
		self.late = False

	def _counts(self, day: date) -> bool:
		return self.clock.unit == counting.CALENDAR_DAY or PUBLISHED.is_workday(day)

	def _moment(self) -> Moment:
		return Moment(self.now, self.now)

	def _do(self, function, *args, **more):
		self.clock = function(self.clock, *args, **more)

	@rule(number=st.integers(0, 20))
	def days_pass(self, number):
		for _day in range(number):
			self.now += timedelta(days=1)
			if self.clock.away_since:
				self.away.add(self.now.date())

	@precondition(lambda self: self.clock.state == clocks.RUNNING)
	@rule(suspend=st.booleans())
	def go_away(self, suspend):
		self._do(clocks.suspend if suspend else clocks.pause, self._moment(), PUBLISHED)

	@precondition(lambda self: self.clock.away_since is not None)
	@rule()
	def come_back(self):
		self._do(clocks.resume, self._moment(), PUBLISHED)

	@precondition(
		lambda self: (
			self.clock.state == clocks.RUNNING
			and not self.clock.extension
			and not self.clock.is_past(self.now, PUBLISHED)
		)
	)
	@rule(number=st.integers(1, 30))
	def be_extended(self, number):
		self._do(clocks.extend, number, 30, self._moment(), PUBLISHED)

	@precondition(lambda self: self.clock.state in clocks.LIVE)
	@rule(met=st.booleans())
	def end(self, met):
		self._do(clocks.end, self._moment(), PUBLISHED, met=met)

	@precondition(
		lambda self: self.clock.state not in (*clocks.LIVE, clocks.CANCELLED) and not self.clock.away_since
	)
	@rule()
	def be_reopened(self):
		self._do(clocks.reopen, self._moment(), PUBLISHED)

	@invariant()
	def no_time_is_lost_or_doubled(self):
		"""From the day after the start, tick off each counted day not spent away: the term ends with the last one."""
		if not hasattr(self, "clock") or self.clock.away_since:
			return
		left = self.clock.length + self.clock.extension
		day = self.clock.started.date()
		while left > 0:
			day += timedelta(days=1)
			if self._counts(day) and day not in self.away:
				left -= 1
		away_counted = sum(self._counts(d) for d in self.away)
		assert self.clock.excluded == away_counted
		raw = self.clock.due(PUBLISHED).raw
		# Who goes away on the last day keeps the rest of it: then the days away lie behind the diary's last day.
		if all(d <= day for d in self.away):
			assert raw == day

	@invariant()
	def the_due_date_never_moves_back(self):
		if hasattr(self, "clock"):
			due = self.clock.due(PUBLISHED).rolled
			assert due >= self.last_due
			self.last_due = due

	@invariant()
	def late_stays_late(self):
		if hasattr(self, "clock"):
			assert self.clock.was_late or not self.late
			self.late = self.clock.was_late
			assert not (self.late and self.clock.kind == clocks.WINDOW)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_rest_days_after_the_two_working_days_still_take_an_ordinary_record():
	clock = begun("2026-03-02", 30)
	assert clock.due(PUBLISHED).rolled == date(2026, 4, 1)
	# 2 and 3 April are working days, 4 to 6 April 清明.
	for day in ("2026-04-04", "2026-04-06 23:59"):
		assert not clock.is_lost(on(day).recorded, PUBLISHED)
	assert clock.is_lost(datetime(2026, 4, 7), PUBLISHED)


@settings(deadline=None)
@given(
	occurred=st.dates(date(2026, 3, 2), date(2026, 6, 30)),
	gap=st.integers(0, 40),
	marked=st.booleans(),
)
def test_the_verdict_does_not_depend_on_the_job(occurred, gap, marked):
	"""Whether the job has marked the clock before the step was entered changes nothing."""
	start = clocks.start(
		Moment(datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 9)), 30, counting.CALENDAR_DAY, True
	)
	happened = datetime(occurred.year, occurred.month, occurred.day, 9)
	recorded = happened + timedelta(days=gap)
	seen = clocks.lose(start) if marked and start.is_lost(recorded, PUBLISHED) else start
	moment = Moment(happened, recorded)
	assert clocks.end(seen, moment, PUBLISHED).was_late == clocks.end(start, moment, PUBLISHED).was_late


@settings(deadline=None)
@given(
	start=st.dates(date(2025, 1, 1), date(2026, 10, 1)), length=st.integers(1, 90), more=st.integers(0, 30)
)
def test_a_longer_term_never_ends_earlier(start, length, more):
	for unit in (counting.CALENDAR_DAY, counting.WORKING_DAY):
		shorter = counting.due(start, length, unit)
		longer = counting.due(start, length + more, unit)
		assert shorter.raw <= longer.raw and shorter.rolled <= longer.rolled
		assert shorter.rolled >= shorter.raw > start
		assert PUBLISHED.is_workday(shorter.rolled)


def test_a_changed_calendar_counts_from_the_start_again():
	n12 = begun("2026-12-08", 33)
	assert n12.due(PUBLISHED) == (date(2027, 1, 10), date(2027, 1, 11), True)
	arrived = Days({date(2027, 1, 11): False}, frozenset({2027}))
	assert n12.due(arrived) == (date(2027, 1, 10), date(2027, 1, 12), False)
	assert replace(n12, extension=1).due(arrived).raw == date(2027, 1, 11)
