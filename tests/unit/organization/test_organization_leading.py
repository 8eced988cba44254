"""Which tier a leader is of: committee and government lead the place, a bureau's leader leads a department."""

import pytest

from xinfang_app.organization import leading


@pytest.mark.parametrize(
	("kind", "of_organ", "tier"),
	[
		("Government", "County", "County"),
		("Party Committee", "County", "County"),
		("Department", "County", "Department"),
		("Petition Office", "County", "Department"),
		("Politics and Law Organ", "County", "Department"),
		("Township", "Township", "Township"),
		("Government", "Prefecture", "Prefecture"),
		("Government", "Province", "Provincial"),
		("Department", "Province", "Department"),
		("Village Committee", "Village", None),
		(None, None, None),
	],
)
def test_the_tier_of_a_leader(kind, of_organ, tier):
	assert leading.tier(kind, of_organ) == tier
