"""Duties that come again: made once for rule, organ and period; days moved on over rest days; done with enough entries."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.supervision.duties import routine
from xinfang_app.supervision.duties.errors import DutyRefused

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def on(county):
	"""`on("L07", "2026-03-02")` switches a local rule on alone and runs the daily job of that day; returns its duties."""
	frappe.db.set_value("Deadline Rule", {"document_type": "Routine Duty"}, "enabled", 0)

	def run(code, day, **values):
		frappe.db.set_value("Deadline Rule", code, {"enabled": 1, **values})
		from xinfang_app.deadline import rules

		rules.forget()
		with when.at(f"{day} 03:00"):
			routine.daily()
		return frappe.get_all(
			"Routine Duty", {"rule_code": code, "organ": ("like", "QH-%")}, ["*"], order_by="period asc"
		)

	return run


def test_each_rule_is_off_and_names_its_rhythm(county):
	rows = frappe.get_all(
		"Deadline Rule",
		{"document_type": "Routine Duty"},
		["code", "enabled", "recurs", "recurs_for", "source_tag"],
	)
	shipped = {row.code for row in rows}
	local = {f"L{number:02d}" for number in (*range(2, 10), *range(11, 19), 21)}
	assert local <= shipped and {"N20", "N21"} <= shipped
	assert all(row.recurs and row.recurs_for for row in rows)
	assert all(row.source_tag == "Local rule" for row in rows if row.code in local)


def test_once_for_rule_organ_and_period(on):
	(duty,) = on("L07", "2026-03-02")
	assert (duty.organ, duty.period, str(duty.due_on)) == ("QH-RSJ", "2026-03", "2026-03-31")
	assert len(on("L07", "2026-03-02")) == 1 and len(on("L07", "2026-03-25")) == 1
	assert [row.period for row in on("L07", "2026-04-01")] == ["2026-03", "2026-04"]


def test_dates_that_end_in_five_or_nought_move_on_over_rest_days(on):
	(duty,) = on("L06", "2026-05-04")
	assert duty.days_text == "5月6日、5月11日、5月15日、5月20日、5月25日、6月1日"
	assert str(duty.due_on) == "2026-06-01"


def test_a_duty_of_working_days_rests_with_them(on):
	assert on("L09", "2026-05-01") == []
	(duty,) = on("L09", "2026-05-06")
	assert duty.organ == "QH-XFJ" and str(duty.due_on) == "2026-05-06"


def test_a_week_and_a_half_year(on):
	(week,) = on("L14", "2026-03-04")
	assert (week.period, str(week.due_on)) == ("2026-W10", "2026-03-06")
	half = [row for row in on("L21", "2026-09-01") if row.organ == "QH-ZF"][0]
	assert (half.period, str(half.due_on)) == ("2026-H2", "2026-12-31")


def test_enough_entries_end_the_clock(on, road, county):
	(duty,) = [row for row in on("L02", "2026-03-02") if row.organ == "QH-ZF"]
	doc = frappe.get_doc("Routine Duty", duty.name)
	road.by("ld", "2026-03-05 17:00", routine.enter, doc, leader=county.ld, note="县长接待日")
	assert road.clock("L02", doc).state == "Running" and doc.done_count == 1
	with pytest.raises(DutyRefused):
		road.by("ld", "2026-03-05 17:10", routine.enter, doc, leader=county.ld, note="县长接待日")
	road.by("ld", "2026-03-19 17:00", routine.enter, doc, leader=county.ld)
	assert road.clock("L02", doc).state == "Met"
	assert frappe.db.get_value("Routine Duty", duty.name, "status") == "Done for the period"
	with pytest.raises(DutyRefused):
		road.by("ld", "2026-03-20 17:00", routine.enter, doc, leader=county.ld)


def test_what_is_refused(on, road, county):
	(duty,) = on("L07", "2026-03-02")

	def enter(who, **values):
		return road.by(
			who, "2026-03-10 17:00", routine.enter, frappe.get_doc("Routine Duty", duty.name), **values
		)

	from xinfang_app.access.errors import NotPermitted

	for who in ("lq", "xfj", "dg"):
		with pytest.raises((NotYourOrgan, NotPermitted)):
			enter(who, note="接待")
	for values in (
		{},
		{"leader": county.lq_head},
		{"note": "接待", "done_on": "2026-02-27"},
		{"note": "接待", "done_on": "2026-03-11"},
	):
		with pytest.raises(DutyRefused):
			enter("rsj", **values)
	with pytest.raises(Exception):
		enter("rsj", note="接待", proof="/files/nosuch.pdf")


def test_a_rule_switched_on_at_the_end_is_not_missed_at_once(on):
	(duty,) = on("L07", "2026-05-31")
	assert str(duty.due_on) == "2026-05-31"


def test_it_never_counts_people():
	for doctype in ("Routine Duty", "Routine Duty Entry"):
		names = {field.fieldname for field in frappe.get_meta(doctype).fields}
		assert not {
			name for name in names if any(word in name for word in ("people", "person", "petition", "visit"))
		}


def test_it_stands_on_the_morning_list_by_its_term_and_once(on, county, as_user):
	from xinfang_app.office import worklist
	from xinfang_app.organization import posting

	on("L07", "2026-03-02")

	def keys(moment):
		posting.forget()
		with when.at(moment), as_user(county.rsj):
			return [section["key"] for section in worklist.of()["sections"]]

	assert keys("2026-03-02 09:00") == [] and keys("2026-03-30 09:00") == ["due_soon"]


def test_a_rule_an_admin_makes_begins_its_own_clocks_only(on, road, county):
	frappe.get_doc(
		{
			"doctype": "Deadline Rule",
			"code": "LX1",
			"title": "每周下访",
			"document_type": "Routine Duty",
			"enabled": 1,
			"source_tag": "Local rule",
			"kind": "Duty",
			"unit": "Absolute Date",
			"start_milestone": "period_begun",
			"end_milestone": "done",
			"bearer_field": "organ",
			"due_field": "due_on",
			"recurs": "Week",
			"recurs_times": 1,
			"recurs_for": "Township:Township",
		}
	).insert(ignore_permissions=True)
	(other,) = on("L07", "2026-03-02")
	own = frappe.get_all("Routine Duty", {"rule_code": "LX1", "organ": "QH-LQ"}, pluck="name")[0]
	clocks = {
		row.ref_name: row.rule
		for row in frappe.get_all("Deadline", {"ref_doctype": "Routine Duty"}, ["rule", "ref_name"])
	}
	assert clocks[other.name] == "L07" and clocks[own] == "LX1"
	assert not road.clock("LX1", frappe.get_doc("Routine Duty", other.name))
