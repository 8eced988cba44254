"""What the petitioner sees of hearings and asks for on his page; the public announcement."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.citizen import acts, view
from xinfang_app.citizen.entry import PIECE, Visitor
from xinfang_app.citizen.hearings_page import HearingsPage
from xinfang_app.hearing import by_citizen, hearings
from xinfang_app.hearing.errors import HearingRefused


def page(court, moment):
	piece = frappe.get_doc("Petition Submission", court.road.petition.first_submission)
	with when.at(moment):
		return view.of(piece)


def test_he_asks_on_his_page_and_follows_it_there(court, as_user):
	court.accepted()
	piece = court.road.petition.first_submission
	assert page(court, "2026-03-13 09:00").may_ask_hearing == "办理"
	with when.at("2026-03-23 20:00"), as_user("Guest"):
		acts.ask_hearing(Visitor(PIECE, piece), "对丈量面积有异议。")
	court.name = hearings.of(court.road.name)[0].name
	asked = court.hearing
	assert (asked.stage, asked.asked_way, asked.organ) == ("Requested", "Online", "QH-LQ")
	assert court.road.clock("H01", asked).state == "Running"
	shown = page(court, "2026-03-24 09:00")
	assert not shown.may_ask_hearing and shown.hearings[0]["state"].startswith("已收到")
	with when.at("2026-03-24 20:00"), as_user("Guest"), pytest.raises(HearingRefused):
		acts.ask_hearing(Visitor(PIECE, piece), "再次申请。")
	court.notified()
	shown = page(court, "2026-04-01 09:00").hearings[0]
	assert (str(shown["held_on"]), shown["venue"]) == ("2026-04-10 09:00:00", "县信访局听证室")
	court.voted(against=("王慧",))
	assert "王慧" not in str(page(court, "2026-04-10 14:50"))
	court.concluded(against=("王慧",))
	told = page(court, "2026-04-13 09:00")
	assert "作出听证结论" in [step.text for step in told.steps]
	assert {"信访听证通知书", "信访听证结论告知书"} <= {paper.title for paper in told.papers}
	assert not {"信访听证笔录", "信访听证评议笔录", "信访听证结论"} & {paper.title for paper in told.papers}


def test_an_official_asks_for_nobody(court, as_user):
	court.accepted()
	with as_user(court.road.county.lq), pytest.raises(frappe.PermissionError):
		acts.ask_hearing(Visitor(PIECE, court.road.petition.first_submission), "代为申请。")
	assert not hearings.of(court.road.name)


def test_nothing_to_ask_for_where_nothing_is_decided_any_more(court):
	court.accepted()
	petition = court.road.petition
	petition.stage = "Served"
	assert by_citizen.may_ask(petition, None) is None
	petition.stage, petition.pathway = "Accepted", "P5"
	assert by_citizen.may_ask(petition, None) is None


def test_the_page_of_public_hearings(court):
	court.notified()
	with when.at("2026-04-01 09:00"):
		text = HearingsPage("hearings").render().get_data(as_text=True)
	assert "2026年4月10日" in text and "县信访局听证室" in text and "柳桥镇" in text
	assert "林" not in text and court.road.petition.title not in text
	assert not HearingsPage("follow").can_render()
