"""Who may exchange lists with an upper system.

Rule: the list comes down to a petition office, and its officers and section heads take it in, compare it and put the
results out, each for the office at which he holds the post today, and for no other. A township's list repeats what its
county was sent; the matters reach the township by referral, so that no matter comes in by two doors. Leaders, village
liaisons and administrators of data see nothing of a batch: its rows hold identities.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.exchange.errors import NotYourOffice
from xinfang_app.organization import posting

POSTS = ("County Petition Officer", "County Section Head")
PETITION_OFFICE = "Petition Office"


def offices(user: str | None = None) -> list[str]:
	"""Return the petition offices for which `user` (default: who is logged in) may exchange lists, his own first."""
	rows = posting.current(user or frappe.session.user)
	return list(dict.fromkeys(row.organ for row in rows if row.post in POSTS and row.kind == PETITION_OFFICE))


def office(organ: str | None = None) -> str:
	"""Return `organ`, or the first office of the user. Raises NotYourOffice where he exchanges no lists for it."""
	own = offices()
	if not own or (organ and organ not in own):
		refuse()
	return organ or own[0]


def batch(name: str, *purposes: str, for_update: bool = False) -> Document:
	"""Return the Exchange Batch `name` of the user's office. Raises NotYourOffice alike whether it exists or not."""
	organ = frappe.db.get_value("Exchange Batch", name, "organ")
	if not organ or organ not in offices():
		refuse()
	doc = frappe.get_doc("Exchange Batch", name, for_update=for_update)
	if purposes and doc.purpose not in purposes:
		refuse()
	return doc


def refuse() -> None:
	"""Throw NotYourOffice."""
	frappe.throw(
		_("Lists of the upper systems are for the officers of the petition office they came to."),
		NotYourOffice,
	)


def county_of(organ: str) -> str:
	"""Return the place code of the county whose numbers are unique; an office above the counties counts for itself."""
	return posting.county_of(organ) or frappe.get_cached_value("Organ", organ, "place_code") or organ
