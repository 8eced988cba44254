"""How alike two Chinese texts are.

Chinese has no blanks between words, so texts are compared by their overlapping pairs of characters. The order in
which things are told differs between two letters about the same matter; so the pairs are compared as sets, and the
part of the shorter text that is found again in the longer one counts.
"""

import unicodedata

from rapidfuzz import fuzz

#: Longer texts are compared by their beginning, so that the cost of a comparison has a bound.
LONGEST = 2000
FEWEST_PAIRS = 6


def pairs(text: str | None) -> str:
	"""Return the pairs of neighbouring characters of `text` (without signs and blanks), separated by blanks."""
	bare = "".join(c for c in unicodedata.normalize("NFKC", text or "").lower()[:LONGEST] if c.isalnum())
	return " ".join(sorted({bare[i : i + 2] for i in range(len(bare) - 1)}))


def likeness(one: str, other: str) -> float:
	"""Return 0–1 for two texts already turned into `pairs`; texts too short to tell give 0."""
	if min(one.count(" "), other.count(" ")) < FEWEST_PAIRS - 1:
		return 0.0
	return fuzz.token_set_ratio(one, other) / 100
