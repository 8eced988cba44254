"""What a cell says: text, numbers, days, moments, yes and no.

Rule: a value that cannot be read is a `ValueFault` with words for it, never a guess. Exceptions, because every list has
them: an Excel day number stands for its day; a whole number is written without ".0"; full-width digits count.
A number of sixteen digits or more that the program kept as a number has lost its last digits and is not believed.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from xinfang_app.exchange.reading.sheet import Fault, is_empty

_BLANK = " \t\r\n\u3000\ufeff\u00a0"
_DAY = re.compile(
	r"^(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
	r"(?:[T\s]*(?P<h>\d{1,2})\s*[:时点]\s*(?:(?P<i>\d{1,2})\s*分?)?(?::?(?P<s>\d{1,2})(?:\.\d+)?秒?)?)?$"
)
_SOLID = re.compile(r"^(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:(?P<h>\d\d)(?P<i>\d\d)(?P<s>\d\d)?)?$")
#: Day numbers of Excel from 2000 to 2079; smaller and larger numbers are no days of a petition.
_SERIALS = range(36_526, 65_381)
_EPOCH = datetime(1899, 12, 30)
#: From here on a double no longer holds every whole number, and Excel keeps fifteen digits only.
EXACT = 10**15
YES = {"1", "是", "有", "y", "yes", "true", "√", "✓", "对"}
NO = {"", "0", "否", "无", "n", "no", "false", "×", "-", "不是"}
#: Office hours of a day that was given without its hour: the house reads a bare date as the close of business.
CLOSE = time(17)


class ValueFault(ValueError):
	"""A cell that cannot be read. `text` is an English sentence with {0}… for `values`."""

	def __init__(self, text: str, *values):
		super().__init__(text.format(*values))
		self.text = text
		self.values = values


def text(value) -> str:
	"""Return what the cell says as text, without blanks around it. Raises ValueFault."""
	_check(value)
	if value is None:
		return ""
	if isinstance(value, bool):
		return "是" if value else "否"
	if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
		value = int(value)
	if isinstance(value, int | float) and abs(value) >= EXACT:
		raise ValueFault(
			"The program kept this long number as a number; its last digits are lost. Set the column to text."
		)
	if isinstance(value, datetime):
		return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M:%S")
	return str(value).replace("_x000D_", "").strip(_BLANK)


def whole(value) -> int | None:
	"""Return a whole number, None for an empty cell. "12人" is 12. Raises ValueFault."""
	_check(value)
	if is_empty(value):
		return None
	if isinstance(value, int | float) and not isinstance(value, bool):
		if value != int(value):
			raise ValueFault("“{0}” is no whole number.", value)
		return int(value)
	found = re.match(r"^(\d{1,9})\s*(?:人|件|名|户)?$", plain(value))
	if not found:
		raise ValueFault("“{0}” is no whole number.", plain(value)[:40])
	return int(found.group(1))


def day(value) -> date | None:
	"""Return a day, None for an empty cell. Raises ValueFault."""
	found = moment(value)
	return found[0].date() if found else None


def moment(value) -> tuple[datetime, bool] | None:
	"""Return (moment, whether an hour was given), None for an empty cell; naive, as written. Raises ValueFault."""
	_check(value)
	if is_empty(value):
		return None
	if isinstance(value, datetime):
		return value.replace(microsecond=0), value.time() != time()
	if isinstance(value, date):
		return datetime.combine(value, time()), False
	if isinstance(value, int | float) and not isinstance(value, bool):
		return _of_number(value)
	said = plain(value)
	found = _DAY.match(said) or _SOLID.match(said)
	if not found:
		if re.fullmatch(r"\d{5}(\.\d+)?", said):
			return _of_number(float(said))
		raise ValueFault("“{0}” cannot be read as a date.", said[:40])
	parts = {key: int(part) for key, part in found.groupdict().items() if part}
	try:
		return (
			datetime(
				parts["y"], parts["m"], parts["d"], parts.get("h", 0), parts.get("i", 0), parts.get("s", 0)
			),
			"h" in parts,
		)
	except ValueError as error:
		raise ValueFault("“{0}” cannot be read as a date.", said[:40]) from error


def yes(value) -> bool | None:
	"""Return whether the cell says yes; None where it says something else. Raises ValueFault."""
	said = plain(text(value)).casefold()
	return True if said in YES else False if said in NO else None


def plain(value) -> str:
	"""Return a text in one form for comparing: narrow signs, no blanks around it."""
	return unicodedata.normalize("NFKC", str(value)).strip(_BLANK)


def bare(value) -> str:
	"""Return only the letters and digits of a text, small: how headings and code names are compared."""
	return "".join(sign for sign in plain(value).casefold() if sign.isalnum())


def _of_number(value: int | float) -> tuple[datetime, bool]:
	if int(value) in _SERIALS:
		counted = _EPOCH + timedelta(days=value, milliseconds=500)
		return counted.replace(microsecond=0), value != int(value)
	if isinstance(value, int) or value.is_integer():
		found = _SOLID.match(str(int(value)))
		if found and not found["h"]:
			return moment(str(int(value)))
	raise ValueFault("“{0}” cannot be read as a date.", value)


def _check(value) -> None:
	if isinstance(value, Fault):
		if value.kind == "formula":
			raise ValueFault(
				"The cell holds a formula that was never calculated ({0}). Open and save the file once.",
				value.text[:60],
			)
		raise ValueFault("The cell holds the error {0}.", value.text)
