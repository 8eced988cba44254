"""Where the headings of a list stand: found by what they say, never assumed to be the first row.

Rule: among the first rows that one is the heading in which most cells are known words. Where some of its cells are
merged over several columns (信访人 over 姓名 and 电话), the row below belongs to it and the finer word counts. At least
three known headings make a list; a row of data never has so many. What stands above is the title of the sheet.
"""

from collections.abc import Callable
from dataclasses import dataclass

from xinfang_app.exchange.reading.sheet import Sheet, is_empty
from xinfang_app.exchange.reading.values import ValueFault, text

FIRST_ROWS = 25
LEAST = 3


@dataclass(frozen=True)
class Header:
	"""The headings by column, and the number of the last row they take."""

	row: int
	headings: tuple[str, ...]
	known: int


def find(sheet: Sheet, knows: Callable[[str], object]) -> Header | None:
	"""Return the header of `sheet`, or None where no row looks like one. `knows` answers for one heading."""
	rows = sheet.rows[:FIRST_ROWS]
	best = None
	for index, (number, cells) in enumerate(rows):
		found = [(number, _words(cells))]
		if index + 1 < len(rows) and _has_groups(sheet, number, cells):
			below, finer = rows[index + 1]
			found.append((below, _joined(_words(cells), _words(finer))))
		for last, words in found:
			known = len({word for word in words if word and knows(word)})
			if known >= LEAST and (best is None or known > best.known):
				best = Header(last, tuple(_unique(words)), known)
	return best


def _has_groups(sheet: Sheet, number: int, cells: list) -> bool:
	"""Whether some cells of the row are merged over columns; a title merged over all of them is no heading."""
	if len({word for word in _words(cells) if word}) < 2:
		return False
	return any((number, column) in sheet.filled for column in range(1, len(cells)))


def _words(cells: list) -> list[str]:
	words = []
	for cell in cells:
		try:
			word = "" if is_empty(cell) else text(cell)
		except ValueFault:
			word = ""
		words.append(" ".join(word.split())[:120])
	return words


def _joined(upper: list[str], lower: list[str]) -> list[str]:
	size = max(len(upper), len(lower))
	upper, lower = upper + [""] * (size - len(upper)), lower + [""] * (size - len(lower))
	return [
		fine if not coarse or fine == coarse else f"{coarse}/{fine}" if fine else coarse
		for coarse, fine in zip(upper, lower, strict=True)
	]


def _unique(words: list[str]) -> list[str]:
	"""Give a heading that stands twice a number, so that every column can be named."""
	seen: dict[str, int] = {}
	found = []
	for word in words:
		seen[word] = seen.get(word, 0) + 1
		found.append(f"{word}({seen[word]})" if word and seen[word] > 1 else word)
	return found
