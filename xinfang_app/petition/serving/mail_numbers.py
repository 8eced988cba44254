"""The number of a posted letter: its form checked, so that a slip of the pen shows while the receipt is at hand.

Rule: papers of state organs go by the post office, not by couriers (Postal Law art. 55). Its numbers are
- international form (UPU S10), also used at home: two letters, nine digits of which the last checks, CN: EA123456785CN;
- EMS at home: thirteen digits beginning with 1; other recorded post: thirteen beginning with 9;
- registered letters at home: X, a letter and eleven digits: XA12345678901.
Spaces and hyphens are left out, letters written large. One number is one letter: it does not serve two opinions.
"""

import re

import frappe
from frappe import _

from xinfang_app.petition.handling_errors import ServiceNotPossible

_S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)CN")
_AT_HOME = re.compile(r"[19]\d{12}|X[A-Z]\d{11}")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def normal(text: str | None) -> str:
	"""Return a mail number without spaces and hyphens, in capitals."""
	return re.sub(r"[\s\-–—]", "", text or "").upper()


def is_valid(number: str) -> bool:
	"""Return whether `number` (normal) has the form of the post office's numbers, its check digit included."""
	s10 = _S10.fullmatch(number)
	if not s10:
		return bool(_AT_HOME.fullmatch(number))
	total = sum(int(digit) * weight for digit, weight in zip(s10[1], _WEIGHTS, strict=True))
	return int(s10[2]) == {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def checked(text: str, opinion: str | None = None) -> str:
	"""Return the mail number to keep; raises ServiceNotPossible for a wrong form or one used for another opinion."""
	number = normal(text)
	if not is_valid(number):
		frappe.throw(
			_(
				"{0} is no mail number of the post office: 13 digits (EMS), XA and 11 digits (registered letter), or two letters, 9 digits and CN whose check digit fits."
			).format(text),
			ServiceNotPossible,
		)
	other = frappe.db.get_value(
		"Service Record", {"mail_number": number, "opinion": ["!=", opinion or ""]}, "petition_number"
	)
	if other:
		frappe.throw(
			_("The mail number {0} was used already, for petition {1}.").format(number, other),
			ServiceNotPossible,
		)
	return number
