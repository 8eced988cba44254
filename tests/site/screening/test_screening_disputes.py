"""Disputes found by villages, settled on the spot or sent up, sorted, checked; rounds, numbers, ledger; mergers."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import custody, scope
from xinfang_app.access.errors import BackDoor, NotPermitted
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment
from xinfang_app.petition.referral_errors import NotYourOrgan
from xinfang_app.settling.screening import analysis, disputes, ending, merged, rounds
from xinfang_app.settling.screening.errors import DisputeRefused, PersonNamed, RoundRefused
from xinfang_app.workflows import install, publishing, stages
from xinfang_app.workflows.errors import StageNotAllowed

pytestmark = pytest.mark.usefixtures("db", "own_workflows")
VILLAGE, TOWN = "990124003002", "990124003000"


def again(doc):
	return frappe.get_doc(doc.doctype, doc.name)


@pytest.fixture
def find(road):
	def make(who="dg", organ="QH-LQ-DG", moment="2026-11-03 09:00", **values):
		given = {
			"organ": organ,
			"kind": "Land and contracts",
			"summary": "灌溉渠改道后两户承包地界址不清。",
			"parties_count": 2,
			**values,
		}
		return road.by(who, moment, disputes.find, **given)

	return make


def test_a_village_finds_settles_on_the_spot_and_the_township_closes(road, find):
	dispute = find()
	assert (dispute.stage, dispute.level, dispute.holder, dispute.scope_code) == (
		"Dispute found",
		"Village",
		"QH-LQ",
		VILLAGE,
	)
	road.by("dg", "2026-11-03 16:00", disputes.settle, again(dispute), "双方同意按原渠确界。")
	assert again(dispute).stage == "Dispute settled"
	with pytest.raises(frappe.PermissionError):
		road.by("dg", "2026-11-04 09:00", ending.close, again(dispute))
	road.by("lq", "2026-11-04 09:00", ending.close, again(dispute), "改渠前先听村民意见")
	stored = again(dispute)
	assert stored.stage == "Dispute closed" and stored.lessons and stored.road.count("\n") == 2


def test_sent_up_sorted_with_its_clock_and_settled_by_the_duty_unit(road, find, work):
	dispute = find()
	road.by("dg", "2026-11-03 10:00", disputes.send_up, again(dispute), "村里调解两次未成")
	assert any(row["next_step"] == "确定由谁化解" for row in work("lq", "2026-11-04 08:00")["screening"])
	with pytest.raises(SomethingMissing):
		road.by("lq", "2026-11-04 09:00", disputes.sort, again(dispute), "QH-LQ", None)
	with pytest.raises(DisputeRefused):
		road.by("lq", "2026-11-04 09:00", disputes.sort, again(dispute), "QH-RSJ", "2026-11-18")
	road.by("lq", "2026-11-04 09:00", disputes.sort, again(dispute), "QH-LQ", "2026-11-18", "司法所牵头")
	clock = road.clock("L11D", dispute)
	assert (str(clock.due_on), clock.organ, clock.state) == ("2026-11-18", "QH-LQ", "Running")
	road.by(
		"lq", "2026-11-10 09:00", disputes.settle, again(dispute), "签订调解协议。", way="People's mediation"
	)
	assert road.clock("L11D", dispute).state == "Met"
	with pytest.raises(DisputeRefused):
		road.by("lq", "2026-11-11 09:00", ending.close, again(dispute))
	road.by("lq2", "2026-11-11 09:00", ending.send_back, again(dispute), "一方反悔")
	assert again(dispute).stage == "Sent Up"


def test_what_crosses_units_goes_to_the_county_and_back_down(road, find, work):
	dispute = find(who="lq", organ="QH-LQ", place=VILLAGE)
	assert dispute.level == "Township"
	road.by("lq", "2026-11-03 10:00", disputes.send_up, again(dispute), "涉及县人社局")
	assert (again(dispute).level, again(dispute).holder) == ("County", "QH-XFJ")
	with pytest.raises(NotYourOrgan):
		road.by("lq", "2026-11-04 09:00", disputes.sort, again(dispute), "QH-RSJ", "2026-11-20")
	with pytest.raises(DisputeRefused):
		road.by("xfj", "2026-11-04 09:00", disputes.send_up, again(dispute), "再上")
	road.by("xfj", "2026-11-04 09:00", disputes.sort, again(dispute), "QH-RSJ", "2026-11-20")
	assert road.by("rsj", "2026-11-04 10:00", disputes.may_act, again(dispute))
	road.by("xfj", "2026-11-05 10:00", disputes.sort, again(dispute), "QH-LQ", "2026-11-25")
	first, second = frappe.get_all(
		"Deadline", {"ref_name": dispute.name}, ["state", "organ"], order_by="creation asc"
	)
	assert (first.state, second.state, second.organ) == ("Stopped", "Running", "QH-LQ")


def test_who_sees_a_dispute(road, find):
	dispute = find()
	seen = {
		"dg": True,
		"lq": True,
		"lq_head": True,
		"xfj": True,
		"ld": True,
		"dg2": False,
		"sw": False,
		"rsj": False,
	}
	for who, sees in seen.items():
		assert road.by(who, "2026-11-04 09:00", scope.may_name, "Dispute", dispute.name) is sees, who
		found = road.by(who, "2026-11-04 09:00", scope.get_list, "Dispute", {"name": dispute.name})
		assert bool(found) is sees, who
	for who in ("dg2", "rsj"):
		with pytest.raises((frappe.PermissionError, NotPermitted)):
			road.by(who, "2026-11-04 09:00", disputes.settle, again(dispute), "x")


def test_no_person_stands_in_a_dispute(find):
	for values in (
		{"summary": "张某电话13900000011称界址不清"},
		{"place_text": "身份证110101199001011234"},
	):
		with pytest.raises(PersonNamed):
			find(**values)
	with pytest.raises(BackDoor):
		find(summary="重点人员排查")
	names = {field.fieldname for field in frappe.get_meta("Dispute").fields}
	assert not {
		name
		for name in names
		if any(word in name for word in ("person", "petitioner", "phone", "masked", "id_no"))
	}
	assert not frappe.get_all("DocField", {"parent": "Dispute", "options": "Petitioner"})


def test_what_finding_refuses(find):
	for values in (
		{"place": "990124004000"},
		{"parties_count": 0},
		{"found_on": "2026-11-09"},
		{"summary": " "},
		{"kind": ""},
	):
		with pytest.raises(frappe.ValidationError):
			find(**values)
	for who, organ in (("dg2", "QH-LQ-DG"), ("lq", "QH-XFJ"), ("dg", "QH-LQ")):
		with pytest.raises(frappe.PermissionError):
			find(who=who, organ=organ)


def test_it_becomes_a_petition_when_somebody_asks(road, find):
	dispute = find(who="lq", organ="QH-LQ")
	with pytest.raises(DisputeRefused):
		road.by("lq", "2026-11-04 09:00", ending.become_petition, again(dispute), "nosuch")
	piece = road.registered(moment="2026-11-04 10:00")
	with pytest.raises(DisputeRefused):
		road.by("lq2", "2026-11-04 11:00", ending.become_petition, again(dispute), piece.name)
	dispute = find(who="xfj", organ="QH-XFJ", place=VILLAGE)
	road.by("xfj", "2026-11-04 11:00", ending.become_petition, again(dispute), piece.name)
	stored = again(dispute)
	assert (stored.stage, stored.submission_number) == ("Became Petition", piece.number)
	with pytest.raises(WrongMoment):
		road.by("xfj", "2026-11-04 12:00", disputes.settle, stored, "x")
	from xinfang_app.settling.screening import wiping

	wiping.wipe(piece)
	assert "灌溉" not in str(again(dispute).as_dict())


def test_a_round_is_reported_counted_circulated_and_closed(road, find, work, county):
	from xinfang_app.deadline import rules
	from xinfang_app.supervision.duties import routine

	frappe.db.set_value("Deadline Rule", {"document_type": "Routine Duty"}, "enabled", 0)
	for code in ("L11", "L12"):
		frappe.db.set_value("Deadline Rule", code, "enabled", 1)
	rules.forget()
	with when.at("2026-11-02 03:00"):
		routine.daily()
	made = road.by(
		"xfj",
		"2026-11-02 09:00",
		rounds.begin,
		"QH-XFJ",
		"Monthly screening",
		"2026-11-01",
		"2026-11-30",
		task="灌溉、欠薪",
	)
	assert {"QH-LQ", "QH-SW"} <= {row.organ for row in made.areas}
	with pytest.raises(RoundRefused):
		road.by(
			"xfj", "2026-11-02 09:30", rounds.begin, "QH-XFJ", "Monthly screening", "2026-11-01", "2026-11-30"
		)
	first, _second = find(), find(summary="村道被占用。")
	assert first.round == made.name
	road.by("dg", "2026-11-05 09:00", disputes.settle, again(first), "已确界。")
	assert any("报告" in row["next_step"] for row in work("lq", "2026-11-20 08:00")["screening"])
	road.by("lq", "2026-11-20 09:00", rounds.report, again(made), "QH-LQ")
	road.by("sw", "2026-11-20 09:00", rounds.report, again(made), "QH-SW", "未发现")
	row = next(row for row in again(made).areas if row.organ == "QH-LQ")
	assert (row.found, row.settled, row.still_open) == (2, 1, 1)
	assert (
		frappe.db.get_value("Routine Duty", {"rule_code": "L11", "organ": "QH-LQ"}, "status")
		== "Done for the period"
	)
	with pytest.raises((RoundRefused, frappe.PermissionError)):
		road.by("sw", "2026-11-20 09:30", rounds.report, again(made), "QH-LQ")
	with pytest.raises((RoundRefused, frappe.PermissionError)):
		road.by("rsj", "2026-11-20 09:30", rounds.report, again(made), "QH-RSJ")
	road.by("xfj", "2026-11-21 09:00", rounds.circulate, again(made), "两镇已报，灌溉纠纷突出。")
	assert (
		frappe.db.get_value("Routine Duty", {"rule_code": "L12", "organ": "QH-XFJ"}, "status")
		== "Done for the period"
	)
	with pytest.raises(RoundRefused):
		road.by("xfj", "2026-11-21 09:00", rounds.close, again(made), "小结")
	paper = road.by("lq", "2026-11-22 09:00", rounds.ledger, again(made), "QH-LQ")
	assert "灌溉渠改道" in paper.html and "共排查矛盾纠纷2件" in paper.html
	road.by("xfj", "2026-11-30 17:00", rounds.close, again(made), "排查2件，化解1件。")
	assert again(made).stage == "Round closed"
	told = road.by("xfj", "2026-11-30 18:00", analysis.of_month, "2026-11")
	assert (told["found"], told["settled"], told["open"]) == (2, 1, 1) and told["kinds"][0]["found"] == 2
	assert road.by("sw", "2026-11-30 18:00", analysis.of_month, "2026-11")["found"] == 0


def test_a_campaign_comes_before_the_month(road, find):
	monthly = road.by(
		"xfj", "2026-11-02 09:00", rounds.begin, "QH-XFJ", "Monthly screening", "2026-11-01", "2026-11-30"
	)
	campaign = road.by(
		"xfj",
		"2026-11-02 09:10",
		rounds.begin,
		"QH-XFJ",
		"Screening campaign",
		"2026-11-01",
		"2027-02-08",
		title="百日排查",
	)
	assert find().round == campaign.name != monthly.name
	own = road.by(
		"lq", "2026-11-02 09:20", rounds.begin, "QH-LQ", "Monthly screening", "2026-11-01", "2026-11-30"
	)
	assert [row.organ for row in own.areas] == ["QH-LQ"]
	with pytest.raises(RoundRefused):
		road.by(
			"rsj", "2026-11-02 09:30", rounds.begin, "QH-RSJ", "Monthly screening", "2026-11-01", "2026-11-30"
		)


def test_a_village_merged_while_a_dispute_and_a_petition_are_open(road, find, county):
	from xinfang_app.organization import posting

	dispute = find()
	piece = road.registered(moment="2026-11-03 09:30")
	petition = frappe.get_doc("Petition", piece.petition)
	custody.give(petition, organ="QH-LQ-DG", kind="Filed", reason="代办")
	for doctype, name, heir in (
		("Jurisdiction", VILLAGE, "990124003003"),
		("Organ", "QH-LQ-DG", "QH-LQ-QY"),
	):
		frappe.db.set_value(doctype, name, {"valid_to": "2026-11-05", "successor": heir})
		frappe.clear_document_cache(doctype, name)
	posting.forget()
	assert not road.by("dg2", "2026-11-06 08:00", scope.may_name, "Dispute", dispute.name)
	with when.at("2026-11-06 03:00"):
		merged.daily()
		assert merged.daily() == 0
	stored = again(dispute)
	# Found where it was found; seen and counted where it belongs now.
	assert (stored.place, stored.scope_code, stored.holder) == (VILLAGE, "990124003003", "QH-LQ")
	assert "合并" in stored.road
	assert road.by("dg2", "2026-11-06 08:00", scope.may_name, "Dispute", dispute.name)
	assert road.by("dg2", "2026-11-06 08:00", scope.may_name, "Petition", petition.name)
	assert not road.by("dg", "2026-11-06 08:00", scope.may_name, "Petition", petition.name)
	for who in ("lq_head", "xfj"):
		assert road.by(who, "2026-11-06 08:00", scope.may_name, "Petition", petition.name)
	road.by("dg2", "2026-11-06 09:00", disputes.settle, stored, "新村委会调解成功。")
	# A new one found there is the new village's.
	with pytest.raises(frappe.PermissionError):
		find(who="dg2", organ="QH-LQ-DG", moment="2026-11-06 10:00")
	assert find(who="dg2", organ="QH-LQ-QY", moment="2026-11-06 10:00").scope_code == "990124003003"


def test_a_township_merged_while_a_dispute_is_open(road, find, county):
	dispute = find()
	frappe.db.set_value("Organ", "QH-LQ", {"valid_to": "2026-11-05", "successor": "QH-SW"})
	frappe.clear_document_cache("Organ", "QH-LQ")
	with when.at("2026-11-06 03:00"):
		merged.daily()
	assert (again(dispute).holder, again(dispute).township) == ("QH-SW", "QH-SW")
	assert road.by("sw", "2026-11-06 09:00", disputes.may_sort, again(dispute))


def test_a_day_without_a_merger_opens_no_dispute_and_a_bad_one_stops_no_other(
	road, find, county, monkeypatch
):
	first, second = find(), find(moment="2026-11-03 10:00")
	with when.at("2026-11-06 03:00"):
		assert merged._touched() == []
	frappe.db.set_value("Organ", "QH-LQ", {"valid_to": "2026-11-05", "successor": "QH-SW"})
	frappe.clear_document_cache("Organ", "QH-LQ")
	before = merged._follow

	def follow(dispute):
		if dispute.name == first.name:
			raise ValueError("broken")
		return before(dispute)

	monkeypatch.setattr(merged, "_follow", follow)
	with when.at("2026-11-06 03:00"):
		merged.daily()
	assert again(second).holder == "QH-SW" and again(first).holder == "QH-LQ"
	assert frappe.db.exists("Error Log", {"method": ("like", f"%{first.name}%")})


def test_the_morning_list_asks_for_what_is_owed_alone(road, find, work, monkeypatch):
	from xinfang_app.settling.screening import today

	monkeypatch.setattr(today, "LIMIT", 1)
	# Many disputes of others, due earlier, do not push out what the township owes.
	for hour in range(9, 12):
		find(moment=f"2026-11-03 {hour:02}:00")
	last = find(moment="2026-11-03 15:00")
	road.by("dg", "2026-11-03 16:00", disputes.send_up, last, "村里解决不了。")
	assert [row["name"] for row in work("lq", "2026-11-04 08:00")["screening"]] == [last.name]


def test_nobody_makes_or_moves_a_dispute_by_hand(road, find, as_user, county):
	dispute = find()
	with as_user(county.lq):
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			frappe.get_doc({"doctype": "Dispute", "summary": "x", "kind": "Neighbours"}).insert()
		stored = again(dispute)
		stored.summary = "别的"
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			stored.save()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Dispute", dispute.name)


def test_the_admin_has_a_round_closed_by_the_section_head_after_he_looked_it_over(road):
	procedure = frappe.get_doc("Procedure", "矛盾纠纷排查轮次")
	way = procedure.transitions[0]
	way.update({"from_state": "小结待审", "action": "审定并结束", "roles": "County Section Head"})
	procedure.append("states", {"state": "小结待审", "stage": rounds.OPEN, "role": "Petition Staff"})
	procedure.append(
		"transitions",
		{
			"from_state": "排查进行中",
			"action": "小结送审",
			"to_state": "小结待审",
			"roles": "County Section Head",
		},
	)
	procedure.save()
	publishing.publish("Screening Round")
	install.after_sync()
	made = road.by(
		"xfj", "2026-11-02 09:00", rounds.begin, "QH-XFJ", "Monthly screening", "2026-11-01", "2026-11-30"
	)
	with pytest.raises(SomethingMissing):
		stages.advance(again(made), rounds.CLOSED, by_service=True)
	with pytest.raises(StageNotAllowed):
		road.by("xfj", "2026-11-30 17:00", rounds.close, again(made), "排查无遗漏。")
	assert again(made).stage == rounds.OPEN
	road.by("kz", "2026-11-30 17:30", rounds.close, again(made), "排查无遗漏。")
	assert (again(made).stage, again(made).workflow_state) == (rounds.CLOSED, "本轮排查已结束")
