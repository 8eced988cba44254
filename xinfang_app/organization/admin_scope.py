"""Where a petition admin may keep the records.

Rule: a petition admin writes places, organs and postings inside the area of the office where he holds that post, and
nowhere else: on a site with several counties, one county's admin gives nobody a post in another. Organs outside the
system give no rights and belong to nobody's area: every petition admin may record them. Administrator passes.
"""

import frappe
from frappe import _

from xinfang_app.organization import codes, posting
from xinfang_app.organization.roles import ADMIN_ROLE


def require(*places: str | None) -> None:
	"""Throw PermissionError unless each of `places` (codes) lies in an area of the person logged in."""
	user = frappe.session.user
	if user == "Administrator":
		return
	areas = [row.place_code for row in posting.current(user) if row.post == ADMIN_ROLE]
	for place in places:
		if not place or not any(codes.contains(area, place) for area in areas):
			frappe.throw(
				_("{0} is outside the area that you keep").format(place or _("A place above the provinces")),
				frappe.PermissionError,
			)


def require_for_save(doc, *places: str | None) -> None:
	"""Ask `require` for a record that a person saves; a service that has checked the right itself is not asked again."""
	if not doc.flags.ignore_permissions:
		require(*places)
