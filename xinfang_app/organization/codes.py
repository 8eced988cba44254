"""What a place code says by itself.

Rule: a Chinese administrative code has 12 digits, read from the left: 2 for the province, 2 for the prefecture,
2 for the county, 3 for the township (乡镇, 街道), 3 for the village (村, 社区). A place's tier is where its
significant digits end; the rest are zeros. Every place below begins with the same significant digits, so one tier is
one range of codes, and nobody needs a tree to ask what lies inside what.

Exception: a few prefectures (东莞, 中山, …) govern townships without a county between; the two county digits are then
zeros, and the code is valid.

Nothing here touches the database: every function takes strings and returns strings.
"""

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, VILLAGE = "Province", "Prefecture", "County", "Township", "Village"

#: Tiers from the top, each with the number of digits that are significant at it.
DIGITS: dict[str, int] = {PROVINCE: 2, PREFECTURE: 4, COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12}
TIERS: tuple[str, ...] = tuple(DIGITS)
LENGTH = 12

#: Sorts after every digit in ASCII and in MariaDB's collations: the end of a range that ends in nines.
_AFTER_DIGITS = "A"


def fault(code: str | None) -> str | None:
	"""Return why `code` is no place code, as an English sentence to be translated, or None if it is one."""
	if not code or len(code) != LENGTH or not (code.isascii() and code.isdigit()):
		return "A jurisdiction code has exactly 12 digits"
	if code[:2] == "00":
		return "A jurisdiction code cannot begin with 00"
	tier = tier_of(code)
	if tier != PROVINCE and code[2:4] == "00":
		return "The prefecture digits (third and fourth) are missing"
	if tier == VILLAGE and code[6:9] == "000":
		return "The township digits (seventh to ninth) are missing"
	return None


def tier_of(code: str) -> str:
	"""Return the tier of a 12-digit code, from its zeros: 990124000000 → "County"."""
	for tier, digits in DIGITS.items():
		if not code[digits:].strip("0"):
			return tier
	raise ValueError(f"no place code: {code!r}")


def significant(code: str) -> str:
	"""Return the digits that count: 990124000000 → "990124"."""
	return code[: DIGITS[tier_of(code)]]


def range_of(code: str) -> tuple[str, str]:
	"""Return (low, high): `low <= x < high` holds for the place itself and all below it, and for no other code.

	The bounds are strings and compared as strings. Where the significant digits are all nines there is no next
	number; the upper bound is then a letter, which sorts after every digit.
	"""
	step = 10 ** (LENGTH - len(significant(code)))
	following = str(int(code) + step).zfill(LENGTH)
	return code, following if len(following) == LENGTH else _AFTER_DIGITS


def contains(code: str, other: str) -> bool:
	"""Return whether `other` is the place `code` or lies in it."""
	low, high = range_of(code)
	return low <= other < high


def at_tier(code: str, tier: str) -> str | None:
	"""Return the place of `tier` in which `code` lies (itself included), or None if `code` lies higher.

	at_tier("990124003002", "County") → "990124000000". Where a prefecture governs townships itself, it stands in
	for the county.
	"""
	if DIGITS[tier_of(code)] < DIGITS[tier]:
		return None
	return code[: DIGITS[tier]].ljust(LENGTH, "0")


def ancestors(code: str) -> list[str]:
	"""Return the places above `code`, nearest first, without itself: village → township, county, prefecture, province."""
	own = len(significant(code))
	found: list[str] = []
	for digits in sorted((d for d in DIGITS.values() if d < own), reverse=True):
		place = code[:digits].ljust(LENGTH, "0")
		if place != code and place not in found:
			found.append(place)
	return found
