"""Urgent information (art. 25): the report chain and its hours, follow-ups, what it may not say, who sees it."""

import frappe
import pytest

from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.supervision.duties import urgent
from xinfang_app.supervision.duties.errors import DutyRefused

pytestmark = pytest.mark.usefixtures("db")
OWN = urgent.OWN_LEVEL
PAPER = "/private/files/f-proof.pdf"


@pytest.fixture
def report(road):
	def make(who="lq", organ="QH-LQ", **values):
		given = {
			"title": "暴雨致堤坝渗水，群众反映集中",
			"content": "6月15日8时许堤坝出现渗水。",
			"known_on": "2026-06-15 08:30",
			**values,
		}
		return road.by(who, values.pop("moment", "2026-06-15 08:50"), urgent.report, organ=organ, **given)

	return make


def again(entry):
	return frappe.get_doc(entry.doctype, entry.name)


def send(road, entry, kind, moment, who="lq", **values):
	given = {"way": "By phone", "to_name": "值班室", "sent_on": moment, "received_by": "值班员", **values}
	return road.by(who, moment, urgent.send, again(entry), kind, **given)


def test_the_clock_runs_from_when_it_was_known_and_ends_with_the_last_of_the_own_level(road, report):
	entry = report()
	assert str(road.clock("N16", entry).due_at) == "2026-06-15 10:30:00"
	send(road, entry, OWN[0], "2026-06-15 09:00")
	send(road, entry, OWN[1], "2026-06-15 09:10")
	assert road.clock("N16", entry).state == "Running"
	send(road, entry, OWN[2], "2026-06-15 09:20")
	clock = road.clock("N16", entry)
	assert (
		clock.state == "Met" and not clock.was_late and str(again(entry).reported_on) == "2026-06-15 09:20:00"
	)
	assert not road.clock("N16a", entry)


def test_late_is_late_whatever_is_entered(road, report):
	entry = report()
	for kind in OWN:
		send(road, entry, kind, "2026-06-15 11:00")
	clock = road.clock("N16", entry)
	assert clock.state == "Late Met" and clock.was_late


def test_the_petition_office_reports_above_and_to_the_state_bureau(road, report):
	entry = report("xfj", "QH-XFJ")
	assert entry.needs_above and str(road.clock("N16a", entry).due_at) == "2026-06-15 12:30:00"
	send(road, entry, urgent.ABOVE, "2026-06-15 09:30", "xfj", way="By the official network")
	assert road.clock("N16a", entry).state == "Running"
	assert urgent.BUREAU in urgent.missing(again(entry))
	send(road, entry, urgent.BUREAU, "2026-06-15 09:40", "xfj")
	assert road.clock("N16a", entry).state == "Met"


def test_a_department_is_the_competent_one_itself(road, report):
	entry = report("rsj", "QH-RSJ")
	for kind in (OWN[0], OWN[2]):
		send(road, entry, kind, "2026-06-15 09:30", "rsj")
	assert road.clock("N16", entry).state == "Met" and not urgent.missing(again(entry))


def test_follow_ups_and_the_end_report(road, report):
	entry = report()
	road.by("lq", "2026-06-15 12:00", urgent.follow_up, again(entry), "渗水已控制。", "组织抢险")
	road.by("lq", "2026-06-16 09:00", urgent.end, again(entry), "险情排除。")
	done = again(entry)
	assert [row.kind for row in done.entries] == ["First report", "Follow-up report", "End report"]
	assert done.status == "Report closed" and "组织抢险" in done.measures
	with pytest.raises(DutyRefused):
		road.by("lq", "2026-06-16 10:00", urgent.follow_up, again(entry), "再报")


def test_after_the_end_report_what_is_owed_is_still_sent_and_ends_the_clock(road, report, county, as_user):
	from xinfang_app import when
	from xinfang_app.organization import posting
	from xinfang_app.supervision import api_duties, worklist_duties

	entry = report()
	send(road, entry, OWN[0], "2026-06-15 09:00")
	road.by("lq", "2026-06-15 09:30", urgent.end, again(entry), "险情排除。")

	def shown():
		posting.forget()
		with when.at("2026-06-15 09:35"), as_user(county.lq):
			listed = [
				line["name"] for section in worklist_duties.sections(county.lq) for line in section["items"]
			]
			return api_duties.urgent_view(entry.name), entry.name in listed

	view, listed = shown()
	assert (view["acts"], view["sends"], view["ended"], listed) == (False, True, True, True)
	with pytest.raises(DutyRefused):
		send(road, entry, OWN[0], "2026-06-15 09:40")
	for kind in OWN[1:]:
		send(road, entry, kind, "2026-06-15 09:40")
	assert road.clock("N16", entry).state == "Met" and not road.clock("N16", entry).was_late
	with pytest.raises(DutyRefused):
		send(road, entry, OWN[1], "2026-06-15 09:50")
	view, listed = shown()
	assert not view["sends"] and not listed


def test_an_organ_that_is_told_may_open_it_and_changes_nothing(road, report, county):
	from xinfang_app.access import scope
	from xinfang_app.organization import posting

	entry = report()
	assert not scope.may_name(entry.doctype, entry.name, "read", county.rsj)
	send(road, entry, OWN[1], "2026-06-15 09:10", organ="QH-RSJ", to_name="")
	posting.forget()
	assert scope.may_name(entry.doctype, entry.name, "read", county.rsj)
	assert scope.get_list(entry.doctype, {"name": entry.name}, ["name"], county.rsj)
	assert not scope.may_name(entry.doctype, entry.name, "act", county.rsj)
	assert not scope.may_name(entry.doctype, entry.name, "read", county.sw)
	with pytest.raises(NotYourOrgan):
		road.by("rsj", "2026-06-15 09:20", urgent.follow_up, again(entry), "再报")


def test_the_place_lies_in_the_county_of_the_organ(report):
	frappe.get_doc(
		{
			"doctype": "Jurisdiction",
			"code": "990125000000",
			"title": "邻县",
			"parent_jurisdiction": "990100000000",
		}
	).insert(ignore_permissions=True)
	for place in ("990125000000", "nowhere"):
		with pytest.raises(DutyRefused):
			report(place=place)
	assert report("xfj", "QH-XFJ", place="990124003000").scope_code == "990124003000"


def test_those_concerned_are_told_at_once(road, report):
	entry = report()
	rows = frappe.get_all("Outbox Message", {"ref_name": entry.name}, ["*"])
	assert {row.organ for row in rows} == {"QH-LQ", "QH-XFJ"} and all(row.urgent for row in rows)
	from xinfang_app.messages import outbox, texts

	said = texts.of(outbox.read(rows[0]), "zh")
	assert "堤坝" not in " ".join((said.title, *said.lines)) and "紧急信息" in said.title


@pytest.mark.parametrize("words", ["重点人员三名", "越级上访人员", "准备进京访"])
def test_it_labels_nobody(report, words):
	from xinfang_app.access.errors import BackDoor

	for field in ("title", "content", "measures", "help_needed"):
		with pytest.raises(BackDoor):
			report(**{field: words})


def test_what_is_refused(road, report):
	from xinfang_app.deadline.errors import BackdatingUnproved, MomentRefused

	for who in ("rsj", "sw", "dg"):
		with pytest.raises(NotYourOrgan):
			report(who)
	for values, error in (
		({"title": ""}, Exception),
		({"known_on": "2026-06-15 10:00"}, MomentRefused),
		({"known_on": "2026-06-08 10:00"}, BackdatingUnproved),
	):
		with pytest.raises(error):
			report(**values)
	entry = report()
	for kind, values in (
		("A friend", {}),
		(OWN[0], {"way": "By pigeon"}),
		(OWN[0], {"to_name": ""}),
		(OWN[0], {"sent_on": "2026-06-15 08:00"}),
	):
		with pytest.raises(DutyRefused):
			send(road, entry, kind, "2026-06-15 09:00", **values)
	with pytest.raises(NotYourOrgan):
		send(road, entry, urgent.ABOVE, "2026-06-15 09:00", "lq")
	assert not again(entry).chain


def test_reporting_above_is_the_offices_also_for_a_township(road, report):
	entry = report(needs_above=True)
	send(road, entry, urgent.ABOVE, "2026-06-15 09:30", "xfj")
	send(road, entry, urgent.BUREAU, "2026-06-15 09:35", "xfj")
	clock = road.clock("N16a", entry)
	assert clock.state == "Met" and clock.organ == "QH-XFJ"


def test_who_sees_it(report, county):
	from xinfang_app.access import scope

	entry = report()
	sees = {"lq": 1, "lq_head": 1, "xfj": 1, "dc": 1, "ld": 1, "rsj": 0, "sw": 0, "dg": 0}
	for who, wanted in sees.items():
		assert scope.may_name(entry.doctype, entry.name, "read", getattr(county, who)) == bool(wanted), who


def test_closing_the_petition_does_not_end_what_is_owed(road, report):
	from xinfang_app.deadline import engine

	road.registered(moment="2026-06-15 08:00")
	entry = report("xfj", "QH-XFJ", petition=road.name)
	engine.stop_all(road.name, "test")
	assert road.clock("N16", entry).state == "Running"


def test_a_link_says_who_received_it_or_proves_it(road, report):
	entry = report()
	with pytest.raises(DutyRefused):
		send(road, entry, OWN[0], "2026-06-15 09:00", received_by=" ")
	send(road, entry, OWN[0], "2026-06-15 09:00", received_by="", proof=PAPER)
	assert again(entry).chain[0].proof


def test_a_link_entered_afterwards_needs_its_proof(road, report):
	entry = report(known_on="2026-06-15 08:50")
	first = {"sent_on": "2026-06-15 09:00"}
	for values in ({}, {"proof": PAPER}, {"backdate_reason": "忙于处置"}):
		with pytest.raises(DutyRefused):
			send(road, entry, OWN[0], "2026-06-15 09:45", **first, **values)
	send(road, entry, OWN[0], "2026-06-15 09:45", **first, proof=PAPER, backdate_reason="忙于处置")
	assert again(entry).chain[0].late_reason == "忙于处置"
	# Ten minutes after the term of two hours: what would make it kept is proved.
	with pytest.raises(DutyRefused, match="届满"):
		send(road, entry, OWN[1], "2026-06-15 10:55", sent_on="2026-06-15 10:45")
	send(road, entry, OWN[1], "2026-06-15 10:55", sent_on="2026-06-15 10:45", proof=PAPER)
	send(road, entry, OWN[2], "2026-06-15 10:56", sent_on="2026-06-15 10:55")
	assert road.clock("N16", entry).was_late
