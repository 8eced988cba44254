"""Who takes which step: the petition office that presses, and the organ that is pressed.

Rule: supervision is the petition office's (arts. 22, 38, 40): its officers, section heads, leaders and supervision
officers draft and verify, in the place that they supervise. The organ addressed signs for a letter and answers it
through its working posts. Nobody presses his own organ; a matter that the petition office itself is late with is for
the office above it.
"""

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.access.scope_map import SUPERVISING_POSTS
from xinfang_app.organization import competence, posting
from xinfang_app.petition import acting
from xinfang_app.supervision.refusals import NotTheVerifier, NotYours

PETITION_OFFICE = "Petition Office"


def offices_of(user: str | None = None) -> list[str]:
	"""Return the petition offices for which `user` (default: who is logged in) supervises today."""
	rows = posting.current(user or frappe.session.user)
	found = [row.organ for row in rows if row.kind == PETITION_OFFICE and row.post in SUPERVISING_POSTS]
	return list(dict.fromkeys(found))


def own_office() -> str:
	"""Return the petition office in whose name the user supervises. Raises NotYours where he has none."""
	found = offices_of()
	if not found:
		frappe.throw(
			_("Only the petition office supervises: its officers, leaders and supervision officers."),
			NotYours,
		)
	return found[0]


def require_office(organ: str) -> None:
	"""Raise NotYours unless the user supervises for the petition office `organ`."""
	if frappe.session.user != "Administrator" and organ not in offices_of():
		frappe.throw(_("Only {0} can take this step.").format(acting.organ_title(organ)), NotYours)


def require_target(organ: str) -> None:
	"""Raise NotYours unless the user takes steps for the organ addressed."""
	if not acting.acts_for(organ):
		frappe.throw(_("Only {0} can take this step.").format(acting.organ_title(organ)), NotYours)


def refuse_own(from_organ: str, organ: str) -> None:
	"""Refuse a letter to the office that writes it. Raises NotYours."""
	if from_organ == organ:
		frappe.throw(_("Nobody presses his own organ; that is for the office above."), NotYours)


def serves(organ: str, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) holds any post at `organ` today."""
	return organ in posting.organs_of(user or frappe.session.user, when.today())


def refuse_serving(organ: str) -> None:
	"""Raise NotTheVerifier where the user holds a post at the organ verified: nobody verifies his own organ."""
	if serves(organ):
		frappe.throw(
			_("Whoever holds a post at {0} does not verify it.").format(acting.organ_title(organ)),
			NotTheVerifier,
		)


def office_for(organ: str, petition: str | None = None) -> str | None:
	"""Return the petition office that presses `organ`: the one that registered `petition`, else that of the county.

	None where `organ` is a petition office itself: that is for the office above, which no county's system holds.
	"""
	if acting.is_petition_office(organ):
		return None
	sender = frappe.db.get_value("Petition", petition, "registering_organ") if petition else None
	if sender and acting.is_petition_office(sender):
		return sender
	place = frappe.get_cached_value("Organ", organ, "place_code")
	return competence.petition_office(place) if place else None


def organs_of(user: str | None = None) -> list[str]:
	"""Return the organs for which `user` (default: who is logged in) takes steps today: it signs for and answers letters."""
	rows = posting.current(user or frappe.session.user)
	return list(dict.fromkeys(row.organ for row in rows if row.post in acting.WORKING_POSTS))
