"""What the middle part refuses, and what it leaves unwritten when it refuses."""

import json

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.petition.accepting import acceptance
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.petition.referral_errors import (
	BouncedTwice,
	DisputeRefused,
	NotAcceptable,
	NotSimple,
	NotYourOrgan,
	ObjectionRefused,
	ReturnRefused,
	SealedRoute,
	StaleDocument,
	TargetRefused,
	TermMissing,
	WrongStage,
)
from xinfang_app.petition.referring import dispute, objection, returns
from xinfang_app.petition.referring import referral as referrals

REASON = "该事项的经办职权不在我单位,详见三定方案。"
BASIS = "三定方案第三条"


@pytest.fixture
def petition(road):
	return road.petition("2026-03-02 09:00")


def object_to(road, referral, user, at="2026-03-06 09:00", **values):
	referral.reload()
	with when.at(at), road.by(user):
		return objection.object_to(referral, REASON, BASIS, **values)


def decide(road, referral, agreed, at="2026-03-09 09:00", user="xfj"):
	referral.reload()
	with when.at(at), road.by(user):
		return objection.decide(referral, agreed, "已核实。")


def bounce(road, petition, organ, user, sent, objected, decided):
	referral = road.refer(petition, organ, sent)
	object_to(road, referral, user, objected)
	return decide(road, referral, True, decided)


# Sending


def test_refer_to_the_same_organ(road, petition):
	with pytest.raises(TargetRefused):
		road.refer(petition, "QH-XFJ", "2026-03-03 09:00")
	assert not frappe.db.exists("Petition Referral", {"petition": petition.name})


def test_refer_twice(road, petition):
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	with pytest.raises(NotPermitted):
		road.refer(petition, "QH-RSJ", "2026-03-03 10:00")
	assert frappe.db.count("Petition Referral", {"petition": petition.name}) == 1


def test_refer_by_somebody_else(road, petition):
	with pytest.raises(NotPermitted):
		road.refer(petition, "QH-RSJ", "2026-03-03 09:00", user="lq")


@pytest.mark.parametrize("organ", ["QH-LQ-DG", "NO-SUCH", "CH-XFJ"])
def test_no_such_way(road, petition, organ):
	with pytest.raises(TargetRefused):
		road.refer(petition, organ, "2026-03-03 09:00")


def test_assignment_needs_its_day_and_transfer_takes_none(road, petition):
	with pytest.raises(TermMissing):
		road.refer(petition, "QH-LQ", "2026-03-03 09:00", kind="Assign")
	with pytest.raises(TermMissing):
		road.refer(petition, "QH-LQ", "2026-03-03 09:00", kind="Assign", due_on="2026-03-03")
	with pytest.raises(TermMissing):
		road.refer(petition, "QH-LQ", "2026-03-03 09:00", due_on="2026-05-03")


def test_a_merged_organ_is_replaced_by_its_successor(road, petition):
	frappe.db.set_value("Organ", "QH-MZJ", {"valid_to": "2026-02-28", "successor": "QH-RSJ"})
	frappe.clear_document_cache("Organ", "QH-MZJ")
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	assert referral.to_organ == "QH-RSJ"
	assert "民政局" in referral.suggestion_reason


def test_a_dissolved_organ_without_successor_is_refused(road, petition):
	frappe.db.set_value("Organ", "QH-MZJ", "valid_to", "2026-02-28")
	frappe.clear_document_cache("Organ", "QH-MZJ")
	with pytest.raises(TargetRefused):
		road.refer(petition, "QH-MZJ", "2026-03-03 09:00")


def test_an_accusation_never_goes_openly(road, petition):
	frappe.db.set_value("Petition", petition.name, "purpose_class", "Accusation", update_modified=False)
	with pytest.raises(SealedRoute):
		road.refer(petition, "QH-JW", "2026-03-03 09:00")


def test_a_department_sends_only_down_its_line(road, petition):
	first = road.refer(petition, "QH-RSJ", "2026-03-03 09:00", kind="Assign", due_on="2026-05-20")
	with pytest.raises(TargetRefused):
		road.refer(petition, "QH-MZJ", "2026-03-04 09:00", user="rsj")
	second = road.refer(petition, "QH-LDJC", "2026-03-04 09:00", user="rsj")
	first.reload()
	assert second.previous_referral == first.name
	assert first.stage == "Received" and road.clock("N08", first).state == "Running"
	assert road.clock("N04", first).state == "Met"
	assert road.clock("N04", second).due == "2026-03-19"
	petition.reload()
	assert (petition.holder, petition.stage) == ("QH-LDJC", "Referred")
	# Back up the line: the office's term stays met, the bureau has it again under its own referral.
	object_to(road, second, "ldjc", "2026-03-06 09:00")
	decide(road, second, True, user="rsj")
	petition.reload()
	assert (petition.holder, petition.lead_organ, petition.stage) == ("QH-RSJ", "QH-RSJ", "Referred")
	assert road.clock("N02", road.first_piece(petition)).state == "Met"


def test_an_outside_organ_leaves_the_petition_in_hand_until_it_is_received(road, petition):
	referral = road.refer(petition, "CH-FY", "2026-03-03 09:00")
	petition.reload()
	assert (referral.stage, referral.received_on, petition.holder) == ("Sent", None, "QH-XFJ")
	assert road.clock("N04", referral) is None
	with when.at("2026-03-09 09:00"), road.by("xfj"):
		with pytest.raises(SomethingMissing):
			referrals.receive(referral, "2026-03-06")
		referrals.receive(referral, "2026-03-06", proof="/private/files/receipt.pdf")
	assert (referral.stage, road.clock("N04", referral).due) == ("Received", "2026-03-23")


def test_a_day_to_come_is_refused(road, petition):
	with pytest.raises(frappe.ValidationError):
		road.refer(petition, "QH-LQ", "2026-03-03 09:00", occurred_on="2026-03-04")
	with pytest.raises(frappe.ValidationError):
		road.refer(petition, "QH-LQ", "2026-03-03 09:00", occurred_on="2026-03-01")


def test_an_old_date_needs_scan_and_reason(road, petition):
	from xinfang_app.deadline.errors import BackdatingUnproved

	with pytest.raises(BackdatingUnproved):
		road.refer(petition, "QH-LQ", "2026-03-10 09:00", occurred_on="2026-03-03 09:00")
	frappe.db.rollback(save_point="road")


def test_the_second_of_two_officers_is_told(road, petition):
	petition.reload()
	theirs = frappe.get_doc("Petition", petition.name)
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	with when.at("2026-03-03 09:05"), road.by("xfj2"):
		with pytest.raises(StaleDocument) as told:
			referrals.refer(theirs, "QH-RSJ")
	assert frappe.utils.get_fullname(road.county.xfj) in str(told.value)
	assert frappe.get_all("Petition Referral", {"petition": petition.name}, pluck="to_organ") == ["QH-LQ"]


# The snapshot


def test_the_snapshot_holds_the_matter_and_nobody(road, petition):
	referral = road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	content = json.loads(referral.snapshot)
	assert content["number"] == petition.number
	assert [row["claim"] for row in content["claims"]] == ["补足青苗补偿款"]
	assert [row["number"] for row in content["pieces"]] == [road.first_piece(petition).number]
	for text in (referral.snapshot, referral.snapshot_text):
		assert "林守田" not in text and "19900000001" not in text and petition.first_petitioner not in text
	assert "补足青苗补偿款" in referral.snapshot_text


def test_after_the_return_the_organ_sees_its_referral_only(road, petition):
	referral = bounce(
		road, petition, "QH-MZJ", "mzj", "2026-03-03 09:00", "2026-03-04 09:00", "2026-03-05 09:00"
	)
	frappe.db.set_value("Petition", petition.name, "title", "后来改过的标题")
	later = road.refer(petition, "QH-LQ", "2026-03-06 09:00")
	with road.by("mzj"):
		own = frappe.get_doc("Petition Referral", referral.name)
		assert own.has_permission("read")
		assert "后来改过的标题" not in own.snapshot_text
		for doctype, name in (
			("Petition", petition.name),
			("Petition Referral", later.name),
			("Petition Submission", petition.first_submission),
		):
			assert not frappe.get_doc(doctype, name).has_permission("read"), doctype
		assert frappe.get_list("Petition Referral", pluck="name") == [referral.name]
		assert frappe.get_list("Petition", pluck="name") == []


# Objection


def test_objection_by_an_organ_that_does_not_hold_it(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	for user in ("rsj", "xfj"):
		with pytest.raises(NotYourOrgan):
			object_to(road, referral, user)


def test_objection_needs_reason_and_basis(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	with when.at("2026-03-04 09:00"), road.by("mzj"):
		for reason, basis, error in (
			("", BASIS, SomethingMissing),
			(REASON, " ", SomethingMissing),
			("不归我管", BASIS, ObjectionRefused),
		):
			with pytest.raises(error):
				objection.object_to(referral, reason, basis)
	assert frappe.db.get_value("Petition Referral", referral.name, "stage") == "Received"


def test_the_objecting_organ_does_not_decide(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	object_to(road, referral, "mzj")
	with pytest.raises(NotYourOrgan):
		decide(road, referral, True, user="mzj")


def test_an_official_of_both_organs_does_not_decide_his_own_objection(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	object_to(road, referral, "mzj")
	frappe.get_doc(
		{
			"doctype": "Posting",
			"user": road.county.mzj,
			"organ": "QH-XFJ",
			"post": "County Petition Officer",
			"from_date": "2026-01-01",
		}
	).insert()
	from xinfang_app.organization import posting

	posting.forget()
	with pytest.raises(NotYourOrgan):
		decide(road, referral, True, user="mzj")


def test_a_refused_objection_leaves_the_first_term_running(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	object_to(road, referral, "mzj")
	assert road.clock("N05a", referral).due == "2026-03-11"
	decide(road, referral, False)
	assert (referral.stage, referral.objection_decision) == ("Received", "Refused")
	assert (road.clock("N04", referral).state, road.clock("N04", referral).due) == ("Running", "2026-03-18")
	assert road.clock("N05a", referral).state == "Met"
	with pytest.raises(ObjectionRefused):
		object_to(road, referral, "mzj", "2026-03-10 09:00")
	petition.reload()
	assert (petition.holder, petition.bounce_count) == ("QH-MZJ", 0)


def test_a_late_objection_is_recorded_and_the_sender_may_still_reroute(road):
	petition = road.petition("2026-06-08 09:00")
	referral = road.refer(petition, "QH-MZJ", "2026-06-10 09:00")
	object_to(road, referral, "mzj", "2026-06-18 09:00")
	assert (referral.stage, referral.objection_late) == ("Objected", 1)
	decide(road, referral, True, "2026-06-19 09:00")
	assert (referral.stage, referral.misrouted) == ("Returned", 1)
	right = road.refer(petition, "QH-YBJ", "2026-06-22 09:00")
	assert road.clock("N04", right).due == "2026-07-07"


def test_a_date_entered_afterwards_makes_no_late_objection_timely(road):
	petition = road.petition("2026-06-08 09:00")
	referral = road.refer(petition, "QH-MZJ", "2026-06-10 09:00")
	object_to(
		road,
		referral,
		"mzj",
		"2026-06-26 09:00",
		occurred_on="2026-06-16 09:00",
		scan="/private/files/objection.pdf",
		backdate_reason="当日书面提出",
	)
	assert referral.objection_late == 1


def test_who_has_accepted_cannot_object(road, petition):
	referral = road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	road.accept(petition, "2026-03-04 09:00", "lq")
	with pytest.raises(ObjectionRefused):
		object_to(road, referral, "lq", "2026-03-05 09:00")


def test_a_pending_objection_stops_acceptance_until_withdrawn(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	object_to(road, referral, "mzj")
	with pytest.raises(WrongStage):
		road.accept(petition, "2026-03-06 10:00", "mzj")
	with when.at("2026-03-06 11:00"), road.by("mzj"):
		objection.withdraw(referral)
	assert road.clock("N05a", referral).state == "Stopped"
	road.accept(petition, "2026-03-06 12:00", "mzj")
	assert petition.stage == "Accepted"


# Return by agreement


def test_return_by_agreement_needs_both(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	with when.at("2026-03-04 09:00"):
		with road.by("mzj"):
			with pytest.raises(ReturnRefused):
				returns.confirm_return(referral)
			returns.offer_return(referral, "双方电话商定由县人社局办理")
			with pytest.raises(NotYourOrgan):
				returns.confirm_return(referral)
		with road.by("rsj"), pytest.raises(NotYourOrgan):
			returns.confirm_return(referral)
		with road.by("xfj"):
			returns.confirm_return(referral)
	petition.reload()
	assert (referral.stage, referral.return_kind, referral.misrouted) == ("Returned", "By agreement", 0)
	assert (petition.holder, petition.stage) == ("QH-XFJ", "Registered")
	assert road.clock("N02", road.first_piece(petition)).due == "2026-03-17"


def test_nothing_comes_back_after_acceptance(road, petition):
	referral = road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	road.accept(petition, "2026-03-04 09:00", "lq")
	referral.reload()
	with when.at("2026-03-05 09:00"), road.by("lq"), pytest.raises(ReturnRefused):
		returns.offer_return(referral, "想退回")


# Bouncing and dispute


def test_the_second_bounce_goes_to_the_common_superior(road, petition):
	bounce(road, petition, "QH-MZJ", "mzj", "2026-03-03 09:00", "2026-03-04 09:00", "2026-03-04 15:00")
	with pytest.raises(TargetRefused):
		road.refer(petition, "QH-MZJ", "2026-03-05 09:00")
	bounce(road, petition, "QH-YBJ", "ybj", "2026-03-05 09:00", "2026-03-06 09:00", "2026-03-06 15:00")
	petition.reload()
	assert petition.bounce_count == 2
	record = dispute.open_of(petition.name)
	assert (record.kind, record.decider, record.stage) == ("Common superior", "QH-ZF", "Raised")
	assert (road.clock("N19", record).due, road.clock("N19", record).organ) == ("2026-03-13", "QH-ZF")
	with pytest.raises(BouncedTwice):
		road.refer(petition, "QH-RSJ", "2026-03-09 09:00")
	with when.at("2026-03-10 09:00"):
		with road.by("xfj"), pytest.raises(NotYourOrgan):
			dispute.decide_dispute(record, "QH-YBJ", "由县医保局受理。")
		with road.by("zf"):
			dispute.decide_dispute(record, "QH-YBJ", "待遇争议由经办机关处理,由县医保局受理。")
	petition.reload()
	assert (petition.holder, petition.stage, petition.bounce_count) == ("QH-YBJ", "Referred", 2)
	assert (record.stage, record.decided_organ) == ("Decided", "QH-YBJ")
	referral = frappe.get_doc("Petition Referral", record.referral)
	assert (referral.dispute, referral.from_organ) == (record.name, "QH-XFJ")
	assert road.clock("N19", record).state == "Met"
	assert road.clock("N04", referral).due == "2026-03-25"


def test_a_dispute_raised_by_the_holder_takes_the_petition_from_him(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	parties = [{"organ": "QH-MZJ", "position": "不属于我局"}, {"organ": "QH-YBJ", "position": "不属于我局"}]
	petition.reload()
	with when.at("2026-03-04 09:00"), road.by("mzj"):
		record = dispute.raise_dispute(petition, parties, "两单位均认为不属于本单位职权。")
	petition.reload()
	with when.at("2026-03-04 10:00"), road.by("mzj"), pytest.raises(DisputeRefused):
		dispute.raise_dispute(petition, parties, "再提一次")
	with when.at("2026-03-05 09:00"), road.by("zf"):
		dispute.decide_dispute(record, "QH-YBJ", "由县医保局受理。")
	petition.reload()
	referral.reload()
	assert (referral.stage, referral.return_kind, referral.misrouted) == ("Returned", "By decision", 0)
	assert (petition.holder, petition.bounce_count) == ("QH-YBJ", 0)


def test_a_decision_for_the_holder_binds_it(road, petition):
	referral = road.refer(petition, "QH-MZJ", "2026-03-03 09:00")
	petition.reload()
	with when.at("2026-03-04 09:00"), road.by("mzj"):
		record = dispute.raise_dispute(
			petition, [{"organ": "QH-MZJ"}, {"organ": "QH-YBJ"}], "两单位均认为不属于本单位职权。"
		)
	with when.at("2026-03-05 09:00"), road.by("zf"):
		dispute.decide_dispute(record, "QH-MZJ", "由县民政局受理。")
	petition.reload()
	assert (petition.holder, road.clock("N04", referral).due) == ("QH-MZJ", "2026-03-18")
	road.accept(petition, "2026-03-06 09:00", "mzj")
	assert petition.stage == "Accepted"


def test_without_a_common_superior_the_joint_conference_decides_with_minutes(road, petition):
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	petition.reload()
	with when.at("2026-03-04 09:00"), road.by("lq"):
		record = dispute.raise_dispute(
			petition, [{"organ": "QH-LQ"}, {"organ": "CH-FY"}], "镇政府认为应由法院执行程序处理。"
		)
	assert (record.kind, record.decider) == ("Joint conference", "QH-XFJ")
	with when.at("2026-03-06 09:00"), road.by("xfj"):
		with pytest.raises(SomethingMissing):
			dispute.decide_dispute(record, "QH-LQ", "由柳桥镇受理。")
		with pytest.raises(DisputeRefused):
			dispute.decide_dispute(record, "QH-XFJ", "由县信访局受理。", "/private/files/proof.pdf")
		dispute.decide_dispute(record, "QH-LQ", "由柳桥镇受理。", "/private/files/proof.pdf")
	petition.reload()
	assert (record.stage, petition.holder) == ("Decided", "QH-LQ")


def test_several_organs_agree_on_the_lead(road, petition):
	petition.reload()
	with when.at("2026-03-03 09:00"), road.by("xfj"):
		record = dispute.agree(
			petition,
			"QH-RSJ",
			[{"organ": "QH-RSJ", "position": "牵头"}, {"organ": "QH-MZJ", "position": "配合"}],
			"3月3日电话协商,县人社局牵头。",
			co_organs=[{"organ": "QH-MZJ", "sub_term_on": "2026-03-31"}],
		)
	petition.reload()
	assert (record.kind, record.stage, petition.holder) == ("Negotiation", "Decided", "QH-RSJ")
	(helper,) = referrals.helpers_of(frappe.get_doc("Petition Referral", record.referral))
	assert (helper.to_organ, str(helper.sub_term_on)) == ("QH-MZJ", "2026-03-31")
	assert road.clock("N19", record) is None


# Acceptance


def test_co_organ_does_not_accept(road, petition):
	road.refer(petition, "QH-RSJ", "2026-03-03 09:00", co_organs=[{"organ": "QH-MZJ"}])
	with pytest.raises(NotPermitted):
		road.accept(petition, "2026-03-04 09:00", "mzj")


def test_co_organ_term_stays_inside_the_sixty_days(road, petition):
	with pytest.raises(TermMissing):
		road.refer(
			petition,
			"QH-RSJ",
			"2026-03-03 09:00",
			co_organs=[{"organ": "QH-MZJ", "sub_term_on": "2026-05-20"}],
		)
	with pytest.raises(TargetRefused):
		road.refer(petition, "QH-RSJ", "2026-03-03 09:00", co_organs=[{"organ": "QH-RSJ"}])
	with pytest.raises(TargetRefused):
		road.refer(
			petition, "QH-RSJ", "2026-03-03 09:00", co_organs=[{"organ": "QH-MZJ"}, {"organ": "QH-MZJ"}]
		)
	assert not frappe.db.exists("Petition Referral", {"petition": petition.name})


def test_a_co_organ_sees_the_petition_while_it_helps(road, petition):
	lead = road.refer(petition, "QH-RSJ", "2026-03-03 09:00", co_organs=[{"organ": "QH-MZJ"}])
	(helper,) = referrals.helpers_of(lead)
	with road.by("mzj"):
		assert frappe.get_doc("Petition", petition.name).has_permission("read")
	with when.at("2026-03-10 09:00"), road.by("mzj"):
		referrals.answer(helper, "已核实救助情况。")
	with road.by("mzj"):
		assert not frappe.get_doc("Petition", petition.name).has_permission("read")
		assert frappe.get_doc("Petition Referral", helper.name).has_permission("read")


def test_the_petition_office_does_not_accept(road, petition):
	with pytest.raises(NotAcceptable):
		road.accept(petition, "2026-03-03 09:00", "xfj")


def test_accepting_twice(road, petition):
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	road.accept(petition, "2026-03-04 09:00", "lq")
	with pytest.raises(WrongStage):
		road.accept(petition, "2026-03-05 09:00", "lq")
	assert frappe.db.count("Deadline", {"rule": "N06", "ref_name": petition.name}) == 1


def test_routes_of_others_are_not_accepted(road, petition):
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	for pathway in ("P1", "P2", "P4"):
		with pytest.raises(NotAcceptable):
			road.accept(petition, "2026-03-04 09:00", "lq", pathway=pathway)
	with pytest.raises(SomethingMissing):
		road.accept(petition, "2026-03-04 09:00", "lq", pathway="P5")


def test_simplified_only_first_simple_and_within_three_working_days(road):
	petition = road.petition("2026-06-08 09:00")
	road.refer(petition, "QH-LQ", "2026-06-10 09:00")
	with pytest.raises(NotSimple):
		road.accept(petition, "2026-06-11 09:00", "lq", simplified=True)
	with pytest.raises(NotSimple):
		road.accept(petition, "2026-06-16 09:00", "lq", simplified=True, simplified_ground="clear")
	frappe.db.set_value("Petition", petition.name, "is_group", 1, update_modified=False)
	with pytest.raises(NotSimple):
		road.accept(petition, "2026-06-11 09:00", "lq", simplified=True, simplified_ground="clear")
	frappe.db.set_value("Petition", petition.name, "is_group", 0, update_modified=False)
	road.accept(petition, "2026-06-15 09:00", "lq", simplified=True, simplified_ground="clear")
	assert road.clock("N15", petition).due == "2026-06-30"


def test_direct_to_the_organ_meets_its_own_notice(road):
	petition = road.petition("2026-03-02 09:00", "lq", organ="QH-LQ")
	piece = road.first_piece(petition)
	assert road.clock("N02", piece) is None
	assert road.clock("N03", piece).due == "2026-03-17"
	road.accept(petition, "2026-03-04 09:00", "lq")
	assert (road.clock("N03", piece).state, road.clock("N06", petition).due) == ("Met", "2026-05-06")


def test_nobody_to_tell_closes_the_term_with_the_reason(road):
	petition = road.petition("2026-03-02 09:00", petitioners=[], is_anonymous=1)
	referral = road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	road.accept(petition, "2026-03-04 09:00", "lq")
	assert road.clock("N04", referral).state == "Cancelled"
	assert not frappe.db.exists("Petition Notice", {"petition": petition.name})
	assert road.clock("N06", petition).due == "2026-05-06"


def test_a_joined_piece_is_owed_its_own_notice(road, petition):
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	road.accept(petition, "2026-03-04 09:00", "lq")
	piece = road.piece(
		"2026-03-10 09:00",
		petitioners=[{"name": "周兰英", "phone": "19900000002", "address": "柳桥镇东沟村2组", "is_main": 1}],
		decision={"relation": "Joined", "petition": petition.name, "reason": "同一征收项目同一诉求"},
	)
	(own,) = referrals.of_pieces(petition)
	assert (own.submission, own.to_organ) == (piece.name, "QH-LQ")
	assert road.clock("N02", piece).state == "Met"
	assert road.clock("N04", own).due == "2026-03-25"
	with when.at("2026-03-11 09:00"), road.by("lq"):
		told = acceptance.tell_joined(piece)
	assert [notice.submission for notice in told] == [piece.name]
	assert road.clock("N04", own).state == "Met"
	with when.at("2026-03-12 09:00"), road.by("lq"), pytest.raises(WrongStage):
		acceptance.tell_joined(piece)


def test_all_pieces_get_the_notice_at_acceptance(road, petition):
	road.refer(petition, "QH-LQ", "2026-03-03 09:00")
	piece = road.piece(
		"2026-03-05 09:00",
		petitioners=[{"name": "周兰英", "phone": "19900000002", "address": "柳桥镇东沟村2组", "is_main": 1}],
		decision={"relation": "Joined", "petition": petition.name, "reason": "同一征收项目同一诉求"},
	)
	(own,) = referrals.of_pieces(petition)
	road.accept(petition, "2026-03-06 09:00", "lq")
	assert road.clock("N04", own).state == "Met"
	told = frappe.get_all("Petition Notice", {"petition": petition.name, "kind": "W08"}, pluck="submission")
	assert sorted(told) == sorted([piece.name, petition.first_submission])
	own.reload()
	assert own.stage == "Accepted"


def test_the_desk_cannot_walk_round_the_services(road, petition):
	from frappe.model.workflow import apply_workflow

	petition.reload()
	with when.at("2026-03-03 09:00"), road.by("xfj"):
		with pytest.raises(WrongStage):
			apply_workflow(petition, "转送交办")
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": "Petition Referral", "petition": petition.name}).insert()
