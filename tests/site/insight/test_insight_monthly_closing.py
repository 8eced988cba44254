"""Closing a month: its figures stay; what happens afterwards is told as a correction in the next open month."""

import pytest

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.insight.monthly import books, closing, counting, listing, view
from xinfang_app.insight.monthly.errors import AlreadyClosed, MonthNotOver, MonthOutOfTurn, ReasonMissing
from xinfang_app.insight.monthly.figure import ADDED, REMOVED, Figure
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.table import Sheet

FEBRUARY, MARCH, APRIL = Month(2026, 2), Month(2026, 3), Month(2026, 4)
LIN = {"name": "林青苗", "phone": "13900009901", "address": "东沟村三组9号"}


@pytest.fixture
def month(county, as_user):
	"""Steps on the county's months: `close`, `reopen`, `table`, `corrections`, as users of the county."""
	return Steps(county, as_user)


class Steps:
	def __init__(self, county, as_user):
		self.county, self.as_user = county, as_user

	def close(self, month, on=None, by="xfj", office="QH-XFJ"):
		with self.as_user(getattr(self.county, by)), when.at(on or f"{month.next}-02 09:00"):
			return closing.close(office, month)

	def reopen(self, doc, reason="数字有误", by="head", on="2026-04-03 09:00"):
		with self.as_user(getattr(self.county, by)), when.at(on):
			return closing.reopen(doc, reason)

	def table(self, month, by="xfj", **bounds):
		return Sheet(view.of("QH-XFJ", user=getattr(self.county, by), **bounds), month)

	def total(self, month, by="xfj", **bounds):
		return self.table(month, by, **bounds).lines[0].values["total_all"]

	def corrections(self, month, by="xfj", **bounds):
		found = counting.corrections(view.of("QH-XFJ", user=getattr(self.county, by), **bounds), month)
		return [(row.sign, str(row.month), row.reason, row.number) for row in found]


@pytest.fixture
def march(county, month):
	"""Two pieces of March, closed on 2 April."""
	county.one = county.bring("2026-03-05 09:00", "Letter", petitioners=[LIN])
	county.two = county.bring("2026-03-06 09:00", "Visit", people_count=6, place=county.FAR_VILLAGE)
	county.closed = month.close(MARCH)
	return county


def classify(county, piece, as_user, on="2026-04-10 09:00", **changes):
	import frappe

	from xinfang_app.petition.registering import classification

	with as_user(county.xfj), when.at(on):
		classification.classify(frappe.get_doc("Petition", piece.petition), "分类有误", **changes)


def test_a_closing_keeps_who_when_and_what(march):
	doc = march.closed
	assert (doc.status, doc.closed_by, str(doc.closed_on)) == (
		"Month closed",
		march.xfj,
		"2026-04-02 09:00:00",
	)
	assert (doc.pieces_and_visits, doc.pieces, doc.batches, doc.heads) == (2, 1, 1, 7)
	assert (doc.first_pieces, doc.repeats, doc.corrections) == (2, 0, 0)
	assert closing.is_intact(doc) and len(doc.rows_hash) == 64


def test_the_form_of_a_closing_takes_nothing(march):
	import frappe

	doc = frappe.get_doc("Month Close", march.closed.name)
	doc.pieces = 99
	with pytest.raises(frappe.ValidationError):
		doc.save()
	with pytest.raises(frappe.ValidationError):
		doc.delete()
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc({"doctype": "Month Close", "office": march.XFJ, "month": "2026-04-01"}).insert()
	row = frappe.get_doc("Month Close Row", frappe.db.get_value("Month Close Row", {"close": doc.name}))
	with pytest.raises(frappe.PermissionError):
		row.save(ignore_permissions=True)


def test_a_touched_row_is_found(march):
	import frappe

	frappe.db.sql("update `tabMonth Close Row` set people_count = 1 where close = %s", march.closed.name)
	assert not closing.is_intact(march.closed)


def test_a_piece_registered_late_is_a_correction_of_the_next_month(march, month):
	before = [(line.label, line.values) for line in month.table(MARCH).lines]
	late = march.bring("2026-04-08 09:00", "Letter", arrived="2026-03-30 16:00")
	march.bring("2026-04-09 09:00", "Online")
	assert [(line.label, line.values) for line in month.table(MARCH).lines] == before
	assert month.total(APRIL) == 1
	assert month.corrections(APRIL) == [(1, "2026-03", "Registered later", late.number)]
	lines = {line.label: line for line in month.table(APRIL).lines}
	added = lines["2026年3月:增加"]
	assert (
		added.values["total_all"],
		added.values["form_Letter_pieces"],
		lines["2026年3月:剔除"].values["total_all"],
	) == (
		1,
		1,
		0,
	)
	listed = listing.rows(view.of("QH-XFJ", user=march.xfj), added.figures["total_all"])
	assert [row.number for row in listed] == [late.number]
	april = month.close(APRIL)
	assert (april.pieces_and_visits, april.corrections) == (1, 1)
	assert month.corrections(APRIL) == [(1, "2026-03", "Registered later", late.number)], (
		"kept with the closing"
	)
	assert month.corrections(Month(2026, 5)) == [], "told once"
	assert month.total(MARCH) == 2 and closing.is_intact(april)


def test_a_new_classification_is_told_as_out_and_in(march, month, as_user):
	classify(march, march.one, as_user, category="0402")
	assert month.corrections(APRIL) == [
		(-1, "2026-03", "Changed", march.one.number),
		(1, "2026-03", "Changed", march.one.number),
	]
	told = listing.explain(counting.corrections(view.of("QH-XFJ", user=march.xfj), APRIL))
	assert "内容分类:土地征收→工资福利" in told[march.one.name, 1].replace("(拖欠工资)", "")
	old = {
		line.label: line.values["total_all"]
		for line in month.table(MARCH).lines
		if "total_all" in line.values
	}
	assert old["国土资源"] == 2 if "国土资源" in old else True
	month.close(APRIL)
	classify(march, march.one, as_user, on="2026-05-05 09:00", category="0801")
	signs = month.corrections(Month(2026, 5))
	assert [row[0] for row in signs] == [-1, 1], "out as it stood after the first correction, in as it is now"
	rows = counting.corrections(view.of("QH-XFJ", user=march.xfj), Month(2026, 5))
	assert {row.sign: row.category for row in rows} == {-1: "0402", 1: "0801"}


def test_changed_back_before_it_was_told_is_no_correction(march, month, as_user):
	classify(march, march.one, as_user, category="0402")
	classify(march, march.one, as_user, category="0201")
	assert month.corrections(APRIL) == []
	assert month.close(APRIL).corrections == 0


def test_a_piece_that_proves_a_repeat_moves_over(march, month, as_user):
	import frappe

	from xinfang_app.petition.registering import repeats

	with as_user(march.xfj), when.at("2026-04-10 09:00"):
		repeats.decide(
			frappe.get_doc("Petition Submission", march.two.name), "Repeat", march.one.petition, "同一事项"
		)
	rows = counting.corrections(view.of("QH-XFJ", user=march.xfj), APRIL)
	assert {row.sign: row.is_repeat for row in rows} == {-1: False, 1: True}
	assert "初重:初次→重复" in listing.explain(rows)[march.two.name, 1]


def test_a_corrected_place_moves_pieces_that_nobody_touched(march, month, as_user):
	"""A joined piece moves with its matter, set-based: it is found all the same, by the matter."""
	import frappe

	joined = march.bring(
		"2026-04-05 09:00",
		"Letter",
		arrived="2026-03-29 09:00",
		decision={"relation": "Joined", "petition": march.one.petition, "reason": "同一事项"},
	)
	month.close(APRIL)
	frappe.db.sql("update `tabPetition Submission` set modified = '2026-01-01'")
	classify(march, march.one, as_user, on="2026-05-05 09:00", place=march.FAR_VILLAGE)
	frappe.db.sql("update `tabPetition Submission` set modified = '2026-01-01' where name = %s", joined.name)
	rows = counting.corrections(view.of("QH-XFJ", user=march.xfj), Month(2026, 5))
	moved = {(row.piece, row.sign): row.place for row in rows}
	assert moved[joined.name, -1] == march.TOWN and moved[joined.name, 1] == march.OTHER_TOWN
	exact = month.close(Month(2026, 5))
	assert exact.corrections == len(rows), "the closing writes what the table showed"


def test_a_townships_correction_is_its_own_side(march, month, as_user):
	classify(march, march.one, as_user, place=march.FAR_VILLAGE)
	gone = counting.corrections(view.of("QH-XFJ", place=march.TOWN, user=march.xfj), APRIL)
	come = counting.corrections(view.of("QH-XFJ", place=march.OTHER_TOWN, user=march.xfj), APRIL)
	assert [row.sign for row in gone] == [-1] and [row.sign for row in come] == [1]


def test_a_closed_townships_table_stays_when_a_piece_leaves_its_range(march, month, as_user):
	before = month.total(MARCH, "lq_leader", place=march.TOWN)
	classify(march, march.one, as_user, place=march.FAR_VILLAGE)
	assert month.total(MARCH, "lq_leader", place=march.TOWN) == before == 1
	bounds = view.of("QH-XFJ", place=march.TOWN, user=march.lq_leader)
	rows = listing.rows(bounds, Figure(MARCH))
	assert [row.number for row in rows] == [march.one.number], "the number opens as many rows as it says"
	assert listing.titles(bounds, [row.piece for row in rows]) == {}, "without what he may no longer read"


def test_what_no_longer_counts_is_taken_out(march, month):
	"""Registration is never undone; should a row lose its standing all the same, the books say so."""
	import frappe

	frappe.db.set_value("Petition Submission", march.two.name, "is_part", 1)
	assert month.corrections(APRIL) == [(-1, "2026-03", "No longer counted", march.two.number)]


def test_months_close_one_after_the_other(march, month):
	with pytest.raises(AlreadyClosed):
		month.close(MARCH)
	with pytest.raises(AlreadyClosed):
		month.close(FEBRUARY)
	with pytest.raises(MonthOutOfTurn):
		month.close(Month(2026, 5), on="2026-07-01 09:00")
	with pytest.raises(MonthNotOver):
		month.close(APRIL, on="2026-04-30 23:59")
	assert month.close(APRIL, on="2026-05-01 00:00").status == "Month closed"


def test_over_the_turn_of_the_year(county, month):
	county.bring("2025-12-31 23:59", "Letter")
	county.bring("2026-01-01 00:00", "Letter")
	december = month.close(Month(2025, 12), on="2026-01-02 09:00")
	january = month.close(Month(2026, 1), on="2026-02-02 09:00")
	assert (december.pieces_and_visits, january.pieces_and_visits) == (1, 1)
	late = county.bring("2026-02-03 09:00", "Letter", arrived="2025-12-30 09:00")
	assert month.corrections(FEBRUARY) == [(1, "2025-12", "Registered later", late.number)]
	compared = month.table(Month(2026, 12)).lines[0].values
	assert compared["year"] == 1, "with the closed figure of the year before"


def test_who_closes_and_who_reopens(march, month):
	for other in ("lq", "lq_leader", "rsj", "wh", "wh_head", "leader"):
		with pytest.raises(NotPermitted):
			month.close(APRIL, on="2026-05-02 09:00", by=other)
	for other in ("xfj", "lq_leader", "wh_head"):
		with pytest.raises(NotPermitted):
			month.reopen(march.closed, by=other)
	with pytest.raises(ReasonMissing):
		month.reopen(march.closed, reason="  ")
	assert month.reopen(march.closed, by="leader").status == "Reopened"


def test_a_reopened_month_is_open_and_the_first_closing_is_kept(march, month):
	import frappe

	month.reopen(march.closed)
	march.bring("2026-04-08 09:00", "Letter", arrived="2026-03-30 16:00")
	assert month.total(MARCH) == 3 and books.closing("QH-XFJ", MARCH) is None
	assert month.corrections(APRIL) == [], "nothing is closed that could be corrected"
	again = month.close(MARCH, on="2026-04-09 09:00", by="head")
	assert (again.revision, again.pieces_and_visits) == (2, 3)
	first = frappe.get_doc("Month Close", march.closed.name)
	assert (first.status, first.pieces_and_visits, first.reopen_reason) == ("Reopened", 2, "数字有误")
	assert first.reopened_by == march.head and closing.is_intact(first)


def test_only_the_last_month_is_reopened_and_its_corrections_come_back(march, month):
	late = march.bring("2026-04-08 09:00", "Letter", arrived="2026-03-30 16:00")
	april = month.close(APRIL)
	with pytest.raises(MonthOutOfTurn):
		month.reopen(march.closed, on="2026-05-03 09:00")
	month.reopen(april, on="2026-05-03 09:00")
	assert month.corrections(APRIL) == [(1, "2026-03", "Registered later", late.number)]
	assert month.close(APRIL, on="2026-05-04 09:00").corrections == 1
	assert month.corrections(Month(2026, 5)) == []


def test_a_place_merged_in_the_middle_of_the_month(county, month):
	import frappe

	county.bring("2026-03-05 09:00", "Letter", place=county.VILLAGE)
	county.bring("2026-03-25 09:00", "Letter", place=county.FAR_VILLAGE)
	frappe.db.set_value(
		"Jurisdiction", county.TOWN, {"valid_to": "2026-03-15", "successor": county.OTHER_TOWN}
	)
	labels = {line.label: line.values.get("total_all") for line in month.table(MARCH).lines}
	assert labels["石湾镇"] == 2 and "柳桥镇" not in labels
	assert month.total(MARCH, place=county.OTHER_TOWN) == 2
	closed = month.close(MARCH)
	# Entered wrongly and taken back later: what was closed stays.
	frappe.db.set_value("Jurisdiction", county.TOWN, {"valid_to": None, "successor": None})
	labels = {line.label: line.values.get("total_all") for line in month.table(MARCH).lines}
	assert labels["石湾镇"] == 2 and not labels.get("柳桥镇")
	assert month.corrections(APRIL) == [] and closing.is_intact(closed)


def test_a_merger_of_places_is_no_correction(march, month):
	import frappe

	frappe.db.set_value("Jurisdiction", march.TOWN, {"valid_to": "2026-04-15", "successor": march.OTHER_TOWN})
	assert month.corrections(APRIL) == []
	labels = {line.label: line.values.get("last") for line in month.table(APRIL).lines}
	assert labels.get("石湾镇") == 1 and labels.get("柳桥镇") == 1, "March is compared as it was closed"


def test_two_offices_close_for_themselves(march, month):
	march.bring("2026-03-09 09:00", "Letter", by="wh")
	other = month.close(MARCH, by="wh", office="WH-XFJ")
	assert other.pieces_and_visits == 1
	month.reopen(other, by="wh_head")
	assert books.closing("QH-XFJ", MARCH) is not None, "the other county's month stays closed"


def test_an_office_without_pieces_closes_a_month_of_zeros(county, month):
	doc = month.close(MARCH, by="wh", office="WH-XFJ")
	assert (doc.pieces_and_visits, doc.heads, doc.corrections) == (0, 0, 0) and closing.is_intact(doc)


def test_sealed_pieces_are_closed_as_a_number_and_stay_secret(march, month, as_user):
	march.bring("2026-04-03 09:00", "Letter", arrived="2026-03-28 09:00", purpose="4", category="1401")
	april = month.close(APRIL)
	assert (april.pieces_and_visits, april.corrections) == (0, 0), "in no figure of the record"
	told = [line.label for line in month.table(APRIL, "head").lines if line.sealed]
	assert "已月结月份:增加" in told
	assert not [line for line in month.table(APRIL, "xfj").lines if line.sealed]
	assert month.corrections(APRIL, "head") == []


def test_the_list_report_tells_why(march, month, as_user):
	from xinfang_app.insight.report.monthly_petition_list import monthly_petition_list as report

	classify(march, march.one, as_user, category="0402")
	with as_user(march.xfj):
		for kind, words in ((ADDED, "增加"), (REMOVED, "剔除")):
			figure = Figure(APRIL, (), "all", kind, MARCH)
			columns, rows, message = report.execute({"office": "QH-XFJ", "figure": str(figure)})
			assert [row["sign"] for row in rows] == [words] and "变更" in rows[0]["why"]
			assert "1 条" in message and columns[0]["fieldname"] == "month"
