"""Who a user is, as far as seeing and acting go: the one map from which list and form are both answered.

Rule (idea 7). Only postings in force count; a role without a posting gives nothing.
- Range. The petition office's posts, the county's leaders, supervision and review see by place code, and only their
  own county's range: the post must be held at an organ of that tier. A township leader sees his township's range.
- Organs. Officers and leaders see what their organ holds or made.
- Tasks. What was given to an organ of the user, or to the user, by a custody row.
- A village sees nothing but what it filed by consent or was asked to help with, whatever a row's columns say.
- Discipline custodian, hearing officer and petition admin get nothing from the post: a hearing officer has his tasks,
  the admin counts, the custodian what he is named for.
- Administrator passes; Frappe would not ask him anyway.
"""

from dataclasses import dataclass

import frappe

from xinfang_app.organization import posting
from xinfang_app.organization.jurisdiction import range_of
from xinfang_app.organization.roles import LEADERS, OFFICERS

COUNTY, TOWNSHIP, VILLAGE = "County", "Township", "Village"
COUNTY_RANGE_POSTS = (
	"County Petition Officer",
	"County Section Head",
	"County Leader",
	"Supervision Officer",
	"Review Officer",
)
TOWNSHIP_RANGE_POSTS = ("Township Leader",)
#: Posts that may press, urge and decide for the whole range, though another organ holds the matter.
SUPERVISING_POSTS = ("County Petition Officer", "County Section Head", "County Leader", "Supervision Officer")
#: Posts through which an organ sees and acts.
WORKING_POSTS = (*OFFICERS, *LEADERS)


@dataclass(frozen=True)
class ScopeMap:
	"""What one user may see, before any row is looked at."""

	user: str
	everything: bool = False
	posted: bool = False
	"""Whether the user holds any post today."""
	ranges: tuple[tuple[str, str], ...] = ()
	"""Half-open ranges of place codes, disjoint and sorted."""
	organs: tuple[str, ...] = ()
	"""Organs whose own matters the user sees and works on."""
	supervised: tuple[tuple[str, str], ...] = ()
	"""The ranges in which the user may supervise."""
	villages: tuple[str, ...] = ()
	"""Village committees of the user: they count for tasks and filings only."""

	def in_range(self, code: str | None) -> bool:
		"""Return whether `code` lies in one of the ranges."""
		return bool(code) and any(low <= code < high for low, high in self.ranges)

	def in_supervised(self, code: str | None) -> bool:
		"""Return whether `code` lies in a range in which the user may supervise."""
		return bool(code) and any(low <= code < high for low, high in self.supervised)


def scope_map(user: str | None = None) -> ScopeMap:
	"""Return the map of `user` (default: who is logged in), from the postings in force today."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ScopeMap(user, everything=True)
	ranges, supervised, organs, villages = set(), set(), {}, {}
	rows = posting.current(user)
	for row in rows:
		if row.post in COUNTY_RANGE_POSTS and row.tier == COUNTY and row.place_code:
			ranges.add(range_of(row.place_code))
			if row.post in SUPERVISING_POSTS:
				supervised.add(range_of(row.place_code))
		if row.post in TOWNSHIP_RANGE_POSTS and row.tier == TOWNSHIP and row.place_code:
			ranges.add(range_of(row.place_code))
		if row.post in WORKING_POSTS:
			(villages if row.tier == VILLAGE else organs)[row.organ] = True
	return ScopeMap(
		user,
		posted=bool(rows),
		ranges=_merged(ranges),
		organs=tuple(organs),
		supervised=_merged(supervised),
		villages=tuple(villages),
	)


def _merged(ranges: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
	"""Return `ranges` sorted, with those that touch or lie in one another made one."""
	merged: list[tuple[str, str]] = []
	for low, high in sorted(ranges):
		if merged and low <= merged[-1][1]:
			merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
		else:
			merged.append((low, high))
	return tuple(merged)
