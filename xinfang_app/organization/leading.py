"""Which tier a leader is of (省、市、县、乡级领导, 部门领导): what ownerships, receptions and the half-year table count by.

Rule (arts. 12, 18; half-year H12, H13, H26): a leader of the province, city or county is one of its party committee or
government; a leader of a township is one of the township itself. Whoever leads an organ of the county (bureau, petition
office, review office) leads a department: he owns and receives too, and is never counted as a leader of the county.
"""

PROVINCIAL, PREFECTURE, COUNTY, TOWNSHIP, DEPARTMENT = (
	"Provincial",
	"Prefecture",
	"County",
	"Township",
	"Department",
)
#: The kinds of organ whose leaders are leaders of the place itself.
SEATS = ("Government", "Party Committee")
_OF_PLACE = {"Province": PROVINCIAL, "Prefecture": PREFECTURE, "County": COUNTY, "Township": TOWNSHIP}


def tier(kind: str | None, tier_of_organ: str | None) -> str | None:
	"""Return the tier of who leads an organ of this kind and tier; None below the township. Pure.

	tier("Government", "County") → "County"; tier("Department", "County") → "Department"; tier("Township", …) → "Township".
	"""
	if kind == "Township":
		return TOWNSHIP
	if tier_of_organ not in _OF_PLACE:
		return None
	return _OF_PLACE[tier_of_organ] if kind in SEATS else DEPARTMENT
