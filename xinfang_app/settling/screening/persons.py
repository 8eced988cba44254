"""Disputes and causes, never persons: what a record of a dispute may not say.

Rule (DOMAIN D8, E2). Screening looks for disputes. The record has no field for a name; a telephone or identity number
typed into a text is refused, and so are the words by which people are labelled or watched. Parties are a number.
"""

import re

import frappe
from frappe import _

from xinfang_app.access import watch_words
from xinfang_app.settling.screening.errors import PersonNamed

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")


def named(*texts: str | None) -> bool:
	"""Return whether one of `texts` holds a telephone or identity number. Pure."""
	return any(pattern.search(text or "") for text in texts for pattern in (_MOBILE, _IDENTITY))


def refuse(*texts: str | None) -> None:
	"""Refuse texts that name or label somebody. Raises PersonNamed, BackDoor."""
	if named(*texts):
		frappe.throw(
			_("Write down the dispute and its cause, not people: no telephone and no identity numbers."),
			PersonNamed,
		)
	watch_words.refuse(*texts)
