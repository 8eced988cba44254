"""One line of the health page: what was looked at, how it stands, and what to do about it.

Rule: a line says its state in a word, never by colour alone; a line that is not fine says what to do. Lines carry
numbers, times and names of programs, and nothing of any case.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

FINE, ATTENTION, FAULT = "Fine", "Attention", "Fault"
_RANK = {FINE: 0, ATTENTION: 1, FAULT: 2}


@dataclass(frozen=True)
class Line:
	"""`key` is for machines; `group`, `title`, `said` and `todo` are already in the reader's language."""

	key: str
	group: str
	title: str
	state: str
	said: str
	todo: str = ""

	def as_dict(self) -> dict:
		"""Return the line as plain data."""
		return asdict(self)


def worst(states: Iterable[str]) -> str:
	"""Return the worst of `states`; fine when there is none."""
	return max(states, key=_RANK.__getitem__, default=FINE)


def is_up(lines: Iterable[Line]) -> bool:
	"""Return what a monitor is told: no line is a fault. What only wants attention wakes nobody at night."""
	return worst(line.state for line in lines) != FAULT
