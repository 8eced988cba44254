"""Who may verify, dismiss and record on a flag: never anybody whom it concerns (idea 12).

Rule. A flag is judged by supervision: the posts below, in whose county the organ lies. Nobody of the organ concerned,
today or on the day of a breach; nobody whom the look-back names; nobody who raised or answered it. A flag on a petition
office (art. 43) goes to the convener, the leader of the county's party committee or government, and where there is none
to the office above; one on the government or the party committee goes to the office above. Where that office works outside
this system, or nobody there holds the post, supervision of the petition office records what it found (`outside`).
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access
from xinfang_app.access.scope_map import scope_map
from xinfang_app.organization import competence, posting
from xinfang_app.supervision.accountability import lookback
from xinfang_app.supervision.accountability.errors import NotTheJudge

POSTS = ("Supervision Officer", "County Section Head", "County Leader")
CONVENER_POST = "County Leader"
#: Whose leader convenes the joint conference (art. 13), in this order.
CONVENING = ("Party Committee", "Government")
OFFICE = "Petition Office"


def verifier_of(organ: str) -> str | None:
	"""Return the organ that verifies a flag on `organ`: the county's petition office, the convener's, or the one above."""
	row = frappe.db.get_value(
		"Organ", organ, ["kind", "place_code", "parent_organ", "review_organ", "tier"], as_dict=True
	)
	office = competence.petition_office(row.place_code) if row.place_code else None
	if row.kind == OFFICE:
		return convener_of(organ) or row.parent_organ
	if row.kind in CONVENING and row.tier == "County":
		above = frappe.db.get_value("Organ", office, "parent_organ") if office else None
		return above if above and above != organ else row.parent_organ
	return office if office != organ else row.parent_organ


def convener_of(organ: str) -> str | None:
	"""Return the party committee or government of the county of `organ` at which a county leader is in post."""
	county = posting.county_of(organ)
	if not county:
		return None
	for kind in CONVENING:
		for name in frappe.get_all(
			"Organ",
			filters={"kind": kind, "jurisdiction": county, "is_external": 0, "name": ("!=", organ)},
			pluck="name",
			order_by="name asc",
		):
			if posting.users_at(name, CONVENER_POST):
				return name
	return None


def may_judge(flag: Document, user: str | None = None) -> bool:
	"""Return whether `user` (default: who is logged in) may verify, dismiss and record on `flag`."""
	return not _against(flag, user or frappe.session.user)


def records(flag: Document, user: str | None = None) -> bool:
	"""Return whether `user` may only record for `flag` what the office outside found: he is not the one to judge."""
	user = user or frappe.session.user
	return not _is_called(flag, user) and _is_recorder(flag, user)


def desk_of(flag: Document) -> str | None:
	"""Return the organ to which news of `flag` go: who verifies, or where that is outside, the county's petition office."""
	if not _is_outside(flag):
		return flag.verifier_organ
	place = frappe.get_cached_value("Organ", flag.organ, "place_code")
	office = competence.petition_office(place) if place else None
	return office if office and office != flag.organ else flag.verifier_organ


def require(flag: Document) -> None:
	"""Raise NotTheJudge, saying why, unless the session's user may judge `flag`."""
	reason = _against(flag, frappe.session.user)
	if reason:
		frappe.throw(reason, NotTheJudge)


def may_raise(organ: str, user: str | None = None) -> bool:
	"""Return whether `user` may raise a flag on `organ` by hand: supervision of its county."""
	user = user or frappe.session.user
	place = frappe.db.get_value("Organ", organ, "place_code")
	return posting.has_post(user, None, POSTS) and scope_map(user).in_supervised(place)


def _against(flag: Document, user: str) -> str | None:
	"""Return what speaks against `user` as judge of `flag`, in his language; None if nothing does."""
	if user == "Administrator":
		return _("An administrator judges nobody.")
	days = {None, *(row.ended_on or row.due_on for row in flag.evidence if row.ended_on or row.due_on)}
	days |= {row.due_on for row in flag.evidence if row.due_on}
	if any(flag.organ in posting.organs_of(user, day) for day in days):
		return _("Nobody of the organ concerned judges the flag on it.")
	if user in lookback.named(flag.lookback):
		return _("Nobody whom the look-back names judges the flag.")
	if flag.source == "By hand" and user == flag.raised_by:
		return _("Whoever raised a flag does not verify it.")
	if user == flag.answered_by:
		return _("Whoever answered a flag does not verify it.")
	if not _is_called(flag, user) and not _is_recorder(flag, user):
		return _("This flag is verified by {0}.").format(
			frappe.get_cached_value("Organ", flag.verifier_organ, "title") if flag.verifier_organ else "–"
		)
	return None


def _is_called(flag: Document, user: str) -> bool:
	if flag.verifier_organ and posting.has_post(user, flag.verifier_organ, POSTS):
		return True
	kind = frappe.get_cached_value("Organ", flag.organ, "kind")
	if kind == OFFICE:
		# The convener's side alone: a leader of the county who sits at no petition office.
		return any(
			row.post == CONVENER_POST and row.kind in CONVENING for row in posting.current(user)
		) and access.may(flag, "supervise", user)
	if kind in CONVENING:
		return False
	return posting.has_post(user, None, POSTS) and access.may(flag, "supervise", user)


def _is_recorder(flag: Document, user: str) -> bool:
	"""Supervision of a petition office; for a flag on the petition office itself, supervision that sits elsewhere."""
	if not _is_outside(flag):
		return False
	about_office = frappe.get_cached_value("Organ", flag.organ, "kind") == OFFICE
	return any(
		row.post in POSTS and row.organ != flag.organ and (about_office or row.kind == OFFICE)
		for row in posting.current(user)
	) and access.may(flag, "supervise", user)


def _is_outside(flag: Document) -> bool:
	"""Whether the organ that has to verify enters nothing here itself."""
	organ = flag.verifier_organ
	if not organ or frappe.get_cached_value("Organ", organ, "is_external"):
		return True
	return not posting.users_at(organ, POSTS)
