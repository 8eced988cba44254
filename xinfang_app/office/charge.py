"""Who is in charge of the desk work of an organ: who plans its duty and sees what has lost its owner.

Rule: its head and leaders, a stand-in for one of them in his acting period, the section head of a petition office, and
the keeper of its inbox as long as he serves there. The petition admin keeps reference data and reads no case; he is
not in charge of one.
"""

import frappe

from xinfang_app.access.scope_map import WORKING_POSTS
from xinfang_app.organization import posting

SECTION_HEAD = "County Section Head"


def organs_of(user: str | None = None) -> list[str]:
	"""Return the organs of which `user` (default: who is logged in) is in charge today."""
	user = user or frappe.session.user
	found = []
	for row in posting.current(user):
		keeper = frappe.get_cached_value("Organ", row.organ, "inbox_user")
		works = row.post in WORKING_POSTS
		if (works and (row.leads or keeper == user)) or row.post == SECTION_HEAD:
			found.append(row.organ)
	return list(dict.fromkeys(found))


def is_in_charge(organ: str, user: str | None = None) -> bool:
	"""Return whether `user` is in charge of `organ` today; Administrator is."""
	user = user or frappe.session.user
	return user == "Administrator" or organ in organs_of(user)
