"""Which days are working days, as far as the published arrangements say.

Rule: the State Council publishes each year's holidays and make-up workdays (调休) in the autumn before; the package
`chinese_calendar` carries them as data. For a year it does not know yet, only what the law on public holidays fixes
by the solar calendar is certain (元旦, 劳动节, 国庆节); weekends are taken as rest days, and every answer about that year
is provisional. Pure module: what an admin has entered comes in through `calendar.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import chinese_calendar

#: 全国年节及纪念日放假办法 (2024): rest days with a fixed solar date.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@cache
def _published_year(year: int) -> bool:
	"""Whether the arrangement of `year` is known; asked for every day that a term passes over."""
	try:
		chinese_calendar.is_workday(date(year, 1, 1))
	except NotImplementedError:
		return False
	return True


@cache
def _published(day: date) -> bool:
	"""What the published arrangement says of `day`: the package looks through all its years at each question."""
	return chinese_calendar.is_workday(day)


@dataclass(frozen=True)
class Days:
	"""A working calendar: the published one, changed by `records` (date → is it a workday).

	`complete_years`: years whose arrangement somebody has entered completely as records.
	"""

	records: Mapping[date, bool] = field(default_factory=dict)
	complete_years: frozenset[int] = frozenset()

	def is_workday(self, day: date) -> bool:
		"""Return whether `day` is a working day; for a year not published yet, as far as is known."""
		if day in self.records:
			return self.records[day]
		if _published_year(day.year):
			return _published(day)
		return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS

	def is_provisional(self, day: date) -> bool:
		"""Return whether the answer about `day` may still change because its year is not published."""
		return not _published_year(day.year) and day.year not in self.complete_years


PUBLISHED = Days()
