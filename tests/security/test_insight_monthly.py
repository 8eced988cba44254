"""Somebody looks for another county's figures, for pieces out of his range, or wants to touch what was closed."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.insight.monthly import closing, counting, listing, view
from xinfang_app.insight.monthly.figure import SEALED, Figure
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.table import Sheet

API = "xinfang_app.insight.api_monthly."
MARCH = Month(2026, 3)
FIGURE = str(Figure(MARCH))


@pytest.fixture(scope="module")
def closed(county, site):
	"""March of the county with three pieces, closed and committed for the web server."""
	made = type(county)()
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.local.xf_postings = None
	for number, (holder, place) in enumerate(
		(("dept", "village"), ("town", "village2"), ("office", "village3"))
	):
		made.add(
			"Petition Submission",
			status="Registered",
			title=f"饮水工程{holder}",
			number=f"XF-980121-2026-90000{number}",
			form="Letter",
			received_on="2026-03-10 09:00:00",
			holder=made.organ[holder],
			organ=made.organ[holder],
			scope_code=made.place[place],
			people_count=2,
		)
	with when.at("2026-04-02 09:00"):
		made.close = closing.close(made.organ["office"], MARCH)
	frappe.db.commit()
	yield made
	frappe.db.rollback()
	frappe.db.delete("Month Close Row", {"close": made.close.name})
	for doctype, name in (*made.made, ("Month Close", made.close.name)):
		frappe.db.delete(doctype, {"name": name})
	frappe.db.delete("Access Log", {"report_name": "Monthly Petition Table"})
	frappe.db.commit()


def table(login, who, **filters):
	answer = login(who).call(
		"frappe.desk.query_report.run",
		report_name="Monthly Petition Table",
		filters={"month": str(MARCH), "office": "980121-XF", **filters},
	)
	return answer


def total(answer):
	assert answer.status_code == 200, answer.text[:300]
	return answer.json()["message"]["result"][0]["total_all"]


def listed(login, who, **filters):
	answer = login(who).call(
		"frappe.desk.query_report.run",
		report_name="Monthly Petition List",
		filters={"office": "980121-XF", "figure": FIGURE, **filters},
	)
	assert answer.status_code == 200, answer.text[:300]
	return answer.json()["message"]["result"]


@pytest.mark.parametrize(
	("who", "seen"),
	[
		("county_officer", 3),
		("supervision", 3),
		("town_leader", 2),
		("town_officer", 1),
		("dept_officer", 1),
		("dept2_officer", 0),
		("other_officer", 0),
	],
)
def test_the_table_and_its_list_stay_within_the_range(closed, login, who, seen):
	assert total(table(login, who)) == str(seen)
	rows = listed(login, who)
	assert len(rows) == seen
	if seen == 0:
		assert "饮水工程" not in str(rows)


@pytest.mark.parametrize("who", ["village", "clerk", "petition_admin"])
def test_others_have_no_table(closed, login, who):
	assert table(login, who).status_code == 403
	assert login(who).call(f"{API}download", month=str(MARCH), office="980121-XF").status_code == 403


def test_another_countys_closing_is_not_read(closed, login):
	name = closed.close.name
	for who in ("other_officer", "dept_officer", "town_leader"):
		session = login(who)
		assert session.get(f"/api/resource/Month Close/{name}").status_code in (403, 404)
		assert session.call(f"{API}check", close=name).status_code == 403
		assert session.call(f"{API}reopen", close=name, reason="试试").status_code == 403
	assert login("county_officer").get(f"/api/resource/Month Close/{name}").status_code == 200


def test_the_rows_of_the_books_are_nobodys_list(closed, login):
	for who in ("county_officer", "section_head", "county_leader", "system_manager"):
		answer = login(who).get("/api/resource/Month Close Row")
		assert answer.status_code == 403
	counted = login("county_officer").call("frappe.client.get_count", doctype="Month Close Row", filters={})
	assert counted.status_code == 403


@pytest.mark.parametrize("who", ["dept_officer", "town_leader", "other_officer", "supervision", "review"])
def test_only_the_office_closes(closed, login, who):
	answer = login(who).call(f"{API}close", month="2026-04", office="980121-XF")
	assert answer.status_code == 403
	frappe.db.rollback()
	assert frappe.db.count("Month Close", {"office": "980121-XF"}) == 1


def test_an_officer_does_not_reopen(closed, login):
	answer = login("county_officer").call(f"{API}reopen", close=closed.close.name, reason="数字有误")
	assert answer.status_code == 403


def test_a_closing_is_not_written_over_rest(closed, login):
	for who in ("county_officer", "section_head", "system_manager"):
		answer = login(who).put(f"/api/resource/Month Close/{closed.close.name}", json={"pieces": 99})
		assert answer.status_code >= 400
	frappe.db.rollback()
	assert closing.is_intact(frappe.get_doc("Month Close", closed.close.name))


def test_a_figure_with_sql_in_it_is_refused(closed, login):
	for figure in ("month=2026-03;owner=1", "month=2026-03;of=everything", "month=2026-03' or 1=1", ""):
		answer = login("county_officer").call(
			"frappe.desk.query_report.run",
			report_name="Monthly Petition List",
			filters={"office": "980121-XF", "figure": figure},
		)
		assert answer.status_code == 417, figure
	for bounds in ({"place": "x' or '1'='1"}, {"organ": '" or 1=1 -- '}):
		assert table(login, "county_officer", **bounds).status_code == 417
	bad = "month=2026-03;of=own;category=' or 1=1 -- ;measure=all"
	assert listed(login, "county_officer", figure=bad) == []


def test_the_file_holds_no_more_than_the_table(closed, login):
	from io import BytesIO

	from openpyxl import load_workbook

	for who, seen in (("county_officer", 3), ("dept_officer", 1)):
		answer = login(who).call(f"{API}download", month=str(MARCH), office="980121-XF")
		assert answer.status_code == 200 and ".xlsx" in answer.headers["Content-Disposition"]
		page = load_workbook(BytesIO(answer.content)).active
		row = next(row for row in page.iter_rows() if row[0].value == "合计")
		assert seen in [cell.value for cell in row], who
		assert "饮水工程" not in str([[cell.value for cell in row] for row in page.iter_rows()])


def test_the_download_is_logged(closed, login):
	login("county_officer").call(f"{API}download", month=str(MARCH), office="980121-XF")
	frappe.db.rollback()
	assert frappe.db.count(
		"Access Log", {"user": closed.user("county_officer"), "report_name": "Monthly Petition Table"}
	)


def test_nobody_follows_a_person_through_the_table(closed, login):
	for layout in ({"rows": "petitioner"}, {"columns": "masked_name"}, {"rows": "owner"}):
		assert table(login, "county_officer", **layout).status_code >= 400


@pytest.fixture
def untouched(county, db):
	"""The county in a transaction, without what the tests over HTTP have closed."""
	frappe.local.xf_postings = None
	for doctype in ("Month Close Row", "Month Close"):
		frappe.db.delete(doctype, {"office": county.organ["office"]})
	return county


def test_the_excluded_count_one_less(untouched, as_user):
	"""Who is kept away from a sealed piece, with his whole office, learns of it from no figure, open or closed."""
	from xinfang_app.access import sealing

	county = untouched
	for number, accused in (("1", []), ("2", [county.user("section_head")])):
		sealing.seal(
			{"title": "反映问题", "content": "反映问题", "petitioners": []},
			received_on="2026-03-20 09:00:00",
			form="Letter",
			source_level="County",
			organ=county.organ["office"],
			target_organ=county.organ["discipline"],
			number=f"XF-980121-2026-00099{number}",
			accused_users=accused,
		)

	before = len(counting.rows(view.of("980121-XF", user="Administrator"), MARCH))

	def seen(who):
		return counting.sealed(view.of("980121-XF", user=county.user(who)), MARCH)

	for moment in ("open", "closed"):
		assert len(counting.sealed(view.of("980121-XF", user="Administrator"), MARCH)) == 2
		assert len(seen("section_head")) == 1, "not even the number of what is about him"
		assert len(seen("county_leader")) == 1
		assert seen("county_officer") is None and seen("town_leader") is None
		if moment == "open":
			with when.at("2026-04-02 09:00"):
				record = closing.close("980121-XF", MARCH)
	assert record.pieces_and_visits == before and record.corrections == 0
	for who in ("county_leader", "section_head"):
		bounds = view.of("980121-XF", user=county.user(who))
		lines = [line for line in Sheet(bounds, MARCH).lines if line.sealed and not line.heading]
		shown = listing.sealed(bounds, Figure(MARCH, (), "all", SEALED))
		assert lines[0].values["total_all"] == len(shown) == len(seen(who))
		assert set(vars(shown[0])) == {"number", "received_on", "form", "sign", "month"}


def test_reopening_is_for_leaders_of_this_county(untouched, as_user):
	county = untouched
	with when.at("2026-04-02 09:00"):
		doc = closing.close("980121-XF", MARCH)
	for who in ("county_officer", "supervision", "dept_leader", "town_leader", "other_officer", "clerk"):
		with as_user(county.user(who)), pytest.raises(NotPermitted):
			closing.reopen(doc, "数字有误")
	with as_user(county.user("section_head")):
		assert closing.reopen(doc, "数字有误").status == "Reopened"
