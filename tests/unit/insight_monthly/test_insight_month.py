"""Months, and what the monthly table may be laid out by; no site."""

from dataclasses import fields
from datetime import date, datetime

import pytest

from xinfang_app.insight.monthly import definitions, dimensions, figure
from xinfang_app.insight.monthly.definitions import Count
from xinfang_app.insight.monthly.month import Month


def test_year_change():
	december, january = Month(2025, 12), Month(2026, 1)
	assert december.next == january and january.previous == december
	assert january.year_before == Month(2025, 1)
	assert december < january and str(january) == "2026-01"


@pytest.mark.parametrize(
	("month", "last"), [((2024, 2), 29), ((2026, 2), 28), ((2026, 4), 30), ((2026, 12), 31)]
)
def test_last_day(month, last):
	assert Month(*month).last == date(*month, last)


def test_a_month_ends_where_the_next_begins():
	assert Month(2025, 12).begin == datetime(2025, 12, 1)
	assert Month(2025, 12).end == datetime(2026, 1, 1) == Month(2026, 1).begin


def count(**values):
	given = {
		"form": "Letter",
		"source_level": "County",
		"category": "0201",
		"place": "990124003000",
		"organ": "QH-XFJ",
		"is_repeat": False,
		"is_group": False,
	}
	return Count(**{**given, **values})


@pytest.fixture
def measures(monkeypatch):
	monkeypatch.setattr(definitions, "_", lambda text, context=None: text)
	return definitions.measures()


def test_measures(measures):
	counted = [
		count(n=3, heads=4),
		count(form="Visit", n=2, heads=9, is_group=True),
		count(form="Online", is_repeat=True),
	]
	assert {key: measure.of(counted) for key, measure in measures.items()} == {
		"all": 6,
		"pieces": 4,
		"batches": 2,
		"heads": 14,
		"first": 5,
		"repeat": 1,
		"group": 2,
	}


def test_every_measure_says_its_rule(measures):
	assert all(len(measure.rule) > 20 for measure in measures.values())


def test_the_name_of_a_figure_brings_it_back(measures, monkeypatch):
	monkeypatch.setattr(figure.definitions, "measures", lambda: measures)
	for one in (
		figure.Figure(Month(2026, 3)),
		figure.Figure(Month(2026, 3), (("form", "Visit"), ("category", "")), "heads"),
		figure.Figure(Month(2026, 3), (("is_repeat", "1"),), "all", figure.ADDED, Month(2026, 1)),
	):
		assert figure.Figure.parse(str(one)) == one


def test_a_figure_picks_by_all_its_values():
	visit = count(form="Visit", is_repeat=True)
	assert figure.matches(visit, (("form", "Visit"), ("is_repeat", "1")))
	assert not figure.matches(visit, (("form", "Visit"), ("is_repeat", "0")))
	assert figure.matches(visit, (("group", "02"),)) and figure.matches(visit, ())


def test_nothing_tells_who_came():
	"""No column of the table, the books or the lists is about a person."""
	import json
	from pathlib import Path

	import xinfang_app

	people = ("petitioner", "name_hash", "phone", "id_no", "masked", "entry_", "first_petitioner", "address")
	app = Path(xinfang_app.__file__).parent
	columns = {field.name for field in fields(Count)} | set(definitions.VALUES) | set(dimensions.KEYS)
	for name in ("month_close", "month_close_row"):
		record = json.loads((app / "insight" / "doctype" / name / f"{name}.json").read_text(encoding="utf-8"))
		columns |= {field["fieldname"] for field in record["fields"]}
	assert not [column for column in columns for word in people if word in column]
	for path in (app / "insight" / "monthly").glob("*.py"):
		assert "Submission Petitioner" not in path.read_text(encoding="utf-8"), path.name
