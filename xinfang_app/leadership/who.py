"""Who leads, who stands in, who follows: the people of an ownership, an instruction, a conference.

Rule (arts. 13, 18): a matter is owned and an instruction given by somebody who holds a leading post on that day, in his
own name: the head of an organ or one of its leaders. A stand-in (AB岗) acts for him on the days of his acting period
and his steps say so; he owns nothing himself. The petition office of the county follows every ownership.
Leaders above the county have no login here: their office below enters what they do.
"""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.leadership.errors import NoLeadingPost
from xinfang_app.organization import codes, competence, posting
from xinfang_app.organization import leading as tiers
from xinfang_app.organization.posting import PostingRow
from xinfang_app.organization.roles import LEADERS
from xinfang_app.petition import acting
from xinfang_app.supervision.refusals import NotYours

#: Leaders who are approved here; those of province and city are entered with the order from above.
HERE = (tiers.COUNTY, tiers.TOWNSHIP, tiers.DEPARTMENT)
#: Organs that approve what their own leaders take on; the leaders of others are approved by the government.
APPROVING = ("Government", "Party Committee", "Township")


def leading(user: str | None, on: date | None = None, organ: str | None = None) -> PostingRow | None:
	"""Return the leading post that `user` holds in his own name (at `organ`, where given), the head's first, or None."""
	if not user:
		return None
	rows = [
		row
		for row in posting.current(user, on)
		if row.leads and not row.acting_for and tier(row) and organ in (None, row.organ)
	]
	return min(rows, key=lambda row: not row.is_head, default=None)


def tier(row: PostingRow) -> str | None:
	"""Return the tier of a leader by his post (`organization.leading`), or None where he is of none."""
	return tiers.tier(row.kind, row.tier)


def require_leading(user: str | None, on: date | None = None, organ: str | None = None) -> PostingRow:
	"""Return the leading post of `user`. Raises NoLeadingPost."""
	found = leading(user, on, organ)
	if not found:
		frappe.throw(
			_("{0} holds no leading post on {1}: only a leader takes this on.").format(
				full_name(user) or _("Nobody"), on or when.today()
			),
			NoLeadingPost,
		)
	return found


def stands_in(user: str, leader: str | None, on: date | None = None) -> bool:
	"""Return whether `user` acts for `leader` as his stand-in on the day `on` (default today)."""
	return bool(leader) and any(row.acting_for == leader for row in posting.current(user, on))


def speaks_for(user: str, leader: str | None, on: date | None = None) -> bool:
	"""Return whether `user` is the leader, or his stand-in on that day."""
	return bool(leader) and (user == leader or stands_in(user, leader, on))


def behalf(user: str, leader: str | None) -> str | None:
	"""Return the leader for whom `user` acts just now as a stand-in, or None where he acts in his own name."""
	return leader if leader and user != leader and stands_in(user, leader) else None


def principals(user: str, on: date | None = None) -> list[str]:
	"""Return for whom `user` acts on that day: himself first, then those he stands in for."""
	return list(
		dict.fromkeys([user, *(row.acting_for for row in posting.current(user, on) if row.acting_for)])
	)


def in_charge(user: str, organ: str, on: date | None = None) -> bool:
	"""Return whether `user` is the head of `organ` on that day or stands in for him; where it has none, one of its leaders."""
	head = posting.head_of(organ, on)
	if head:
		return speaks_for(user, head, on)
	return bool(posting.may_sign(user, organ, "opinion", on))


def full_name(user: str | None) -> str:
	"""Return the name of a user as it stands on papers."""
	return (frappe.get_cached_value("User", user, "full_name") or user) if user else ""


def post_title(row: PostingRow) -> str:
	"""Return what a leader is called: organ and post."""
	return f"{acting.organ_title(row.organ)}{'主要负责人' if row.is_head else '负责人'}"


def office_of(place_code: str | None) -> str | None:
	"""Return the petition office that follows what leaders do in a place."""
	return competence.petition_office(place_code) if place_code else None


def approving_organ(organ: str) -> str:
	"""Return the organ whose person in charge approves what a leader of `organ` takes on."""
	if acting.organ_kind(organ) in APPROVING:
		return organ
	government = government_of(organ)
	return government if government and posting.users_at(government, LEADERS) else organ


def government_of(organ: str) -> str | None:
	"""Return the people's government of the county in which `organ` lies."""
	county = posting.county_of(organ)
	return frappe.db.get_value("Organ", {"kind": "Government", "place_code": county}) if county else None


def is_over(organ: str, other: str) -> bool:
	"""Return whether `other` is `organ`, lies below it, or in the place that it governs."""
	chain, above = [other], frappe.get_cached_value("Organ", other, "parent_organ")
	while above and above not in chain:
		chain.append(above)
		above = frappe.get_cached_value("Organ", above, "parent_organ")
	if organ in chain:
		return True
	place, its = (frappe.get_cached_value("Organ", name, "place_code") for name in (organ, other))
	return acting.organ_kind(organ) in APPROVING and bool(place and its) and codes.contains(place, its)


def require_over(petition: Document, organ: str, others: Iterable[str]) -> None:
	"""Raise NotYours where one of `others` is not under `organ` and the user neither has nor supervises the matter.

	Whoever is instructed sees the matter, so reading it is not enough to bring it to any organ.
	"""
	far = [name for name in others if not is_over(organ, name)]
	if far and not (scope.may(petition, "act") or scope.may(petition, "supervise")):
		frappe.throw(
			_("{0} is not under the organ that you lead: ask the petition office to bring it there.").format(
				"、".join(acting.organ_title(name) for name in far)
			),
			NotYours,
		)


def leaders_in(place_code: str) -> list[PostingRow]:
	"""Return the leaders of the organs in the county of `place_code`, each with one post, organs in their order."""
	found: dict[str, PostingRow] = {}
	for row in posting.leading_in(codes.at_tier(place_code, codes.COUNTY) or place_code):
		if not row.acting_for and tier(row):
			found.setdefault(row.user, row)
	return list(found.values())
