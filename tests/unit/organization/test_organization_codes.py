"""Place codes: tier, range and ancestors, by example and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_app.organization import codes


def parts(digits: int, least: int = 1):
	return st.integers(least, 10**digits - 1).map(lambda number: str(number).zfill(digits))


@st.composite
def places(draw) -> str:
	"""Any valid place code of any tier; sometimes a township without a county (東莞's case)."""
	province, prefecture = draw(parts(2)), draw(parts(2))
	county, township, village = draw(parts(2, least=0)), draw(parts(3)), draw(parts(3))
	depth = draw(st.integers(1, 5))
	if depth == 3 and county == "00":
		county = "01"
	return "".join((province, prefecture, county, township, village)[:depth]).ljust(12, "0")


@st.composite
def related_places(draw) -> tuple[str, str]:
	"""Two places that often share their first digits, since two drawn at random never do."""
	one, other = draw(places()), draw(places())
	shared = draw(st.sampled_from((0, 2, 4, 6, 9, 12)))
	mixed = one[:shared] + other[shared:]
	return one, other if codes.fault(mixed) else mixed


def above_or_same(one: str, other: str) -> bool:
	"""An independent reading of "lies in": strip the zero groups of `one`, look at the beginning of `other`."""
	groups = [one[0:2], one[2:4], one[4:6], one[6:9], one[9:12]]
	while groups and set(groups[-1]) == {"0"}:
		groups.pop()
	return other.startswith("".join(groups))


@given(places())
def test_a_drawn_place_is_valid(code):
	assert codes.fault(code) is None


@given(related_places())
def test_a_code_is_in_the_range_exactly_of_its_ancestors_and_itself(pair):
	one, other = pair
	low, high = codes.range_of(one)
	assert (low <= other < high) == above_or_same(one, other)
	assert (low <= other < high) == (one == other or one in codes.ancestors(other))


@given(places())
def test_ancestors_have_higher_tiers_nearest_first(code):
	tiers = [codes.TIERS.index(codes.tier_of(place)) for place in [code, *codes.ancestors(code)]]
	assert tiers == sorted(tiers, reverse=True)
	assert len(set(tiers)) == len(tiers)


@given(places(), st.sampled_from(codes.TIERS))
def test_at_tier_is_the_ancestor_of_that_tier(code, tier):
	found = codes.at_tier(code, tier)
	if codes.TIERS.index(codes.tier_of(code)) < codes.TIERS.index(tier):
		assert found is None
	else:
		assert codes.contains(found, code)
		assert len(codes.significant(found)) <= codes.DIGITS[tier]


@pytest.mark.parametrize(
	("code", "tier", "range_"),
	[
		("990000000000", "Province", ("990000000000", "A")),
		("980000000000", "Province", ("980000000000", "990000000000")),
		("990100000000", "Prefecture", ("990100000000", "990200000000")),
		("990124000000", "County", ("990124000000", "990125000000")),
		("990124101000", "Township", ("990124101000", "990124102000")),
		("990124999000", "Township", ("990124999000", "990125000000")),
		("990124101200", "Village", ("990124101200", "990124101201")),
	],
)
def test_tier_and_range(code, tier, range_):
	assert codes.tier_of(code) == tier
	assert codes.range_of(code) == range_


def test_the_range_of_the_last_province_holds_its_places_and_no_other():
	assert codes.contains("990000000000", "999999999999")
	assert not codes.contains("990000000000", "989999999999")


@pytest.mark.parametrize(
	("code", "words"),
	[
		(None, "12 digits"),
		("", "12 digits"),
		("99012400000", "12 digits"),
		("9901240000000", "12 digits"),
		("99012400000x", "12 digits"),
		("９９０１２４００００００", "12 digits"),
		("000000000000", "begin with 00"),
		("990024000000", "prefecture digits"),
		("990124000001", "township digits"),
	],
)
def test_a_bad_code_is_named(code, words):
	assert words in codes.fault(code)


def test_a_prefecture_may_govern_townships_itself():
	assert codes.fault("990300003000") is None
	assert codes.ancestors("990300003000") == ["990300000000", "990000000000"]
	assert codes.at_tier("990300003000", "County") == "990300000000"


def test_ancestors_of_a_village():
	assert codes.ancestors("990124101200") == ["990124101000", "990124000000", "990100000000", "990000000000"]
	assert codes.ancestors("990000000000") == []


def test_above_the_tier_there_is_none():
	assert codes.at_tier("990100000000", "County") is None
