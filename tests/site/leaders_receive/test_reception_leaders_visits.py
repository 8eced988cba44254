"""Receptions and visits down: everything brought is registered, promises are kept or not, nothing is left of an accusation."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import BackDoor, NotPermitted
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.reception.leaders import figures, promises, visits
from xinfang_app.reception.leaders.errors import PromiseRefused, VisitRefused

pytestmark = pytest.mark.usefixtures("db")
PAPER = "/private/files/f-proof.pdf"


def again(doc):
	return frappe.get_doc(doc.doctype, doc.name)


def test_a_reception_is_completed_only_when_all_is_registered(receive, county):
	made = receive.published()
	visit = receive.visit(
		duty=receive.day(made, "2026-12-01"), leader=county.ld, subjects=["青苗补偿款", "路灯不亮"]
	)
	assert (
		receive.day(made, "2026-12-01").status == "Reception held"
		and visit.is_top_leader
		and visit.leader_tier == "County"
	)
	with pytest.raises(VisitRefused, match="青苗补偿款；路灯不亮"):
		receive.by("xfj", "2026-12-01 12:00", visits.complete, visit)
	first, second = (row.row_key for row in again(visit).matters)
	piece = receive.by(
		"xfj", "2026-12-01 12:00", visits.enter, again(visit), first,
		{"content": "少发四成", "petitioners": [{"name": "林青禾", "phone": "13900000011", "is_main": 1}]},
	)  # fmt: skip
	assert piece.number and piece.channel == "0302" and piece.status == "Registered"
	with pytest.raises(VisitRefused):
		receive.by("xfj", "2026-12-01 12:05", visits.link, again(visit), second, "nosuch")
	other = receive.road.registered(moment="2026-12-01 12:10", title="路灯不亮")
	receive.by("xfj", "2026-12-01 12:15", visits.link, again(visit), second, other.name)
	receive.by("xfj", "2026-12-01 12:20", visits.instruct, again(visit), first, "由柳桥镇核实面积。")
	receive.by("xfj", "2026-12-01 12:30", visits.complete, again(visit))
	stored = again(visit)
	assert stored.stage == "Completed" and "林青禾" not in str(stored.as_dict())
	from xinfang_app.letters import by_hand

	paper = receive.by("xfj", "2026-12-01 13:00", by_hand.make, "W36J", stored)
	assert piece.number in paper.html and "林青禾" not in paper.html
	with pytest.raises(VisitRefused):
		receive.by("xfj", "2026-12-01 13:00", visits.add, stored, "又一件")


def test_an_accusation_told_to_a_leader_is_sealed_and_leaves_no_text(receive, county):
	visit = receive.visit(subjects=["反映双井村某干部套取资金"])
	row = visit.matters[0].row_key
	receive.by(
		"xfj",
		"2026-12-01 12:00",
		visits.enter,
		visit,
		row,
		{"content": "虚报人工", "purpose": "4", "title": "虚报人工"},
	)
	stored = again(visit)
	told = str(stored.as_dict()) + str(frappe.get_all("Version", {"docname": visit.name}, ["data"]))
	assert "套取" not in told and "虚报" not in told and stored.matters[0].submission_number
	receive.by("xfj", "2026-12-01 12:30", visits.complete, stored)


def test_a_piece_sealed_later_is_wiped_from_the_record(receive):
	from xinfang_app.reception.leaders import wiping

	visit = receive.visit(subjects=["套取集体资金"])
	key = visit.matters[0].row_key
	piece = receive.by("xfj", "2026-12-01 12:00", visits.enter, visit, key, {"content": "x", "title": "y"})
	receive.by(
		"xfj",
		"2026-12-01 12:05",
		promises.make,
		again(visit),
		"查清套取集体资金一事",
		"QH-LQ",
		"2026-12-20",
		row_key=key,
	)
	wiping.wipe(piece)
	told = str(again(visit).as_dict()) + str(
		frappe.get_all("Reception Promise", {"visit": visit.name}, ["*"])
	)
	assert "套取" not in told and again(visit).matters[0].submission_number == piece.number


def test_what_a_record_of_a_reception_refuses(receive, county):
	for values in (
		{"leader": county.xfj},
		{"people_count": 0},
		{"people_count": -1},
		{"kind": "Return visit"},
		{"place": ""},
		{"held_on": "2026-12-02 09:00"},
		{"kind": "Nosuch"},
		{"subjects": ["劝返人员"]},
		{"held_on": "2026-11-20 09:00"},
	):
		with pytest.raises((frappe.ValidationError, BackDoor)):
			receive.visit(**values)
	with pytest.raises(NotYourOrgan):
		receive.visit(who="lq")
	assert not frappe.db.exists("Reception Visit", {"leader": county.xfj})


def test_a_township_keeps_its_own_receptions(receive, county):
	visit = receive.visit(
		who="lq",
		office="QH-LQ",
		leader=county.lq_head,
		kind="Visit down",
		place="东沟村",
		subjects=[],
		people_count=12,
	)
	assert visit.leader_tier == "Township" and not visit.is_top_leader
	for who, sees in (("xfj", True), ("lq", True), ("sw", False), ("rsj", False), ("dg", False)):
		from xinfang_app.access import scope

		assert receive.by(who, "2026-12-02 09:00", scope.may_name, "Reception Visit", visit.name) is sees, who


def test_a_promise_has_its_clock_and_is_kept_with_proof_or_not(receive, county, work):
	visit = receive.visit()
	with pytest.raises(PromiseRefused):
		receive.by("xfj", "2026-12-01 12:00", promises.make, visit, "补发差额", "QH-LQ", "2026-11-30")
	with pytest.raises(SomethingMissing):
		receive.by("xfj", "2026-12-01 12:00", promises.make, visit, "补发差额", "QH-LQ", None)
	entry = receive.by(
		"xfj",
		"2026-12-01 12:00",
		promises.make,
		visit,
		"补发差额",
		"QH-LQ",
		"2026-12-15",
		row_key=visit.matters[0].row_key,
	)
	late = receive.by("xfj", "2026-12-01 12:00", promises.make, visit, "修好路灯", "QH-LQ", "2026-12-10")
	assert str(receive.road.clock("L02P", entry).due_on) == "2026-12-15"
	assert {row["title"] for row in work("lq", "2026-12-02 08:00")["reception_promises"]} == {
		"补发差额",
		"修好路灯",
	}
	with pytest.raises(frappe.PermissionError):
		receive.by("rsj", "2026-12-05 09:00", promises.keep, again(entry), "已补发", PAPER)
	with pytest.raises(SomethingMissing):
		receive.by("lq", "2026-12-05 09:00", promises.keep, again(entry), "已补发", None)
	receive.by("lq", "2026-12-05 09:00", promises.keep, again(entry), "已补发", PAPER)
	assert receive.road.clock("L02P", entry).state == "Met" and again(entry).stage == "Promise kept"
	with pytest.raises(PromiseRefused):
		receive.by("xfj", "2026-12-10 09:00", promises.not_kept, again(late), "没有修")
	with pytest.raises(NotYourOrgan):
		receive.by("lq", "2026-12-11 09:00", promises.not_kept, again(late), "没有修")
	receive.by("xfj", "2026-12-11 09:00", promises.not_kept, again(late), "没有修")
	clock = receive.road.clock("L02P", late)
	assert (again(late).stage, clock.state, bool(clock.was_late)) == ("Promise not kept", "Stopped", True)
	with when.at("2026-12-31 09:00"):
		told = figures.of("2026-12-01", "2026-12-31", user=county.xfj)
	assert (told["promised"], told["kept"], told["not_kept"], told["people"]) == (2, 1, 1, 3)


def test_a_return_visit_names_what_it_returns_to(receive, county):
	visit = receive.visit()
	back = receive.visit(
		kind="Return visit",
		former=visit.name,
		view="问题已解决",
		subjects=[],
		people_count=1,
		moment="2026-12-01 16:00",
		held_on="2026-12-01 15:00",
	)
	assert back.former == visit.name and back.view
	receive.by("xfj", "2026-12-01 17:00", visits.complete, back)


def test_nobody_makes_or_changes_a_record_by_hand(receive, as_user, county):
	visit = receive.visit()
	with as_user(county.xfj):
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			frappe.get_doc({"doctype": "Reception Visit", "kind": "Visit down", "people_count": 900}).insert()
		stored = frappe.get_doc("Reception Visit", visit.name)
		stored.people_count = 900
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			stored.save()
	with pytest.raises((frappe.ValidationError, NotPermitted)):
		frappe.delete_doc("Reception Visit", visit.name)
	assert again(visit).people_count == 3
