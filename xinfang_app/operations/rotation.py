"""Which backups are kept. Pure.

Rule: of the backups of one site stay the newest of each of the last 7 days, 4 weeks and 12 months on which there was
one, counted from the newest backup and not from today: where none was made for a year, nothing is thrown away. The
five newest always stay: one made before an update outlives the one made after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

NEWEST = 5


@dataclass(frozen=True)
class Keep:
	"""How many days, weeks and months."""

	daily: int = 7
	weekly: int = 4
	monthly: int = 12

	@classmethod
	def parse(cls, text: str) -> "Keep":
		"""Return what `7,4,12` says. Raises ValueError for anything else."""
		parts = [int(part) for part in text.split(",")]
		if len(parts) != 3 or parts[0] < 1 or min(parts) < 0:
			raise ValueError(text)
		return cls(*parts)


def kept(moments: Iterable[datetime], keep: Keep = Keep()) -> set[datetime]:
	"""Return those of `moments` whose backups stay."""
	newest_first = sorted(set(moments), reverse=True)
	stay = set(newest_first[:NEWEST])
	for number, period in (
		(keep.daily, lambda moment: moment.date()),
		(keep.weekly, lambda moment: moment.isocalendar()[:2]),
		(keep.monthly, lambda moment: (moment.year, moment.month)),
	):
		newest_of: dict = {}
		for moment in newest_first:
			newest_of.setdefault(period(moment), moment)
		stay.update(list(newest_of.values())[:number])
	return stay
