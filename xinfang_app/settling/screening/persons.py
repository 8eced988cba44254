"""Disputes and causes, never persons: what a record of a dispute may not say.

Rule (DOMAIN D8, E2). Screening looks for disputes. The record has no field for a name; a telephone or identity number
typed into a text is refused, and so are the words by which people are labelled or watched. Parties are a number.
"""

import frappe
from frappe import _

from xinfang_app.access import watch_words
from xinfang_app.access.personal_numbers import named
from xinfang_app.settling.screening.errors import PersonNamed


def refuse(*texts: str | None) -> None:
	"""Refuse texts that name or label somebody. Raises PersonNamed, BackDoor."""
	if named(*texts):
		frappe.throw(
			_("Write down the dispute and its cause, not people: no telephone and no identity numbers."),
			PersonNamed,
		)
	watch_words.refuse(*texts)
