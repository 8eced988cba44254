"""Who works at the counter, and for which organ.

Rule (arts. 21 to 23): whoever holds a working post takes letters and visits down for his own organ, a village liaison
for the township above. The right to see a draft is its writer's, or that of the organ it was laid out for (`drafts`).
"""

import frappe
from frappe import _

from xinfang_app.access import errors
from xinfang_app.access.scope_map import WORKING_POSTS
from xinfang_app.organization import posting
from xinfang_app.petition.registering import receipt

#: The tier of an organ → the level a piece that comes to it directly is counted at.
LEVELS = {"Province": "Provincial"}


def organs(user: str | None = None) -> list[str]:
	"""Return the organs for which `user` (default: who is logged in) takes letters and visits down, his own first."""
	user = user or frappe.session.user
	if user != "Administrator" and not posting.has_post(user, None, WORKING_POSTS):
		return []
	return receipt.receivers_for(user)


def organ(asked: str | None = None) -> str:
	"""Return `asked` if the user serves at it, his first organ if nothing is asked. Raises NotPermitted."""
	mine = organs()
	if asked and asked in mine:
		return asked
	if asked or not mine:
		frappe.throw(_("You register for your own organ only."), errors.NotPermitted)
	return mine[0]


def colleagues(of_organ: str) -> list[dict]:
	"""Return {"user", "name"} of the others who work at an organ, by name."""
	found = [
		{"user": user, "name": frappe.utils.get_fullname(user)}
		for user in posting.users_at(of_organ, WORKING_POSTS)
		if user != frappe.session.user
	]
	return sorted(found, key=lambda row: row["name"])


def level_of(of_organ: str) -> str | None:
	"""Return the source level of a piece that came to `of_organ` directly."""
	tier = frappe.get_cached_value("Organ", of_organ, "tier")
	return LEVELS.get(tier, tier)
