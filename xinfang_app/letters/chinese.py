"""Dates and numbers as Chinese papers write them."""

from datetime import date, datetime

_DIGITS = "〇一二三四五六七八九"


def day(value: date | datetime | str | None) -> str:
	"""Return 2026年3月2日 (no leading zeros, GB/T 9704); an empty text for None."""
	if not value:
		return ""
	if isinstance(value, str):
		value = date.fromisoformat(value[:10])
	return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | str | None) -> str:
	"""Return 2026年3月2日9时05分; an empty text for None."""
	if not value:
		return ""
	if isinstance(value, str):
		value = datetime.fromisoformat(value)
	if not isinstance(value, datetime):
		return day(value)
	return f"{day(value)}{value.hour}时{value.minute:02d}分"


def number(value: int | None) -> str:
	"""Return 一, 十二, 二十三 … for 0 to 99, as headings count; other numbers as digits."""
	if value is None:
		return ""
	value = int(value)
	if not 0 < value < 100:
		return str(value) if value else "〇"
	tens, ones = divmod(value, 10)
	text = "" if not tens else ("十" if tens == 1 else _DIGITS[tens] + "十")
	return text + (_DIGITS[ones] if ones else "")
