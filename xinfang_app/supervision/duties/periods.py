"""Periods of duties that come again, and the days set for them. Pure.

Rule. A Deadline Rule with `recurs` binds organs once in every working day, week (from Monday), month, quarter, half year
or year. A duty of a period is done within it, so it is due on the last working day of the period. Where
`recurs_day` names last digits of dates ("5,0": every date that ends in 5 or 0, DOMAIN L06), those dates are the days set
for it, each moved on to the next working day, and the last of them is the day it is due.
"""

from datetime import date, timedelta
from typing import NamedTuple

from xinfang_app.deadline import counting
from xinfang_app.deadline.days import Days

WORKING_DAY, WEEK, MONTH, QUARTER, HALF_YEAR, YEAR = (
	"Working Day",
	"Week",
	"Month",
	"Quarter",
	"Half Year",
	"Year",
)
MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}


class Period(NamedTuple):
	"""One period: how it is called, its first and last day."""

	key: str
	begin: date
	end: date


def of(recurs: str, day: date, days: Days) -> Period | None:
	"""Return the period of `recurs` in which `day` lies; None on a rest day for a duty of working days."""
	if recurs == WORKING_DAY:
		return Period(str(day), day, day) if days.is_workday(day) else None
	if recurs == WEEK:
		begin = day - timedelta(days=day.weekday())
		year, week, _weekday = day.isocalendar()
		return Period(f"{year}-W{week:02d}", begin, begin + timedelta(days=6))
	length = MONTHS.get(recurs)
	if not length:
		return None
	first = (day.month - 1) // length * length + 1
	begin = date(day.year, first, 1)
	after = date(day.year + (first + length > 12), (first + length - 1) % 12 + 1, 1)
	return Period(_key(recurs, day.year, first), begin, after - timedelta(days=1))


def _key(recurs: str, year: int, first: int) -> str:
	return {
		MONTH: f"{year}-{first:02d}",
		QUARTER: f"{year}-Q{(first - 1) // 3 + 1}",
		HALF_YEAR: f"{year}-H{(first - 1) // 6 + 1}",
		YEAR: str(year),
	}[recurs]


def set_days(period: Period, ending_in: str | None, days: Days) -> list[date]:
	"""Return the days set for a duty, moved on over rest days, each once; empty where none are set."""
	digits = {
		part.strip() for part in (ending_in or "").replace("\uff0c", ",").split(",") if part.strip().isdigit()
	}
	if not digits:
		return []
	found, day = [], period.begin
	while day <= period.end:
		if str(day.day)[-1] in digits:
			found.append(counting.next_workday(day, days))
		day += timedelta(days=1)
	return list(dict.fromkeys(found))


def due(period: Period, ending_in: str | None, days: Days) -> date:
	"""Return the day on which a duty of `period` is due: the last day set for it, else its last working day."""
	chosen = set_days(period, ending_in, days)
	if chosen:
		return chosen[-1]
	day = period.end
	while day > period.begin and not days.is_workday(day):
		day -= timedelta(days=1)
	return day if days.is_workday(day) else period.end
