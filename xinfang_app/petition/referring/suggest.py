"""Which organ should have the petition: a suggestion with its reason, for the person who decides.

Rule (arts. 5, 22: 属地管理、分级负责,谁主管、谁负责): first the organs whose competence covers the category at the place, then
those that accepted petitions of the same category in the same area before, with their number. The answer rests on the
matter alone, never on who brought it. Only what the sender may send to is suggested; an organ that has returned this
very petition is left out.
"""

from collections import Counter
from typing import NamedTuple

from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.organization import codes, competence
from xinfang_app.petition import acting
from xinfang_app.petition.referring import targets

LIMIT = 5
#: So many earlier referrals are looked at; enough for a county, and one indexed read.
LOOK_BACK = 2000
TAKEN = ("Accepted", "Answered")


class Suggestion(NamedTuple):
	"""An organ, its title, why it (in the user's language), and how many petitions of the kind it accepted before."""

	organ: str
	title: str
	reason: str
	accepted_before: int


def organs(petition: Document) -> list[Suggestion]:
	"""Return the organs that should answer `petition`, best first, at most LIMIT; empty for accusations."""
	place = petition.place_code or petition.scope_code
	before = accepted_before(petition.category, place)
	reasons: dict[str, list[str]] = {}
	if petition.category and place:
		for organ, reason in competence.competent(petition.category, place):
			reasons.setdefault(organ, []).append(reason)
	for organ, number in before.most_common():
		reasons.setdefault(organ, []).append(
			_("accepted {0} petitions of this category in this area before").format(number)
		)
	found = []
	for organ, why in reasons.items():
		if not targets.fault(petition, petition.holder, organ, when.today()):
			found.append(Suggestion(organ, acting.organ_title(organ), "；".join(why), before[organ]))
	return found[:LIMIT]


def accepted_before(category: str | None, place: str | None) -> Counter:
	"""Return how many petitions of `category` in the same township (or county) each organ accepted, of those the user may see."""
	if not (category and place):
		return Counter()
	area = codes.at_tier(place, codes.TOWNSHIP) or codes.at_tier(place, codes.COUNTY) or place
	low, high = codes.range_of(area)
	rows = scope.get_list(
		"Petition",
		filters=[
			["category", "=", category],
			["place_code", ">=", low],
			["place_code", "<", high],
			["accepted_on", "is", "set"],
		],
		fields=["name"],
		order_by="modified desc",
		limit=LOOK_BACK,
	)
	if not rows:
		return Counter()
	taken = scope.get_list(
		"Petition Referral",
		filters={"petition": ["in", [row["name"] for row in rows]], "role": "Lead", "stage": ["in", TAKEN]},
		fields=["to_organ", "petition"],
	)
	return Counter(organ for organ, _petition in {(row["to_organ"], row["petition"]) for row in taken})
