"""Ranges and their complement, as SQL, tried on SQLite."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinfang_app.access import sql
from xinfang_app.access.scope_map import _merged

codes = st.text("0129", min_size=1, max_size=4)
ranges = st.lists(
	st.tuples(codes, codes).map(sorted).map(tuple).filter(lambda r: r[0] < r[1]), min_size=1, max_size=4
)


@pytest.fixture(scope="module", autouse=True)
def plain_literals():
	with pytest.MonkeyPatch.context() as patched:
		patched.setattr(sql, "literal", lambda value: "'" + value + "'")
		yield


def selected(condition, values):
	connection = sqlite3.connect(":memory:")
	connection.execute("create table `tabX` (code text)")
	connection.executemany("insert into `tabX` values (?)", [(value,) for value in values])
	return {row[0] for row in connection.execute(f"select code from `tabX` where {condition}")}


# The machine may be busy; how fast examples are made is not what is tested.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ranges, st.lists(codes | st.none(), max_size=20))
def test_inside_and_outside_are_complements(raw, values):
	merged = _merged(set(raw))
	inside = selected(sql.in_ranges("X", "code", merged), values)
	outside = selected(sql.outside_ranges("X", "code", merged), values)
	expected = {value for value in values if value and any(low <= value < high for low, high in raw)}
	assert inside == expected
	assert outside == set(values) - expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ranges)
def test_merged_ranges_are_disjoint_and_cover_the_same(raw):
	merged = _merged(set(raw))
	assert all(a[1] < b[0] for a, b in zip(merged, merged[1:], strict=False))
	for probe in {bound for pair in raw for bound in pair}:
		assert any(l <= probe < h for l, h in raw) == any(l <= probe < h for l, h in merged)


def test_any_of():
	assert sql.any_of([]) == sql.NOTHING
	assert sql.any_of([sql.NOTHING, "a=1"]) == "a=1"
	assert sql.any_of(["a=1", "b=2", "a=1"]) == "(a=1 or b=2)"
	assert sql.any_of(["a=1", sql.EVERYTHING]) == sql.EVERYTHING


@pytest.mark.parametrize("name", ["a`b", "a;b", "", "a.b"])
def test_names_are_names(name):
	with pytest.raises(ValueError):
		sql.column("Petition", name)
