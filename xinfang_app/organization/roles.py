"""The posts of the app, and at which kind of organ each can be held.

Rule: a post is a Frappe role of the same name. A Posting gives it and the base role `Petition Staff`, and takes both
back; nobody gets one of these roles in another way. The tiers follow the division of work in the Regulation (arts. 5,
14, 22): a village takes matters down and helps, it decides nothing; a township and a department decide; the petition
office registers, transfers and supervises. `Petition Admin` keeps the reference data and reads no case; it is not
System Manager.
"""

from typing import NamedTuple

BASE_ROLE = "Petition Staff"
ADMIN_ROLE = "Petition Admin"
CUSTODIAN_ROLE = "Discipline Custodian"


class Post(NamedTuple):
	"""Where a post can be held. Empty `kinds` means every kind of organ that has users here."""

	tiers: tuple[str, ...]
	kinds: tuple[str, ...] = ()
	leads: bool = False


_COUNTY_UP = ("Province", "Prefecture", "County")
_OFFICES = ("Petition Office",)
_DEPARTMENTS = (
	"Department",
	"Discipline Organ",
	"Politics and Law Organ",
	"Review Office",
	"Government",
	"Party Committee",
)
_ANYWHERE = ("Province", "Prefecture", "County", "Township", "Village")

POSTS: dict[str, Post] = {
	"Village Liaison": Post(("Village",)),
	"Township Officer": Post(("Township",), ("Township",)),
	"Township Leader": Post(("Township",), ("Township",), leads=True),
	"Department Officer": Post((*_COUNTY_UP, "Township"), _DEPARTMENTS),
	"Department Leader": Post((*_COUNTY_UP, "Township"), _DEPARTMENTS, leads=True),
	"County Petition Officer": Post(_COUNTY_UP, _OFFICES),
	"County Section Head": Post(_COUNTY_UP, _OFFICES),
	"County Leader": Post(_COUNTY_UP, ("Petition Office", "Government", "Party Committee"), leads=True),
	"Supervision Officer": Post(_COUNTY_UP, ("Petition Office", "Government", "Party Committee")),
	"Review Officer": Post(_COUNTY_UP, ("Petition Office", "Government", "Review Office")),
	"Hearing Officer": Post(_ANYWHERE),
	CUSTODIAN_ROLE: Post(_ANYWHERE),
	ADMIN_ROLE: Post(_COUNTY_UP, _OFFICES),
}

#: Every role that a Posting gives and takes. No other code adds or removes one, and none outside this list is touched.
OURS: tuple[str, ...] = (*POSTS, BASE_ROLE)
LEADERS: tuple[str, ...] = tuple(name for name, post in POSTS.items() if post.leads)
OFFICERS: tuple[str, ...] = tuple(
	name for name in POSTS if name.split()[-1] in ("Officer", "Head", "Liaison") and name != "Hearing Officer"
)
#: Posts that give nothing before a second person has confirmed them.
CONFIRMED: tuple[str, ...] = (CUSTODIAN_ROLE,)
