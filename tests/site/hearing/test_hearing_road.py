"""The road of a hearing: asked for, decided, told, held, deliberated, concluded, cited."""

import frappe
import pytest

from xinfang_app.access import scope
from xinfang_app.hearing import citing, deliberation, hearings, notices, sitting
from xinfang_app.hearing.errors import HearingRefused, NotYourHearing, StillSealed
from xinfang_app.petition.answering import presign
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment


def papers(court):
	rows = frappe.get_all(
		"Official Letter", filters={"ref_name": court.name}, fields=["template", "recipient", "html"]
	)
	return {row.template: row for row in rows}


def test_asked_decided_told_held_and_concluded(court):
	asked = court.asked()
	assert (asked.stage, asked.level, asked.organ, asked.number) == (
		"Requested",
		"Handling",
		"QH-LQ",
		f"{court.road.petition.number}-T1",
	)
	assert court.road.clock("H01", asked).state == "Running"
	prepared = court.prepared()
	assert {row.side for row in prepared.parties} == {"Petitioner", "Handling organ"}
	assert court.road.clock("H01", prepared).state == "Met"
	told = court.notified()
	assert told.stage == "Notified" and told.announced_on
	made = papers(court)
	assert {"W19", "W19G"} <= set(made)
	assert "县信访局听证室" in made["W19"].html and "2026年4月10日" in made["W19"].html
	held = court.opened()
	assert held.stage == "Under Way" and court.road.clock("H02", held).state == "Met"
	concluded = court.concluded()
	assert (concluded.stage, concluded.votes_for, concluded.votes_against) == ("Conclusion Signed", 3, 0)
	assert "听结" in concluded.conclusion_number
	assert {"W19L", "W19J", "W19P", "W19R"} <= set(papers(court))
	# Nothing is left out of the sixty days.
	assert not concluded.excluded_from and court.road.clock("N06").paused_days == 0


def test_the_right_is_told_and_may_be_asked_for_in_its_term(court):
	matter = court.accepted()
	told = court.by("lq", "2026-03-13 09:00", hearings.tell_right, matter, "面积争议较大。")
	court.name = told.name
	assert str(told.ask_by) == "2026-03-24" and "W19A" in papers(court)
	with pytest.raises(HearingRefused, match="还没有申请"):
		court.by("lq_head", "2026-03-16 09:00", hearings.decide, told, True)
	with pytest.raises(HearingRefused, match="仍可以申请"):
		court.by("lq", "2026-03-24 09:00", hearings.not_asked, court.hearing)
	asked = court.asked("2026-03-24 16:00")
	assert (asked.name, asked.stage) == (told.name, "Requested")


def test_who_did_not_ask_in_time_gave_it_up_and_the_matter_goes_on(court):
	told = court.by("lq", "2026-03-13 09:00", hearings.tell_right, court.accepted(), "面积争议较大。")
	ended = court.by("lq", "2026-03-25 09:00", hearings.not_asked, told)
	assert ended.stage == "Waived" and court.road.petition.stage == "Accepted"
	# A late request is put on record all the same, and lateness is a ground only then.
	court.asked("2026-03-26 09:00")
	with pytest.raises(HearingRefused, match="期限内"):
		court.by(
			"lq_head",
			"2026-03-26 10:00",
			hearings.decide,
			court.hearing,
			False,
			ground="Asked for after the term, without cause",
			reason="逾期。",
		)


def test_a_refusal_has_ground_and_reason_and_is_told(court):
	court.asked()
	with pytest.raises(SomethingMissing):
		court.by("lq_head", "2026-03-24 09:00", hearings.decide, court.hearing, False, ground="Other ground")
	assert court.hearing.stage == "Requested"
	refused = court.by(
		"lq_head",
		"2026-03-24 09:00",
		hearings.decide,
		court.hearing,
		False,
		ground="Not major, complex or hard",
		reason="双方对征收面积没有争议。",
	)
	assert refused.stage == "Not Held" and "双方对征收面积没有争议" in papers(court)["W19B"].html
	assert court.road.petition.stage == "Accepted"


def test_only_a_leader_decides_and_only_the_organ_prepares(court):
	court.asked()
	with pytest.raises(NotYourHearing, match="负责人"):
		court.by("lq", "2026-03-24 09:00", hearings.decide, court.hearing, True)
	for who in ("rsj", "rsj_head"):
		with pytest.raises(frappe.PermissionError):
			court.by(who, "2026-03-24 09:00", hearings.decide, court.hearing, True)
	with pytest.raises(NotYourHearing):
		court.by("xfj", "2026-03-24 09:00", hearings.propose, court.road.petition, "理由。")
	court.filled()
	with pytest.raises(NotYourHearing):
		court.by("xfj", "2026-03-26 09:00", court.save, held_on="2026-04-13 09:00:00")


def test_the_decision_on_paper_carries_signer_day_and_scan(court):
	court.asked()
	with pytest.raises(SomethingMissing):
		court.by(
			"lq",
			"2026-03-24 09:00",
			hearings.decide,
			court.hearing,
			True,
			signer=court.road.county.lq_head,
			occurred_on="2026-03-24",
		)
	decided = court.by(
		"lq",
		"2026-03-24 16:00",
		hearings.decide,
		court.hearing,
		True,
		signer=court.road.county.lq_head,
		occurred_on="2026-03-24",
		scan="/private/files/signed.pdf",
	)
	assert (decided.stage, decided.decided_by) == ("Preparing", court.road.county.lq_head)


def test_a_matter_on_another_legal_route_is_not_heard(court):
	matter = court.accepted()
	matter.db_set("pathway", "P5")
	with pytest.raises(HearingRefused, match="其他法定途径"):
		court.by("lq", "2026-03-23 09:00", hearings.propose, matter, "理由。")


def test_one_hearing_at_a_time_and_another_after_its_end(court):
	court.asked()
	with pytest.raises(HearingRefused, match="已有"):
		court.asked()
	court.by(
		"lq", "2026-03-24 09:00", hearings.waive, court.hearing, "不再要求听证。", "/private/files/w.pdf"
	)
	assert court.hearing.stage == "Waived"
	again = court.asked("2026-03-25 09:00")
	assert again.number.endswith("-T2")


def test_own_motion_is_called_off_with_a_reason_and_told_a_request_is_not(court):
	court.proposed()
	court.prepared()
	court.notified()
	with pytest.raises(HearingRefused, match="不作放弃"):
		court.by("lq", "2026-03-31 09:00", hearings.waive, court.hearing, "取消。", "/private/files/w.pdf")
	off = court.by("lq_head", "2026-03-31 09:00", hearings.call_off, court.hearing, "已达成一致。")
	assert off.stage == "Cancelled" and "已达成一致" in papers(court)["W19C"].html
	court.name = None
	court.asked("2026-04-01 09:00")
	court.prepared("2026-04-02 09:00")
	with pytest.raises(HearingRefused, match="信访人申请"):
		court.by("lq_head", "2026-04-03 09:00", hearings.call_off, court.hearing, "不办了。")


def test_the_notice_goes_out_seven_working_days_before(court):
	# From 03-30 the seventh working day is 04-09; Qingming, 04-06, is a day off.
	court.filled(day="2026-04-08 09:00:00")
	with pytest.raises(HearingRefused, match="2026-04-09"):
		court.by("lq", "2026-03-30 09:00", notices.notify, court.hearing)
	assert court.hearing.stage == "Preparing" and not papers(court)
	court.by("lq", "2026-03-30 10:00", court.save, held_on="2026-04-09 09:00:00")
	assert court.by("lq", "2026-03-30 11:00", notices.notify, court.hearing).stage == "Notified"


def test_closed_only_for_a_legal_reason_with_its_provision(court):
	with pytest.raises(HearingRefused, match="不公开"):
		court.filled(public=0)
	with pytest.raises(HearingRefused):
		court.filled(public=0, closed_reason="Personal privacy")
	court.filled(public=0, closed_reason="Personal privacy", closed_note="《民法典》第一千零三十二条。")
	told = court.notified()
	assert not told.announced_on and "W19G" not in papers(court)
	assert "个人隐私不公开举行" in papers(court)["W19"].html


def test_phases_keep_their_order_and_none_is_left_out(court):
	court.opened()
	with pytest.raises(HearingRefused, match="请先填写“核对到场人员”"):
		court.by("recorder", "2026-04-10 09:10", sitting.record, court.hearing, "Debate", "辩论。")
	court.by(
		"recorder", "2026-04-10 09:10", sitting.record, court.hearing, "Checking who is present", "均已到场。"
	)
	with pytest.raises(HearingRefused, match="最后陈述"):
		court.by("chair", "2026-04-10 11:00", sitting.close, court.hearing)
	with pytest.raises(frappe.PermissionError):
		court.by("rsj", "2026-04-10 11:00", sitting.record, court.hearing, "Debate", "。")


def test_evidence_is_entered_questioned_and_adopted(court):
	court.opened()
	hearing = court.by(
		"recorder",
		"2026-04-10 09:30",
		sitting.add_evidence,
		court.hearing,
		"Petitioner",
		"土地承包合同",
		"承包地面积为1.8亩。",
		file="/private/files/contract.pdf",
	)
	row = hearing.evidence[0]
	hearing = court.by(
		"recorder", "2026-04-10 09:40", sitting.judge_evidence, hearing, row.name, "Adopted", "真实性无异议。"
	)
	assert hearing.evidence[0].accepted == "Adopted"
	court.concluded()
	assert "土地承包合同" in papers(court)["W19J"].html


def test_the_deliberation_is_sealed_until_the_conclusion(court):
	court.voted(against=("王慧",))
	hearing = court.hearing
	for who in ("lq", "lq_head", "xfj", "xf_leader"):
		with pytest.raises(StillSealed):
			court.by(who, "2026-04-10 14:40", deliberation.view, hearing)
		assert not court.by(who, "2026-04-10 14:40", deliberation.may_read, hearing)
	with pytest.raises(StillSealed):
		court.by("lq_head", "2026-04-10 14:40", deliberation.write, hearing, "改。", "改。")
	inside = court.by("chair", "2026-04-10 14:40", deliberation.view, hearing)
	assert len(inside["votes"]) == 3 and inside["proposal"]
	# No list, no form, no field of the hearing tells it.
	for who in ("lq_head", "chair"):
		for doctype in ("Hearing Deliberation", "Hearing Vote"):
			with pytest.raises(frappe.PermissionError):
				court.by(who, "2026-04-10 14:40", frappe.get_list, doctype)
	assert not any(hearing.get(field) for field in ("conclusion", "dissent", "votes_for", "votes_against"))
	concluded = court.concluded(against=("王慧",))
	assert (concluded.votes_for, concluded.votes_against) == (2, 1)
	assert concluded.dissent == "王慧：应以合同面积为准。"
	assert court.by("lq", "2026-04-13 09:00", deliberation.view, concluded)["votes"]


def test_a_proposal_without_a_majority_or_a_missing_vote_is_no_conclusion(court):
	from xinfang_app.hearing import concluding

	court.closed()
	with pytest.raises(HearingRefused):
		court.by("chair", "2026-04-10 14:00", concluding.conclude, court.hearing)
	court.voted(against=("李文斌", "王慧"))
	with pytest.raises(HearingRefused, match="多数"):
		court.by("chair", "2026-04-10 15:00", concluding.conclude, court.hearing)
	# A changed proposal takes the votes back.
	hearing = court.hearing
	court.by("chair", "2026-04-10 15:10", deliberation.write, hearing, "再议。", "按合同面积认定。")
	assert len(court.by("chair", "2026-04-10 15:11", deliberation.view, hearing)["waiting"]) == 3
	with pytest.raises(HearingRefused, match="尚未|没有表决"):
		court.by("chair", "2026-04-10 15:12", concluding.conclude, hearing)
	with pytest.raises(NotYourHearing):
		court.by("lq_head", "2026-04-10 15:12", concluding.conclude, hearing)


def test_the_opinion_cites_the_conclusion_and_waits_for_it(court):
	court.accepted()
	court.road.heard()
	court.notified()
	draft = court.road.drafted("2026-04-01 09:00")
	codes = [problem.code for problem in presign.hard(presign.check(draft))]
	assert "hearing_open" in codes
	concluded = court.concluded()
	found = citing.check(draft)
	assert [problem.code for problem in found] == ["hearing_cited"] and found[0].hard
	assert concluded.conclusion_number in found[0].text
	draft.items[0].opinion += f"（经听证，见{concluded.conclusion_number}）"
	assert not citing.check(draft)


def test_a_matter_that_ends_ends_its_hearing(court):
	from xinfang_app.petition.ending import settlement

	court.notified()
	court.by(
		"lq",
		"2026-04-01 09:00",
		settlement.settle,
		court.road.petition,
		kind="Settled by the parties",
		other_party="村民委员会",
		terms="补足差额。",
		agreement_file="/private/files/agreement.pdf",
		petitioner_consents=True,
		other_consents=True,
	)
	assert court.hearing.stage == "Cancelled" and "另行终结" in court.hearing.ended_reason


def test_the_panel_sees_the_matter_for_the_hearing_only(court):
	def sees(who):
		return court.by(who, "2026-04-13 09:00", lambda: scope.may(court.road.petition, "read"))

	court.filled()
	assert not sees("chair")
	court.notified()
	assert sees("chair") and sees("recorder")
	court.concluded()
	assert not sees("chair")


def test_nobody_moves_it_by_hand(court):
	court.proposed()

	def forged():
		hearing = court.hearing
		hearing.flags.ignore_permissions = False
		hearing.check_permission = lambda *args, **kwargs: None
		hearing.workflow_state = "准备听证"
		hearing.save()

	with pytest.raises(HearingRefused):
		court.by("lq_head", "2026-03-24 09:00", forged)
	with pytest.raises(WrongMoment):
		court.by("lq", "2026-03-24 09:00", notices.notify, court.hearing)
