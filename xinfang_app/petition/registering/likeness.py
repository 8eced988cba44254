"""How alike two Chinese texts are.

Chinese has no blanks between words, so texts are compared by their overlapping pairs of characters. The order in
which things are told differs between two letters about the same matter; so the pairs are compared sorted, each once.
Two views count: how much of both texts is shared, and, a little less, how much of the shorter one is found again in
the longer (a short call about what a long letter told before).
"""

import unicodedata

from rapidfuzz.distance import Indel, LCSseq

#: Longer texts are compared by their beginning, so that the cost of a comparison has a bound.
LONGEST = 2000
FEWEST_PAIRS = 6
CONTAINED = 0.85


def pairs(text: str | None) -> tuple[str, ...]:
	"""Return the pairs of neighbouring characters of `text` (without signs and blanks), sorted, each once."""
	bare = "".join(c for c in unicodedata.normalize("NFKC", text or "").lower()[:LONGEST] if c.isalnum())
	return tuple(sorted({bare[i : i + 2] for i in range(len(bare) - 1)}))


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
	"""Return 0–1 for two texts already turned into `pairs`; texts too short to tell give 0."""
	shorter = min(len(one), len(other))
	if shorter < FEWEST_PAIRS:
		return 0.0
	contained = LCSseq.similarity(one, other) / shorter
	return round(max(Indel.normalized_similarity(one, other), CONTAINED * contained), 3)
