"""Each closing code and what it demands; closing apart from solving; the archive."""

import frappe
import pytest

from xinfang_app.petition.answering import inquiry, opinion
from xinfang_app.petition.ending import archive, closing, closing_guards, report, settlement
from xinfang_app.petition.handling_errors import (
	ClosingRefused,
	FileClosed,
	FileNotComplete,
	ReportNotPossible,
	SomethingMissing,
	WrongMoment,
)
from xinfang_app.petition.registering import joining
from xinfang_app.petition.serving import execution, rating, resolution, service

PROOF = "/private/files/proof.pdf"


def do_tasks(road, moment="2026-05-08 10:00"):
	for row in execution.unsettled(road.name):
		doc = frappe.get_doc("Execution Task", row.name)
		road.by("lq", moment, execution.done, doc, outcome="已转账", proof=PROOF)


def close(road, code, moment="2026-05-29 09:00", who="lq", **terms):
	return road.by(who, moment, closing.close, road.petition, code, **terms)


def test_t1_waits_for_the_citizens_thirty_days(road):
	road.served()
	do_tasks(road)
	with pytest.raises(ClosingRefused):
		close(road, "T1", "2026-05-28 16:00")
	assert road.petition.stage == "Executing"
	assert close(road, "T1").stage == "Terminated"
	with pytest.raises(ClosingRefused):
		close(road, "T1", "2026-06-01 09:00")


def test_t1_waits_for_everybody(road):
	road.registered(
		petitioners=[
			{"name": "林青禾", "phone": "13900000011", "address": "3组", "is_main": 1},
			{"name": "周甲", "phone": "13900000012", "address": "3组"},
		]
	)
	road.signed(result="Explain", granted=None, due_on=None)
	from xinfang_app.petition.serving import recipients

	first, second = recipients.required(road.name)
	paper = opinion.current(road.name)
	road.by("lq", "2026-04-28 09:00", service.serve, paper, first.petitioner)
	road.by("lq", "2026-05-06 09:00", service.serve, paper, second.petitioner)
	with pytest.raises(ClosingRefused):
		close(road, "T1", "2026-06-01 09:00")
	assert close(road, "T1", "2026-06-08 09:00").stage == "Terminated"


def test_t1_not_when_a_review_was_asked_for(road):
	record = road.served()
	do_tasks(road)
	from xinfang_app.deadline import milestones

	road.by("lq", "2026-05-20 09:00", milestones.record, record, "review_requested")
	with pytest.raises(ClosingRefused):
		close(road, "T1")


def test_what_was_granted_is_carried_out_or_explained(road):
	road.served()
	with pytest.raises(ClosingRefused):
		close(road, "T1")
	(row,) = execution.unsettled(road.name)
	task = frappe.get_doc("Execution Task", row.name)
	with pytest.raises(SomethingMissing):
		road.by("lq", "2026-05-26 09:00", execution.not_done, task, "")
	task = road.by("lq", "2026-05-26 09:00", execution.not_done, task, "财政资金尚未拨付")
	assert (task.status, task.overdue) == ("Not executed", 1)
	assert close(road, "T1").stage == "Terminated"


def test_an_overdue_task_stays_marked(road):
	road.served()
	from xinfang_app import when

	with when.at("2026-05-24 23:00"):
		execution.mark_overdue()
	(row,) = execution.unsettled(road.name)
	assert not frappe.db.get_value("Execution Task", row.name, "overdue")
	with when.at("2026-05-26 03:00"):
		execution.mark_overdue()
	assert frappe.db.get_value("Execution Task", row.name, "overdue")
	do_tasks(road, "2026-05-27 09:00")
	assert frappe.db.get_value("Execution Task", row.name, "overdue")


@pytest.mark.parametrize("code", ["T2", "T3"])
def test_t2_and_t3_need_their_opinions(road, code):
	road.served()
	do_tasks(road)
	with pytest.raises(ClosingRefused):
		close(road, code)


@pytest.mark.parametrize("code", ["T6", "T7", "T8", "T11"])
def test_side_ends_need_their_stage_and_record(road, code):
	road.served()
	do_tasks(road)
	with pytest.raises(ClosingRefused):
		close(road, code)
	assert closing_guards.faults(road.petition, code), "and the record behind them"


@pytest.mark.parametrize("code", ["T4", "T9", "T10", "T99", ""])
def test_no_other_door(road, code):
	road.served()
	with pytest.raises(ClosingRefused):
		close(road, code)


def test_t5_needs_reason_and_proof(road):
	road.accepted()
	for terms in ({}, {"reason": "信访人去世，无继承人"}, {"proof": PROOF}):
		with pytest.raises(ClosingRefused):
			close(road, "T5", "2026-04-02 09:00", **terms)
	petition = close(road, "T5", "2026-04-02 09:00", reason="信访人去世，无继承人", proof=PROOF)
	assert (petition.stage, petition.closing_code) == ("Terminated", "T5")
	assert road.clock("N06").state == "Stopped"


def test_t4_needs_both_sides(road):
	road.heard()
	terms = {
		"kind": "Mediated",
		"other_party": "东沟村村民委员会",
		"terms": "村委会于五月底前补发差额。",
		"agreement_file": PROOF,
		"petitioner_consents": True,
		"other_consents": True,
		"mediator": "柳桥镇人民调解委员会",
	}
	for gap in ("petitioner_consents", "other_consents", "agreement_file", "terms", "mediator"):
		with pytest.raises(SomethingMissing):
			road.by("lq", "2026-04-02 09:00", settlement.settle, road.petition, **{**terms, gap: None})
	assert not frappe.db.exists("Settlement", {"petition": road.name})
	entry = road.by("lq", "2026-04-02 09:00", settlement.settle, road.petition, **terms)
	petition = road.petition
	assert (petition.stage, petition.closing_code) == ("Settled", "T4")
	assert petition.rating_state == "Pending"
	entry = road.by("lq", "2026-06-01 09:00", settlement.performed, entry, "2026-05-30", PROOF)
	assert entry.performed_on


def test_t10_buys_no_time(road):
	road.accepted()
	older = road.name
	road.name = None
	road.registered(
		"2026-03-23 09:00",
		petitioners=[{"name": "周甲", "phone": "13900000012", "address": "3组", "is_main": 1}],
	)
	road.referred("2026-03-24 09:00")
	road.accepted("2026-03-25 09:00")
	newer = road.name
	road.name = older
	with pytest.raises(ClosingRefused):
		road.by(
			"lq",
			"2026-03-26 09:00",
			joining.join,
			road.petition,
			frappe.get_doc("Petition", newer),
			"同一事项",
		)
	road.name = newer
	road.by(
		"lq", "2026-03-26 09:00", joining.join, road.petition, frappe.get_doc("Petition", older), "同一事项"
	)
	assert (road.petition.stage, road.petition.closing_code) == ("Merged", "T10")
	assert road.clock("N06").state == "Stopped"
	assert frappe.db.count("Petition Submission", {"petition": older}) == 2
	road.name = older
	from xinfang_app.petition.serving import recipients

	assert len(recipients.required(older)) == 2, "the one who joined is owed the answer too"


def test_filing_is_the_petition_offices_and_has_its_ground(road):
	road.registered(title="某品牌促销")
	with pytest.raises(ClosingRefused):
		road.by("xfj", "2026-03-03 09:00", closing.file, road.petition, "Boring", "无聊")
	with pytest.raises(SomethingMissing):
		road.by("xfj", "2026-03-03 09:00", closing.file, road.petition, "Advertisement", "")
	with pytest.raises(ClosingRefused):
		road.by("xfj", "2026-03-03 09:00", closing.file, road.petition, "Exact duplicate", "重复")
	petition = road.by("xfj", "2026-03-03 09:00", closing.file, road.petition, "Advertisement", "商业推销信")
	assert (petition.stage, petition.closing_code) == ("Filed", None)
	assert "商业推销信" in petition.closing_reason


def test_what_an_organ_has_is_not_filed_away(road):
	road.referred()
	with pytest.raises(ClosingRefused):
		road.by("lq", "2026-03-06 09:00", closing.file, road.petition, "No request", "没有诉求")


def test_another_organ_closes_nothing(road):
	road.served()
	do_tasks(road)
	with pytest.raises(frappe.PermissionError):
		close(road, "T1", who="rsj")


def test_solved_is_another_question(road):
	road.served()
	do_tasks(road)
	close(road, "T1")
	assert not road.petition.resolved
	with pytest.raises(SomethingMissing):
		road.by("xfj", "2026-06-02 09:00", resolution.check, road.petition, True, "Called", "")
	road.by(
		"xfj", "2026-06-02 09:00", resolution.check, road.petition, True, "Called", "钱已收到，账目已公开"
	)
	assert road.petition.resolved and "钱已收到" in road.petition.resolved_note


# 办结报告


@pytest.fixture
def assigned(road):
	"""An assignment with a report due 05-20, answered and served on 04-28."""
	road.registered()
	referral = road.referred(kind="Assign", due_on="2026-05-20", demand="请核实并报结果")
	road.referral = referral.name
	return road


def the_referral(road):
	return frappe.get_doc("Petition Referral", road.referral)


def test_no_report_without_a_result(assigned):
	road = assigned
	road.heard()
	with pytest.raises(ReportNotPossible):
		road.by("lq", "2026-04-20 09:00", report.submit, the_referral(road), "正在办理。")
	assert road.clock("N08", the_referral(road)).state == "Running"


def test_first_report_stops_the_clock_and_a_return_gives_no_time(assigned):
	road = assigned
	road.heard()
	road.served()
	road.by("lq", "2026-05-06 09:00", report.submit, the_referral(road), "已补发。")
	clock = road.clock("N08", the_referral(road))
	assert (clock.state, str(clock.due_on)) == ("Met", "2026-05-20")
	with pytest.raises(frappe.PermissionError):
		road.by("lq", "2026-05-07 09:00", report.verdict, the_referral(road), True)
	with pytest.raises(SomethingMissing):
		road.by("xfj", "2026-05-07 09:00", report.verdict, the_referral(road), False)
	road.by("xfj", "2026-05-22 09:00", report.verdict, the_referral(road), False, "未附转账凭证")
	assert the_referral(road).report_verdict == "Returned"
	clock = road.clock("N08", the_referral(road))
	assert (clock.state, str(clock.stopped_on.date()), clock.was_late) == ("Met", "2026-05-06", 0)
	do_tasks(road)
	with pytest.raises(ClosingRefused):
		close(road, "T1")
	road.by("lq", "2026-05-25 09:00", report.submit, the_referral(road), "已补发，附凭证。", PROOF)
	road.by("xfj", "2026-05-26 09:00", report.verdict, the_referral(road), True)
	assert the_referral(road).stage == "Answered"
	assert close(road, "T1").stage == "Terminated"
	from xinfang_app.deadline import milestones

	said = [row.milestone for row in milestones.history(the_referral(road))]
	assert said.count("reported") == 2 and "report_returned" in said and "report_passed" in said


def test_a_late_report_is_late(assigned):
	road = assigned
	road.heard()
	road.served()
	road.by("lq", "2026-05-21 09:00", report.submit, the_referral(road), "已补发。")
	assert road.clock("N08", the_referral(road)).was_late


# 归档


def ready_for_archive(road):
	road.served(proof=PROOF)
	do_tasks(road)
	close(road, "T1")


def fill_pages(road, moment):
	case_file = road.by("lq", moment, archive.compile_file, road.petition)
	for row in case_file.items:
		row.pages = row.pages or 1
	return case_file.save(ignore_permissions=True)


def test_a_file_is_bound_with_its_index_and_closed(road):
	ready_for_archive(road)
	fill_pages(road, "2026-06-01 09:00")
	case_file = road.by("lq", "2026-06-02 09:00", archive.archive, road.petition, "Internal", "30年")
	assert (case_file.status, road.petition.stage) == ("Bound", "Archived")
	titles = [row.paper for row in case_file.items]
	assert "信访事项处理意见书" in titles and "送达凭证" in titles and "听取陈述记录" in titles
	days = [row.made_on for row in case_file.items]
	assert days == sorted(days)
	assert case_file.items[1].first_page == case_file.items[0].pages + 1
	assert case_file.page_count == sum(row.pages for row in case_file.items)
	assert case_file.letter

	for doctype in ("Inquiry Record", "Handling Opinion", "Service Record", "Execution Task", "Case File"):
		doc = frappe.get_doc(doctype, {"petition": road.name})
		with pytest.raises(FileClosed):
			doc.save(ignore_permissions=True)
	petition = road.petition
	petition.summary = "改写"
	with pytest.raises(FileClosed):
		petition.save(ignore_permissions=True)
	with pytest.raises(WrongMoment):
		road.by(
			"lq", "2026-06-03 09:00", inquiry.record, road.petition, "Heard", text="补录", investigators="甲"
		)
	road.by("xfj", "2026-06-10 09:00", resolution.check, road.petition, True, "Called", "已解决")


def test_not_bound_while_something_is_owed(road):
	frappe.local.lang = "zh"
	road.served()  # without proof
	do_tasks(road)
	with pytest.raises(WrongMoment):
		road.by("lq", "2026-05-28 09:00", archive.archive, road.petition)
	close(road, "T1")
	fill_pages(road, "2026-06-01 09:00")
	with pytest.raises(FileNotComplete) as refused:
		road.by("lq", "2026-06-01 10:00", archive.archive, road.petition)
	assert "送达凭证" in str(refused.value)
	assert road.petition.stage == "Terminated"


def test_the_window_of_rating_comes_first(road):
	road.served(proof=PROOF)
	do_tasks(road)
	from xinfang_app.petition.serving import rating_window

	close(road, "T5", "2026-05-20 09:00", reason="信访人去世，无继承人", proof=PROOF)
	fill_pages(road, "2026-05-20 10:00")
	with pytest.raises(FileNotComplete):
		road.by("lq", "2026-05-20 11:00", archive.archive, road.petition)
	assert str(rating_window.until(road.petition)) == "2026-05-28"
	road.by(
		"xfj",
		"2026-05-21 09:00",
		rating.rate_by_call,
		road.petition,
		rating.ORGAN,
		"Satisfied",
		call_note="致电",
	)
	fill_pages(road, "2026-05-22 09:00")
	assert road.by("lq", "2026-05-22 10:00", archive.archive, road.petition).status == "Bound"


def test_records_are_not_made_changed_or_deleted_by_hand(road):
	from xinfang_app.petition.registering.errors import RecordKept

	road.served()
	record = frappe.get_doc("Service Record", {"petition": road.name})
	with pytest.raises(RecordKept):
		record.delete(ignore_permissions=True)
	foreign = frappe.new_doc("Satisfaction Rating")
	foreign.update(
		{
			"petition": road.name,
			"organ": "QH-LQ",
			"target": rating.ORGAN,
			"value": "Satisfied",
			"source": "Call-back",
		}
	)
	with pytest.raises(RecordKept), road.as_user(road.county.lq):
		foreign.run_method("before_insert")
