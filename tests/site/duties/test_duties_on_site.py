"""Called to the spot (L01): minutes, the way, who came, what was promised; and nothing about who was there."""

import frappe
import pytest

from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.supervision.duties import on_site, unmet
from xinfang_app.supervision.duties.errors import DutyRefused

pytestmark = pytest.mark.usefixtures("db")
PAPER = "/private/files/f-proof.pdf"


@pytest.fixture
def call(road):
	def make(who="xfj", moment="2026-06-15 09:00", **values):
		given = {
			"office": "QH-XFJ",
			"organ": "QH-LQ",
			"title": "征地补偿答复",
			"place_text": "县接待大厅",
			**values,
		}
		return road.by(who, moment, on_site.call, **given)

	return make


def again(duty):
	return frappe.get_doc(duty.doctype, duty.name)


def test_twenty_minutes_in_town(road, call, county):
	duty = call()
	assert duty.leader == county.lq_head
	assert str(road.clock("L01", duty).due_at) == "2026-06-15 09:20:00" and not road.clock("L01a", duty)
	road.by("xfj", "2026-06-15 09:19", on_site.arrive, again(duty))
	assert again(duty).minutes == 19 and road.clock("L01", duty).state == "Met"


def test_outside_town_the_way_is_added(road, call):
	duty = call(outside_town=True, travel_minutes=35)
	assert str(road.clock("L01a", duty).due_at) == "2026-06-15 09:55:00" and not road.clock("L01", duty)
	road.by("xfj", "2026-06-15 10:00", on_site.arrive, again(duty))
	assert road.clock("L01a", duty).was_late


def test_answered_registered_promised_kept_closed(road, call):
	duty = call()
	road.by("lq_head", "2026-06-15 09:15", on_site.arrive, again(duty))
	piece = road.registered(moment="2026-06-15 09:30")
	road.by(
		"xfj",
		"2026-06-15 10:00",
		on_site.answer,
		again(duty),
		"已说明补偿标准。",
		promise="复核面积",
		promise_by="2026-06-30",
		submission=piece.name,
	)
	stored = again(duty)
	assert stored.submission_number == piece.number and str(road.clock("L01P", duty).due_on) == "2026-06-30"
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-20 10:00", on_site.close, again(duty))
	road.by("lq", "2026-06-25 10:00", on_site.keep_promise, again(duty), "面积已复核", PAPER)
	assert road.clock("L01P", duty).state == "Met"
	with pytest.raises(NotYourOrgan):
		road.by("lq", "2026-06-26 10:00", on_site.close, again(duty))
	road.by("xfj", "2026-06-26 10:00", on_site.close, again(duty))
	assert again(duty).status == "Closed"


def test_it_is_closed_only_with_a_registered_piece(road, call):
	duty = call()
	road.by("xfj", "2026-06-15 09:15", on_site.arrive, again(duty))
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-15 10:00", on_site.answer, again(duty), "已说明。", submission="nosuch")
	road.by("xfj", "2026-06-15 10:00", on_site.answer, again(duty), "已说明。")
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-15 11:00", on_site.close, again(duty))
	piece = road.registered(moment="2026-06-15 10:30")
	road.by("xfj", "2026-06-15 11:00", on_site.link, again(duty), piece.name)
	road.by("xfj", "2026-06-15 11:00", on_site.close, again(duty))


def test_another_comes_with_a_reason_and_only_a_leader(road, call, county):
	duty = call()
	for leader in (county.lq, county.rsj_head):
		with pytest.raises(DutyRefused):
			road.by("xfj", "2026-06-15 09:15", on_site.arrive, again(duty), leader=leader, note="镇长在外")
	with pytest.raises(Exception):
		road.by("xfj", "2026-06-15 09:15", on_site.arrive, again(duty), leader=county.lq_deputy)
	road.by(
		"xfj", "2026-06-15 09:15", on_site.arrive, again(duty), leader=county.lq_deputy, note="镇长在省里开会"
	)
	assert again(duty).arrived_leader == county.lq_deputy


def test_what_is_refused(road, call):
	from xinfang_app.access.errors import BackDoor

	for who in ("lq", "rsj", "dg"):
		with pytest.raises(NotYourOrgan):
			call(who)
	for values in (
		{"outside_town": True},
		{"outside_town": True, "travel_minutes": 900},
		{"leader": "lq@qinghe.example.com"},
	):
		with pytest.raises(DutyRefused):
			call(**values)
	with pytest.raises(BackDoor):
		call(title="劝返人员")
	duty = call()
	for step, args in ((on_site.answer, ("x",)), (on_site.close, ()), (on_site.keep_promise, ("x", PAPER))):
		with pytest.raises(DutyRefused):
			road.by("xfj", "2026-06-15 09:30", step, again(duty), *args)
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-15 09:30", on_site.arrive, again(duty), arrived_on="2026-06-15 08:59")


def test_the_leader_is_called_at_once(call, county):
	duty = call()
	(row,) = frappe.get_all("Outbox Message", {"ref_name": duty.name}, ["*"])
	assert row.users == county.lq_head and row.urgent
	from xinfang_app.messages import outbox, texts

	said = texts.of(outbox.read(row), "zh")
	assert "大厅" not in " ".join((said.title, *said.lines))


def test_the_form_has_no_place_for_people():
	names = {field.fieldname for field in frappe.get_meta("On-site Duty").fields}
	assert not {
		name for name in names if any(word in name for word in ("people", "count", "person", "petitioner"))
	}


def test_an_arrival_entered_when_the_term_is_over_needs_its_proof(road, call):
	duty = call()
	with pytest.raises(DutyRefused, match="时限已于2026-06-15 09:20届满"):
		road.by("xfj", "2026-06-15 09:26", on_site.arrive, again(duty), arrived_on="2026-06-15 09:15")
	assert again(duty).status == "Leader called" and road.clock("L01", duty).state == "Running"
	road.by(
		"xfj", "2026-06-15 09:26", on_site.arrive, again(duty), arrived_on="2026-06-15 09:15", proof=PAPER
	)
	clock = road.clock("L01", duty)
	assert clock.state == "Met" and not clock.was_late and again(duty).arrived_proof


def test_what_is_admitted_to_be_late_needs_no_proof_but_half_an_hour_afterwards(road, call):
	first, second = call(), call()
	road.by("xfj", "2026-06-15 09:40", on_site.arrive, again(first), arrived_on="2026-06-15 09:30")
	assert road.clock("L01", first).was_late
	given = {"arrived_on": "2026-06-15 09:30"}
	for values in ({}, {"proof": PAPER}, {"late_reason": "现场无信号"}):
		with pytest.raises(DutyRefused):
			road.by("xfj", "2026-06-15 10:05", on_site.arrive, again(second), **given, **values)
	road.by(
		"xfj",
		"2026-06-15 10:05",
		on_site.arrive,
		again(second),
		**given,
		proof=PAPER,
		late_reason="现场无信号",
	)
	assert again(second).arrived_late_reason


def test_nobody_came(road, call):
	duty = call()
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-15 09:10", unmet.not_come, again(duty), "电话不通")
	with pytest.raises(Exception):
		road.by("xfj", "2026-06-15 09:30", unmet.not_come, again(duty), " ")
	for who in ("lq", "lq_head", "rsj"):
		with pytest.raises(frappe.PermissionError):
			road.by(who, "2026-06-15 09:30", unmet.not_come, again(duty), "电话不通")
	road.by("xfj", "2026-06-15 09:30", unmet.not_come, again(duty), "电话不通")
	clock = road.clock("L01", duty)
	assert (again(duty).status, clock.state, bool(clock.was_late)) == ("Nobody came", "Stopped", True)
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-15 09:40", on_site.arrive, again(duty))


def test_a_wrong_call_is_taken_back_and_the_leader_told(road, call, county):
	from xinfang_app.messages import outbox, texts

	duty = call(outside_town=True, travel_minutes=30)
	with pytest.raises(NotYourOrgan):
		road.by("lq", "2026-06-15 09:05", unmet.withdraw, again(duty), "通知有误")
	road.by("xfj", "2026-06-15 09:05", unmet.withdraw, again(duty), "通知有误")
	clock = road.clock("L01a", duty)
	assert (again(duty).status, clock.state, bool(clock.was_late)) == ("Withdrawn", "Stopped", False)
	(row,) = frappe.get_all("Outbox Message", {"key": f"on-site:{duty.name}:withdrawn"}, ["*"])
	assert row.users == county.lq_head and "撤回" in texts.of(outbox.read(row), "zh").title
	with pytest.raises(DutyRefused):
		road.by("xfj", "2026-06-15 09:06", unmet.withdraw, again(duty), "通知有误")


def test_only_the_office_or_the_government_of_the_place_calls(call):
	assert call("lq", office="QH-LQ", organ="QH-LQ").office == "QH-LQ"
	for who, office, organ in (
		("rsj", "QH-RSJ", "QH-LQ"),
		("lq", "QH-LQ", "QH-RSJ"),
		("lq", "QH-LQ", "QH-SW"),
	):
		with pytest.raises(DutyRefused):
			call(who, office=office, organ=organ)
