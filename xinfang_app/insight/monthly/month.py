"""One calendar month, in the site's time zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import frappe
from frappe import _

from xinfang_app.insight.monthly.errors import NoMonth

_TEXT = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, order=True)
class Month:
	"""A month by year and number (1 to 12); months compare and sort by time."""

	year: int
	number: int

	@classmethod
	def of(cls, day: date) -> "Month":
		"""Return the month in which `day` (a date or a moment) lies."""
		return cls(day.year, day.month)

	@classmethod
	def parse(cls, text: str | None) -> "Month":
		"""Return the month written as "2026-03". Raises NoMonth."""
		found = _TEXT.fullmatch((text or "").strip())
		year, number = (int(found[1]), int(found[2])) if found else (0, 0)
		if not (1900 < year < 2200 and 1 <= number <= 12):
			frappe.throw(_("{0} is no month; write it like 2026-03.").format(text or "—"), NoMonth)
		return cls(year, number)

	@property
	def first(self) -> date:
		return date(self.year, self.number, 1)

	@property
	def last(self) -> date:
		return self.next.first - timedelta(days=1)

	@property
	def begin(self) -> datetime:
		"""The first moment of the month."""
		return datetime.combine(self.first, time.min)

	@property
	def end(self) -> datetime:
		"""The first moment that no longer belongs to it."""
		return self.next.begin

	@property
	def next(self) -> "Month":
		return Month(self.year + self.number // 12, self.number % 12 + 1)

	@property
	def previous(self) -> "Month":
		return Month.of(self.first - timedelta(days=1))

	@property
	def year_before(self) -> "Month":
		return Month(self.year - 1, self.number)

	@property
	def label(self) -> str:
		"""The month in words: 2026年3月."""
		return _("month {1} of {0}").format(self.year, self.number)

	def __str__(self) -> str:
		return f"{self.year:04d}-{self.number:02d}"
