"""The monthly table: every figure equals a count by plain SQL, and its list has as many rows."""

import pytest

from xinfang_app import when
from xinfang_app.insight.monthly import listing, view
from xinfang_app.insight.monthly.figure import Figure
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.table import Sheet
from xinfang_app.petition.registering import split

MARCH = Month(2026, 3)
LIN = {"name": "林青苗", "phone": "13900009901", "address": "东沟村三组9号"}
ZHOU = {"name": "周望山", "phone": "13900009902", "address": "前营村1号"}


@pytest.fixture
def pieces(county):
	return county


def prepare(county):
	"""Pieces of several months, of every kind that is counted and not counted."""
	import frappe

	bring = county.bring
	bring("2025-03-11 09:00", "Visit", people_count=3)
	bring("2026-02-10 09:00", "Letter", category="0402", place=county.FAR_VILLAGE)
	bring("2026-02-11 09:00", "Online", source_level="National", category="0801")
	first = bring("2026-03-02 09:00", "Letter", petitioners=[LIN])
	bring("2026-03-03 09:00", "Visit", people_count=8, category="0801", place=county.FAR_VILLAGE)
	bring("2026-03-31 23:59", "Visit", people_count=2)
	bring("2026-04-01 00:00", "Visit", people_count=2)
	bring("2026-03-04 09:00", "Online", source_level="National", upper_number="GJ-1", category="0402")
	bring("2026-03-05 09:00", "Call", by="lq", place=county.OTHER_VILLAGE, category=None)
	bring("2026-03-06 09:00", "Fax", by="sw", place=county.FAR_VILLAGE)
	bring("2026-03-07 09:00", "Letter", place=None, category="0901", source_level="Provincial")
	bring("2026-03-09 09:00", "Letter", by="wh")
	again = {"petition": first.petition, "reason": "同一事项"}
	bring("2026-03-10 09:00", "Letter", petitioners=[LIN], decision={"relation": "Repeat", **again})
	bring("2026-03-11 09:00", "Visit", petitioners=[ZHOU], decision={"relation": "Joined", **again})
	bring("2026-03-12 09:00", "Letter", is_first_here=0)
	whole = bring("2026-03-13 09:00", "Letter", claims=["恢复低保", "修复村道"], petitioners=[ZHOU])
	frappe.set_user(county.xfj)
	with when.at("2026-03-14 09:00"):
		split.split(
			frappe.get_doc("Petition Submission", whole.name), [{"title": "修路", "claims": ["修复村道"]}]
		)
		draft = frappe.new_doc("Petition Submission")
		draft.update({"title": "草稿", "organ": county.XFJ, "form": "Letter"})
		draft.insert()
	frappe.set_user("Administrator")
	bring("2026-03-15 09:00", "Letter", purpose="4", category="1401")


def sheet(county, user, month=MARCH, office="QH-XFJ", place=None, organ=None, **layout):
	return Sheet(view.of(office, place, organ, user=user), month, **layout)


def by_sql(figure: str, low: str, high: str, more: str = "1=1") -> int:
	"""A figure counted without the app's code, from its name."""
	import frappe

	parts = dict(part.split("=", 1) for part in figure.split(";"))
	assert parts.pop("of") == "own"
	year, number = map(int, parts.pop("month").split("-"))
	following = f"{year + number // 12}-{number % 12 + 1:02d}-01"
	where = [
		"status = 'Registered'",
		"is_part = 0",
		f"received_on >= '{year}-{number:02d}-01' and received_on < '{following}'",
		f"scope_code >= '{low}' and scope_code < '{high}'",
		more,
	]
	measure = parts.pop("measure")
	repeat = "(relation = 'Repeat' or (relation = 'New Matter' and is_first_here = 0))"
	columns = {
		"form": "ifnull(form, '')",
		"source_level": "ifnull(source_level, '')",
		"group": "left(ifnull(category, ''), 2)",
		"category": "ifnull(category, '')",
		"organ": "organ",
		"place": "concat(left(scope_code, 9), '000')",
		"is_repeat": repeat,
		"is_group": "is_group",
	}
	where += [f"{columns[key]} = '{value}'" for key, value in parts.items()]
	where.append(
		{
			"pieces": "ifnull(form, '') != 'Visit'",
			"batches": "form = 'Visit'",
			"first": f"not {repeat}",
			"repeat": repeat,
			"group": "people_count >= 5",
		}.get(measure, "1=1")
	)
	what = "ifnull(sum(people_count), 0)" if measure == "heads" else "count(*)"
	return int(
		frappe.db.sql(f"select {what} from `tabPetition Submission` where {' and '.join(where)}")[0][0]
	)


def compare(made: Sheet, low: str, high: str, more: str = "1=1") -> int:
	"""Compare every figure of a sheet with SQL, and with its list; return how many were compared."""
	compared = 0
	for line in made.lines:
		for key, figure in line.figures.items():
			if figure.kind != "own":
				continue
			assert line.values[key] == by_sql(str(figure), low, high, more), (line.label, str(figure))
			rows = listing.rows(made.view, Figure.parse(str(figure)))
			told = sum(row.heads for row in rows) if figure.measure == "heads" else len(rows)
			assert told == line.values[key], (line.label, str(figure))
			compared += 1
	return compared


COUNTY_RANGE = ("990124000000", "990125000000")


def test_the_standard_sheet(pieces):
	made = sheet(pieces, pieces.xfj)
	assert compare(made, *COUNTY_RANGE) > 150
	total = made.lines[0].values
	assert total["total_all"] == 11, "no draft, no part, no sealed piece, no other county, no other month"
	assert total["form_Visit_batches"] == 3 and total["form_Visit_heads"] == 11
	assert total["last"] == 2 and total["last_rate"] == 450.0
	assert total["year"] == 1 and total["year_rate"] == 1000.0
	labels = {line.label: line.values for line in made.lines}
	assert labels["重复"]["total_all"] == 2, (
		"decided, or noted at the counter; the joined piece of others is a first one"
	)
	assert labels["集体(5人以上)"]["total_all"] == 1
	assert labels["青禾县本级"]["total_all"] == 1, "without a place it counts where it is managed"
	assert not made.partial and made.closing is None


def test_what_there_is_nothing_to_compare_with_has_no_rate(pieces):
	made = sheet(pieces, pieces.xfj, Month(2025, 3))
	assert made.lines[0].values["last"] == 0 and made.lines[0].values["last_rate"] is None


@pytest.mark.parametrize("rows", ["source_level", "category", "organ", "is_repeat"])
@pytest.mark.parametrize(("columns", "measure"), [("form", "all"), ("place", "heads"), ("group", "repeat")])
def test_any_layout(pieces, rows, columns, measure):
	made = sheet(pieces, pieces.xfj, rows=rows, columns=columns, measure=measure)
	assert compare(made, *COUNTY_RANGE) > 10


def test_an_unknown_layout_is_refused(pieces):
	with pytest.raises(ValueError):
		sheet(pieces, pieces.xfj, rows="petitioner")


def test_a_townships_table_has_its_range_only(pieces):
	made = sheet(pieces, pieces.lq_leader, place=pieces.TOWN)
	assert not made.partial
	assert compare(made, pieces.TOWN, "990124004000") > 50
	assert made.lines[0].values["total_all"] == 8
	assert all(row.place == pieces.TOWN for row in listing.rows(made.view, Figure(MARCH)))


def test_a_township_that_asks_for_the_county_gets_its_own(pieces):
	made = sheet(pieces, pieces.lq_leader)
	assert made.partial
	assert made.lines[0].values["total_all"] == 8


def test_an_organ_sees_what_it_may(pieces):
	made = sheet(pieces, pieces.lq)
	assert made.partial and made.lines[0].values["total_all"] == 1, "what the township registered itself"
	own = sheet(pieces, pieces.lq, organ=pieces.LQ)
	assert not own.partial and own.lines[0].values["total_all"] == 1
	none = sheet(pieces, pieces.rsj)
	assert none.lines[0].values["total_all"] == 0


def test_two_offices_in_one_site(pieces):
	other = sheet(pieces, pieces.wh, office="WH-XFJ")
	assert other.lines[0].values["total_all"] == 1
	assert compare(other, pieces.SECOND, "990126000000") > 50
	assert sheet(pieces, pieces.wh).lines[0].values["total_all"] == 0, "nothing of the other county"
	assert sheet(pieces, pieces.xfj, office="WH-XFJ").lines[0].values["total_all"] == 0


def test_an_office_without_pieces(pieces):
	made = sheet(pieces, pieces.wh, Month(2024, 7), office="WH-XFJ")
	assert {value for line in made.lines for value in line.values.values()} == {0, None}
	assert any(line.label == "河口镇" for line in made.lines), "its townships are on the sheet all the same"


def test_no_office_no_table(pieces):
	from xinfang_app.insight.monthly.errors import NoOffice

	with pytest.raises(NoOffice):
		view.of("QH-LQ", user=pieces.lq)


def test_sealed_pieces_are_a_number_for_those_who_may_know(pieces):
	made = sheet(pieces, pieces.head)
	line = made.lines[-1]
	assert (line.label, line.values["total_all"]) == ("密封件收件数", 1)
	assert len(listing.sealed(made.view, line.figures["total_all"])) == 1
	assert not any(line.sealed for line in sheet(pieces, pieces.xfj).lines), "an officer is told nothing"
	assert not any(line.sealed for line in sheet(pieces, pieces.head, place=pieces.TOWN).lines), "nor a place"
	assert made.lines[0].values == sheet(pieces, pieces.xfj).lines[0].values, "it is in no other figure"


def test_a_piece_that_joined_and_was_merged_stays_one_piece(pieces, as_user):
	"""Deciding afterwards that a piece repeats another moves it from first to repeat; the number of pieces stays."""
	import frappe

	from xinfang_app.petition.registering import repeats

	piece = pieces.bring("2026-03-20 09:00", "Letter", petitioners=[ZHOU], title="再次反映")
	before = sheet(pieces, pieces.xfj).lines[0].values["total_all"]
	target = frappe.db.get_value("Petition Submission", {"upper_number": "GJ-1"}, "petition")
	with as_user(pieces.xfj), when.at("2026-03-21 09:00"):
		repeats.decide(frappe.get_doc("Petition Submission", piece.name), "Repeat", target, "同一事项")
	made = sheet(pieces, pieces.xfj)
	assert made.lines[0].values["total_all"] == before
	assert compare(made, *COUNTY_RANGE) > 150


def test_a_repeat_that_the_organ_joins_elsewhere_stays_a_repeat(pieces, as_user):
	import frappe

	from xinfang_app.petition.registering import joining

	one = pieces.bring("2026-03-20 09:00", "Letter", title="甲", petitioners=[LIN])
	two = pieces.bring("2026-03-21 09:00", "Letter", title="乙", petitioners=[ZHOU])
	again = pieces.bring(
		"2026-03-22 09:00",
		"Letter",
		petitioners=[LIN],
		decision={"relation": "Repeat", "petition": one.petition, "reason": "同一事项"},
	)
	with as_user(pieces.xfj), when.at("2026-03-23 09:00"):
		joining.join(
			frappe.get_doc("Petition", one.petition), frappe.get_doc("Petition", two.petition), "同一事项"
		)
	relation = dict(
		frappe.get_all(
			"Petition Submission",
			filters={"name": ("in", [one.name, again.name])},
			fields=["name", "relation"],
			as_list=True,
		)
	)
	assert relation == {one.name: "Joined", again.name: "Repeat"}
