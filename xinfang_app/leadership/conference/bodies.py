"""The joint conference of a place (联席会议机制): its office, convener, members, and by which rules it meets.

Rule (art. 13): the county's conference is convened by leaders of party committee or government and its office sits in the
petition office; a township may have one of its own. Days of notice, quorum and the days for the minutes are settings of
each conference: the regulation names no number. The working groups (政策协调组 …) stand with the members. One organ is a
member once; the convener holds a leading post.
"""

import math

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.access.watch_words import refuse
from xinfang_app.leadership import who
from xinfang_app.leadership.errors import ConferenceRefused
from xinfang_app.supervision import who as supervising

DOCTYPE = "Conference Body"
#: Offices of a conference: the petition office, or a township.
OFFICES = ("Petition Office", "Township")


def check(body: Document) -> None:
	"""Before a save: office, convener, members and rules make sense. Raises ConferenceRefused, NoLeadingPost."""
	refuse(body.title, *(row.working_group for row in body.members))
	if frappe.get_cached_value("Organ", body.office, "kind") not in OFFICES:
		frappe.throw(
			_("The office of a conference is the petition office, or a township."), ConferenceRefused
		)
	organs = [row.organ for row in body.members]
	if len(organs) != len(set(organs)):
		frappe.throw(_("An organ is a member once."), ConferenceRefused)
	if not 0 <= cint(body.notice_days) <= 30:
		frappe.throw(_("Notice is given 0 to 30 days ahead."), ConferenceRefused)
	if not 1 <= cint(body.quorum_percent) <= 100:
		frappe.throw(_("The quorum is a share of the members, 1 to 100 percent."), ConferenceRefused)
	for field in ("convener", "deputy_convener"):
		if body.get(field):
			post = who.require_leading(
				body.get(field), organ=body.convener_organ if field == "convener" else None
			)
			if field == "convener":
				body.convener_organ = post.organ
	for row in body.members:
		row.member_name = who.full_name(row.member) if row.member else row.member_name


def quorum(members: int, percent: int) -> int:
	"""Return how many of `members` have to be present: more than half at 50 percent, else at least the share. Pure."""
	if percent == 50:
		return members // 2 + 1
	return max(math.ceil(members * percent / 100), 1)


def mine(user: str | None = None) -> list[dict]:
	"""Return the conferences whose office the user works for: {name, title, office}."""
	offices = list(dict.fromkeys([*supervising.offices_of(user), *supervising.organs_of(user)]))
	return frappe.get_all(
		DOCTYPE,
		filters={"office": ["in", offices or [""]], "enabled": 1},
		fields=["name", "title", "office", "notice_days"],
		order_by="title asc",
	)


def require_office(office: str) -> None:
	"""Raise NotYours unless the user works for the conference's office."""
	if office in supervising.offices_of():
		return
	supervising.require_target(office)
