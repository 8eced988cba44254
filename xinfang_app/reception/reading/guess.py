"""Which category and which place a letter may be about, from its words. Pure.

The words of each category are in `words.json`, in the language of letters and not of the table. A longer word says
more than a short one. Nothing is learnt from people's letters, and group 14 (accusations) is never guessed: its words
are pointed out apart, since what is sealed an officer decides.
"""

import json
from functools import cache
from pathlib import Path

SHOWN = 3
#: Words of an accusation by somebody against somebody in office (art. 30).
ACCUSING = (
	"举报", "检举", "控告", "揭发", "贪污", "受贿", "行贿", "索贿", "挪用", "侵占", "套取", "私分", "截留",
	"以权谋私", "滥用职权", "玩忽职守", "徇私", "失职渎职", "买官卖官", "吃拿卡要", "中饱私囊", "公款吃喝", "优亲厚友",
)  # fmt: skip


def categories(text: str) -> list[dict]:
	"""Return up to three {"code", "words"} whose words stand in `text`, the likeliest first."""
	found = []
	for code, words in _words().items():
		there = [word for word in words if word in text]
		# A word inside a longer one that was found as well says nothing of its own.
		there = [w for w in there if not any(w != other and w in other for other in there)]
		if there:
			weight = sum(len(word) * min(text.count(word), 3) for word in there)
			found.append((weight, code, there))
	found.sort(key=lambda item: (-item[0], item[1]))
	return [{"code": code, "words": words} for _weight, code, words in found[:SHOWN]]


def accusation(text: str) -> list[str]:
	"""Return the words of an accusation that stand in `text`."""
	return [word for word in ACCUSING if word in text]


def place(text: str, places: list[tuple[str, str]]) -> str | None:
	"""Return the code of the lowest place named in `text`, or None.

	`places` are (12-digit code, title). Of villages of the same name, the one whose township is named too; if none is,
	nothing is guessed.
	"""
	named = [(code, title) for code, title in places if len(title) >= 2 and title in text]
	if not named:
		return None
	depth = {code: len(code.rstrip("0")) for code, _title in named}
	deepest = max(-(-depth[code] // 3) for code, _title in named)
	low = [(code, title) for code, title in named if -(-depth[code] // 3) == deepest]
	if len(low) > 1:
		above = {code[:9] for code, _title in named if code.endswith("000")}
		inside = [(code, title) for code, title in low if code[:9] in above]
		low = inside or low
	first = sorted(low, key=lambda item: (-len(item[1]), text.index(item[1])))
	same = {code for code, title in first if title == first[0][1]}
	return first[0][0] if len(same) == 1 else None


@cache
def _words() -> dict[str, list[str]]:
	return json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
