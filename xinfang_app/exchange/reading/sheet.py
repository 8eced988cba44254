"""A list as it was read: rows of cells with their places, whatever program wrote it.

Rule: nothing is guessed away. A cell whose value cannot be known (a formula that was never calculated, an error of the
sheet) stays in its row as a `Fault`, so that the row can be named. A merged cell gives its value to every cell it
covers; which cells got theirs in this way is remembered, for a number that was filled down marks a further line of the
same matter. What is absurd in size is refused before it is unpacked.
"""

from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024
#: A list of 5,000 matters with their texts is about 3 MB.
MAX_BYTES = 20 * MEGABYTE
MAX_ROWS = 20_000
MAX_COLUMNS = 120
#: The longest text that Excel keeps in one cell.
MAX_TEXT = 32_767
#: So many empty rows end a sheet; some programs format a sheet down to its last row.
GAP = 2_000


class ReadingError(ValueError):
	"""The file cannot be read as a list. `text` is an English sentence with {0}… for `values`."""

	def __init__(self, text: str, *values):
		super().__init__(text.format(*values))
		self.text = text
		self.values = values


@dataclass(frozen=True)
class Fault:
	"""A cell without a value: `kind` "formula" (never calculated; `text` is the formula) or "error" (`text`: #N/A …)."""

	kind: str
	text: str


@dataclass
class Sheet:
	"""One sheet: its rows that hold anything, each with its number as the program counts it (from 1)."""

	title: str
	rows: list[tuple[int, list]] = field(default_factory=list)
	filled: set[tuple[int, int]] = field(default_factory=set)
	"""(row number, column index from 0) of cells that have their value from a merged cell above or beside."""

	def add(self, number: int, cells: list) -> None:
		"""Append the row `number` unless it is empty. Raises ReadingError beyond the limits."""
		while cells and is_empty(cells[-1]):
			cells.pop()
		if not cells:
			return
		if len(cells) > MAX_COLUMNS:
			raise ReadingError("The sheet has more than {0} columns.", MAX_COLUMNS)
		if len(self.rows) >= MAX_ROWS:
			raise ReadingError("The sheet has more than {0} rows. Please split the list.", MAX_ROWS)
		for cell in cells:
			if isinstance(cell, str) and len(cell) > MAX_TEXT:
				raise ReadingError("Row {0} holds a text of more than {1} characters.", number, MAX_TEXT)
		self.rows.append((number, cells))

	def spread(self, ranges: list[tuple[int, int, int, int]]) -> None:
		"""Give every cell of the merged `ranges` (first row, last row, first column, last column; columns from 0) its value."""
		rows = dict(self.rows)
		for top, bottom, left, right in ranges:
			first = rows.get(top)
			value = first[left] if first and left < len(first) else None
			if is_empty(value) or right >= MAX_COLUMNS:
				continue
			for number in range(top, min(bottom, top + MAX_ROWS) + 1):
				cells = rows.get(number)
				if cells is None:
					continue
				cells.extend([None] * (right + 1 - len(cells)))
				for column in range(left, right + 1):
					if (number, column) != (top, left):
						cells[column] = value
						self.filled.add((number, column))


def is_empty(value) -> bool:
	"""Return whether a cell holds nothing that could be read."""
	return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\u3000\ufeff\u00a0"))
