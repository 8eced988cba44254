"""The daily comparison: there and not here, here and not there, differs; each with its way to an end."""

import frappe
import pytest

from xinfang_app.exchange import reconcile
from xinfang_app.exchange.errors import WrongStep


@pytest.fixture
def compared(desk, given, county):
	"""GJ1 agrees, GJ2 has another term, GJ3 is further here, GJ4 is here and not there, GJ5 there and not here."""
	from xinfang_app.petition.ending import closing

	assigned = {"办理方式": "交办", "办理期限": "2026-05-30"}
	desk.imported(
		given.book(given.row("GJ1"), given.row("GJ2", **assigned), given.row("GJ3"), given.row("GJ4"))
	)
	with desk.at("2026-03-02 15:00"):
		closing.file(frappe.get_doc("Petition", given.matter("GJ3").petition), "No request", "仅寄来报纸")
	content = given.book(
		given.row("GJ1"),
		given.row("GJ2", **{**assigned, "办理期限": "2026-06-30"}),
		given.row("GJ3"),
		given.row("GJ5"),
	)
	return content, desk.compare(content)


def by_number(batch, desk):
	return {row.upper_number: row for row in desk.rows(batch)}


def test_every_kind_of_difference_is_found(compared, desk):
	_content, batch = compared
	found = {number: (row.verdict, row.state) for number, row in by_number(batch, desk).items()}
	assert found == {
		"GJ1": ("Agrees", "Looked at"),
		"GJ2": ("Differs", "To be settled"),
		"GJ3": ("Differs", "To be settled"),
		"GJ4": ("Not there", "To be settled"),
		"GJ5": ("Not here", "To be settled"),
	}
	assert (
		batch.status == "Done"
		and batch.started_by == desk.county.xfj
		and str(batch.started_on)[:10] == "2026-03-03"
	)


def test_comparing_registers_and_changes_nothing(compared, given, desk):
	assert frappe.db.count("Petition Submission") == 4
	assert str(given.matter("GJ2").due_on) == "2026-05-30"
	assert str(given.matter("GJ1").last_seen_on) == "2026-03-03"


def test_each_difference_is_settled_its_own_way(compared, given, desk, county):
	_content, batch = compared
	rows = by_number(batch, desk)
	with desk.at("2026-03-03 11:00"):
		assert len(reconcile.differences()) == 4
		reconcile.register_row(batch, rows["GJ5"])
		reconcile.take_over(rows["GJ2"])
		reconcile.ended_above(rows["GJ4"], "上级已办结销号")
		reconcile.explain(rows["GJ3"], "已存查，上级尚未更新")
		assert reconcile.differences() == []
	assert given.matter("GJ5").petition and str(given.matter("GJ2").due_on) == "2026-06-30"
	after = by_number(batch, desk)
	assert [after[n].state for n in ("GJ2", "GJ3", "GJ4", "GJ5")] == [
		"Dealt with",
		"Explained",
		"Dealt with",
		"Dealt with",
	]
	assert {row.explained_by for row in after.values() if row.done_on} == {county.xfj}
	assert not any(row.payload_enc for row in after.values())


def test_what_was_explained_is_asked_again_only_when_it_changes(compared, given, desk):
	content, batch = compared
	rows = by_number(batch, desk)
	with desk.at("2026-03-03 11:00"):
		reconcile.ended_above(rows["GJ4"], "已销号")
		reconcile.explain(rows["GJ3"], "上级尚未更新")
		reconcile.explain(rows["GJ2"], "已请示，维持原期限")
	again = by_number(desk.compare(content, "2026-03-04 09:00"), desk)
	assert again["GJ3"].state == "Explained" and again["GJ3"].reason == "上级尚未更新"
	assert again["GJ2"].state == "Explained" and "GJ4" not in again
	assert again["GJ5"].state == "To be settled"
	later = given.book(
		given.row("GJ2", 办理方式="交办", 办理期限="2026-07-30"), given.row("GJ3", 办理状态="办理中")
	)
	third = by_number(desk.compare(later, "2026-03-05 09:00"), desk)
	assert (third["GJ2"].state, third["GJ3"].state) == ("To be settled", "To be settled")


def test_an_undone_import_is_asked_for(desk, given):
	batch = desk.imported(given.book(given.row("GJ1")))
	desk.undo(batch)
	compared = desk.compare(given.book(given.row("GJ1")))
	assert given.verdicts(compared) == [("Not here", "To be settled")]


def test_a_settled_difference_is_not_settled_twice(compared, desk):
	_content, batch = compared
	rows = by_number(batch, desk)
	with desk.at("2026-03-03 11:00"):
		reconcile.register_row(batch, rows["GJ5"])
		with pytest.raises(WrongStep):
			reconcile.register_row(batch, by_number(batch, desk)["GJ5"])
		with pytest.raises(WrongStep):
			reconcile.explain(rows["GJ3"], " ")
		with pytest.raises(WrongStep):
			reconcile.take_over(rows["GJ3"])


def test_only_ones_own_office_is_told(compared, desk, county):
	for user in (county.lq, county.rsj, county.dg, county.jw1):
		assert reconcile.differences(user) == []
	assert len(reconcile.differences(county.xfj2)) == 4
