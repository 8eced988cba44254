"""Numbers and names of people in one form, so that the same person typed twice is found.

Nothing here refuses: a number that does not check is kept as it was typed (idea 10), `id_fault` only tells.
Every function takes and returns strings; nothing touches the database.
"""

import re
import unicodedata
from datetime import date

RESIDENT_ID = "Resident ID"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DOTS = str.maketrans(dict.fromkeys("•‧・．∙●", "·"))


def phone(value: str | None) -> str:
	"""Return the digits of a phone number; the prefix of the country is dropped: "+86 139-0000-0000" → "13900000000"."""
	digits = re.sub(r"\D", "", _plain(value))
	for prefix in ("0086", "86"):
		if digits.startswith(prefix) and re.fullmatch(r"1\d{10}|0\d{9,11}", digits[len(prefix) :]):
			return digits[len(prefix) :]
	return digits


def last4(value: str | None) -> str:
	"""Return the last four digits of a phone number, or "" if it has fewer."""
	digits = phone(value)
	return digits[-4:] if len(digits) >= 4 else ""


def id_no(value: str | None) -> str:
	"""Return an ID number in capitals without blanks and dashes; an old one of 15 digits in the form of 18."""
	number = re.sub(r"[\s-]", "", _plain(value)).upper()
	if re.fullmatch(r"\d{15}", number):
		longer = f"{number[:6]}19{number[6:]}"
		return longer + check_digit(longer)
	return number


def name(value: str | None) -> str:
	"""Return a name without blanks and with one kind of middle dot."""
	return re.sub(r"\s", "", _plain((value or "").translate(_DOTS))).casefold()


def check_digit(first17: str) -> str:
	"""Return the 18th character of a resident's ID number (GB 11643)."""
	return _CHECKS[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def id_fault(value: str | None, id_type: str | None = RESIDENT_ID) -> str | None:
	"""Return why a resident's ID number does not check, as an English sentence to be translated, or None.

	Other kinds of papers are not checked.
	"""
	number = id_no(value)
	if not number or (id_type or RESIDENT_ID) != RESIDENT_ID:
		return None
	if not re.fullmatch(r"\d{17}[\dX]", number):
		return "The ID number does not have 18 digits."
	try:
		date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
	except ValueError:
		return "The date of birth in the ID number does not exist."
	if check_digit(number[:17]) != number[17]:
		return "The check digit of the ID number is wrong."
	return None


def _plain(value: str | None) -> str:
	return unicodedata.normalize("NFKC", value or "").strip()
