"""Proposals to the conference, inspections with their orders, the three recommendations."""

import frappe
import pytest

from xinfang_app.access import scope
from xinfang_app.access.errors import BackDoor
from xinfang_app.deadline import engine
from xinfang_app.petition.answering import many, passing, waiting
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.supervision import inspections, proposals, recommendations
from xinfang_app.supervision.refusals import (
	BasisRefused,
	InspectionRefused,
	NotTheVerifier,
	NotYours,
	ProposalRefused,
	RecommendationRefused,
)
from xinfang_app.workflows import install, publishing, stages
from xinfang_app.workflows.errors import StageNotAllowed

MAY = "2026-05-06 09:00"


def sees(office, who, record):
	found = office.by(who, MAY, lambda: scope.may(record, "read"))
	listed = office.by(who, MAY, lambda: bool(scope.get_list(record.doctype, {"name": record.name})))
	assert found == listed
	return found


def test_the_conference_decides_with_number_day_and_scan(office):
	name = office.late_row()
	proposal = office.by("sup", "2026-03-26 09:00", proposals.draft, [name], "QH-LQ", "Interview")
	assert not sees(office, "lq", proposal)
	with pytest.raises(SomethingMissing):
		office.by("sup", "2026-03-26 09:10", proposals.submit, proposal)
	proposal.reason = "多次督办未果。"
	proposal = office.by("sup", "2026-03-26 09:10", proposals.submit, proposal)
	decide = {
		"decided_on": "2026-03-27",
		"decided_by": "县信访工作联席会议",
		"number": "青信联〔2026〕1号",
		"scan": "/private/files/d.pdf",
	}
	for lacking in ("number", "scan"):
		with pytest.raises(SomethingMissing):
			office.by(
				"sup", "2026-03-27 15:00", proposals.decide, proposal, True, **{**decide, lacking: None}
			)
	with pytest.raises(ProposalRefused):
		office.by(
			"sup",
			"2026-03-27 15:00",
			proposals.decide,
			proposal,
			True,
			**{**decide, "decided_on": "2026-03-25"},
		)
	with pytest.raises(SomethingMissing):
		office.by(
			"sup",
			"2026-03-27 15:00",
			proposals.decide,
			proposal,
			False,
			decided_on="2026-03-27",
			decided_by="联席会议",
			number=None,
			scan=None,
		)
	taken = office.by("sup", "2026-03-27 15:00", proposals.decide, proposal, True, **decide)
	assert (taken.status, taken.decision_number) == ("Taken up", "青信联〔2026〕1号")
	assert not sees(office, "lq", taken) and sees(office, "xf_leader", taken)
	with pytest.raises(ProposalRefused):
		office.by("sup", "2026-03-27 16:00", proposals.decide, taken, False, **decide, note="改")
	with pytest.raises(frappe.PermissionError):
		office.by("lq", "2026-03-26 09:00", proposals.draft, [name], "QH-RSJ", "Interview")


@pytest.fixture
def inspection(office):
	made = office.by(
		"sup",
		MAY,
		inspections.plan,
		"受理告知专项督查",
		"抽查2026年以来的受理告知书",
		["QH-LQ", "QH-RSJ"],
		team=[office.road.county.sup, office.road.county.xfj],
		period_from="2026-01-01",
		period_to="2026-04-30",
	)
	return office.by("sup", MAY, inspections.begin, made)


def test_an_inspection_is_about_organs(office, inspection):
	assert inspection.stage == "Under way" and inspection.team[0].member_name
	for title, checked in (("上访老户排查", "督查"), ("专项督查", "核查重点人员稳控情况")):
		with pytest.raises(BackDoor):
			office.by("sup", MAY, inspections.plan, title, checked, ["QH-LQ"])
	with pytest.raises(InspectionRefused, match="本机关"):
		office.by("sup", MAY, inspections.plan, "督查", "督查", ["QH-XFJ"])
	with pytest.raises(InspectionRefused, match="督查组"):
		office.by("sup", MAY, inspections.plan, "督查", "督查", ["QH-LQ"], team=[office.road.county.lq])
	with pytest.raises(NotYours):
		office.by("lq", MAY, inspections.plan, "督查", "督查", ["QH-RSJ"])
	with pytest.raises(InspectionRefused):
		office.by("sup", MAY, inspections.find, inspection, "QH-ZF", "问题", "整改", "2026-06-30")
	assert not sees(office, "lq", inspection)


def test_a_finding_is_ordered_mended_and_verified_by_somebody_else(office, inspection):
	order = office.by(
		"sup",
		MAY,
		inspections.find,
		inspection,
		"QH-LQ",
		"3件未按期书面告知。",
		"逐件补发告知书。",
		"2026-05-29",
		"《信访工作条例》第二十三条第三款",
	)
	assert not sees(office, "lq", order)
	with pytest.raises(NotYours, match="负责人"):
		office.by("sup", MAY, inspections.order, order)
	order = office.by("xf_leader", "2026-05-06 15:00", inspections.order, order)
	assert (order.stage, order.document_number) == ("Ordered", "信访局查〔2026〕1号") and sees(
		office, "lq", order
	)
	assert "3件未按期书面告知" in frappe.db.get_value("Official Letter", order.letter, "html")
	clock = engine.clock(order, "S05")
	assert (str(clock.due_on), clock.organ, clock.state) == ("2026-05-29", "QH-LQ", "Running")
	with pytest.raises(frappe.PermissionError):
		office.by("rsj", "2026-05-20 09:00", inspections.rectify, order, "已整改。", office.evidence("rsj"))
	with pytest.raises(InspectionRefused):
		office.by("lq", "2026-05-20 09:00", inspections.rectify, order, "已整改。", [])
	order = office.by("lq", "2026-05-20 09:00", inspections.rectify, order, "已逐件补发。", office.evidence())
	assert engine.clock(order, "S05").state == "Met"
	with pytest.raises(InspectionRefused):
		office.by("sup", "2026-05-21 09:00", inspections.close, inspection, "小结。")
	for who in ("xf_leader", "lq"):
		with pytest.raises(frappe.PermissionError):
			office.by(who, "2026-05-21 09:00", inspections.verify, order, "Demand met", "属实。")
	with pytest.raises(NotTheVerifier):
		office.by("xf_leader", "2026-05-21 09:00", inspections.verify, order, "Demand met", "属实。")
	again = office.by(
		"sup",
		"2026-05-21 09:00",
		inspections.verify,
		order,
		"Demand not met",
		"仍有1件未送达。",
		due_on="2026-06-10",
	)
	following = frappe.get_last_doc("Rectification", {"former": again.name})
	assert (again.stage, following.stage, str(following.due_on)) == ("Not Met", "Draft", "2026-06-10")
	office.by("sup", "2026-05-21 10:00", inspections.withdraw, following, "已当场补送。")
	inspection = frappe.get_doc("Inspection", inspection.name)
	with pytest.raises(InspectionRefused):
		office.by(
			"sup", "2026-05-22 09:00", inspections.report, inspection, "QH-RSJ", "1号", "/private/files/r.pdf"
		)
	inspection = office.by(
		"sup",
		"2026-05-22 09:00",
		inspections.report,
		inspection,
		"QH-ZF",
		"青信督报〔2026〕1号",
		"/private/files/r.pdf",
	)
	closed = office.by("sup", "2026-05-22 10:00", inspections.close, inspection, "共发现1个问题，已整改。")
	assert (closed.stage, closed.important, closed.reported_to) == ("Closed", 1, "QH-ZF")


def advice(office, kind="Improve Work", organ="QH-LQ", **values):
	given = {"problem": "多件未按期书面告知。", "proposal": "建立收件台账，专人负责。", **values}
	return office.by("sup", MAY, recommendations.draft, kind, organ, [office.late_row()], **given)


def delivered(office, record):
	record = office.by("sup", MAY, recommendations.submit, record)
	record = office.by("xf_head", "2026-05-06 10:00", passing.pass_on, record)
	(row,) = office.by("xf_leader", "2026-05-06 15:00", waiting.waiting)
	answers = office.by(
		"xf_leader", "2026-05-06 15:00", many.sign_many, [{**row, "state": row["steps"][0]["state"]}]
	)
	assert answers[0]["done"], answers
	return frappe.get_doc("Recommendation", record.name)


def test_advice_is_answered_within_thirty_days(office):
	record = advice(office)
	assert not sees(office, "lq", record)
	record = delivered(office, record)
	assert (record.stage, record.document_number, str(record.due_on)) == (
		"Delivered",
		"信访局建〔2026〕1号",
		"2026-06-05",
	)
	assert sees(office, "lq", record) and not sees(office, "rsj", record)
	clock = engine.clock(record, "N17")
	assert (clock.organ, clock.state) == ("QH-LQ", "Running")
	with pytest.raises(SomethingMissing):
		office.by("lq", "2026-05-20 09:00", recommendations.answer, record, "Partly Adopted", "已建台账。")
	with pytest.raises(frappe.PermissionError):
		office.by("sup", "2026-05-20 09:00", recommendations.answer, record, "Adopted", "已建台账。")
	record = office.by(
		"lq",
		"2026-05-20 09:00",
		recommendations.answer,
		record,
		"Partly Adopted",
		"已建台账。",
		reasons="增编须报批。",
		files=office.evidence(),
	)
	assert (record.stage, record.adopted, record.organ) == (
		"Answered",
		"Partly Adopted",
		"QH-LQ",
	) and record.answered_on
	assert engine.clock(record, "N17").state == "Met"
	back = frappe.get_doc("Official Letter", record.feedback_letter)
	assert (
		(back.organ, back.recipient_organ) == ("QH-LQ", "QH-XFJ")
		and "部分采纳" in back.html
		and "青苗" not in back.html
	)


def test_policy_goes_to_the_government(office):
	with pytest.raises(RecommendationRefused, match="党委、政府"):
		office.by("sup", MAY, recommendations.submit, advice(office, "Improve Policy", "QH-RSJ"))
	assert delivered(office, advice(office, "Improve Policy", "QH-ZF")).stage == "Delivered"


def test_responsibility_needs_a_grave_result_and_the_competent_organ(office):
	record = advice(office, "Pursue Responsibility", "QH-ZF", power_basis="干部管理权限在县政府。")
	# The facts are those of the organ that had it in hand, not of the government that is written to.
	assert record.responsible_organ == "QH-LQ" and record.matters[0].facts and record.matters[0].referral
	steps = [
		({"grave_result": None}, SomethingMissing),
		({"grave_result": "拖延致损失扩大。", "responsible_organ": None}, SomethingMissing),
		({"responsible_organ": "QH-LQ", "power_basis": None}, SomethingMissing),
		({"power_basis": "干部管理权限在县政府。"}, RecommendationRefused),
	]
	for values, refusal in steps:
		record.update(values)
		with pytest.raises(refusal):
			office.by("sup", MAY, recommendations.submit, record)
	record.append("evidence", {"file": "/private/files/nosuch-paper.pdf", "note": "损失清单"})
	with pytest.raises(RecommendationRefused, match="证据|材料"):
		office.by("sup", MAY, recommendations.submit, record)
	record.evidence[0].file = office.evidence("sup")[0]["file"]
	record.organ = "QH-RSJ"
	with pytest.raises(RecommendationRefused, match="纪检监察机关"):
		office.by("sup", MAY, recommendations.submit, record)
	record.organ, record.responsible_organ = "QH-ZF", "QH-ZF"
	with pytest.raises(RecommendationRefused, match="自己"):
		office.by("sup", MAY, recommendations.submit, record)
	record.responsible_organ = "QH-LQ"
	record = delivered(office, record)
	assert record.stage == "Delivered" and "严重后果" in frappe.db.get_value(
		"Official Letter", record.letter, "html"
	)
	with pytest.raises(NotYours):
		office.by("sup", MAY, recommendations.draft, "Improve Work", "QH-XFJ", [office.late_row()])


def test_a_reply_names_its_writers_own_files_only(office):
	from xinfang_app.supervision import replying

	letter = office.sent()
	foreign = office.evidence("rsj")
	with pytest.raises(frappe.PermissionError):
		office.by("lq", "2026-03-27 09:00", replying.answer, letter, "已办。", foreign)
	assert frappe.db.get_value("Supervision Letter", letter.name, "stage") == "Sent"
	own = office.evidence("lq")
	office.by("lq", "2026-03-27 09:00", replying.answer, letter, "已办。", own)
	assert frappe.db.get_value("File", {"file_url": own[0]["file"]}, "attached_to_name") == letter.name


def test_an_order_to_rectify_cites_no_accountability(office, inspection):
	def drafted(**values):
		given = {"finding": "3件未告知，见〔2025〕45号文。", "demand": "补发。", "article": None, **values}
		return office.by(
			"sup", MAY, lambda: inspections.find(inspection, "QH-LQ", due_on="2026-05-29", **given)
		)

	for key in ("finding", "demand", "article"):
		with pytest.raises(BasisRefused, match="第四十三条"):
			office.by("xf_leader", MAY, inspections.order, drafted(**{key: "《信访工作条例》第四十四条"}))
	assert office.by("xf_leader", MAY, inspections.order, drafted()).stage == "Ordered"


def test_advice_cites_accountability_for_breaches_on_record_only(office):
	record = advice(office, problem="多件未告知，属于第四十四条所列情形。")
	frappe.db.set_value("Deadline", {"petition": record.matters[0].petition}, "was_late", 0)
	with pytest.raises(BasisRefused, match="没有该单位"):
		office.by("sup", MAY, recommendations.submit, record)
	frappe.db.set_value(
		"Deadline", {"petition": record.matters[0].petition, "organ": "QH-LQ", "rule": "N04"}, "was_late", 1
	)
	assert office.by("sup", MAY, recommendations.submit, record).stage == "Pending Signature"
	clean = advice(office, problem="多件未告知，见〔2025〕45号文。")
	assert office.by("sup", MAY, recommendations.submit, clean).stage == "Pending Signature"


def test_whoever_serves_at_the_organ_does_not_verify_its_rectification(office, inspection):
	from tests.site.handling.conftest import post_row

	order = office.by(
		"sup", MAY, inspections.find, inspection, "QH-LQ", "3件未告知。", "补发。", "2026-05-29"
	)
	order = office.by("xf_leader", MAY, inspections.order, order)
	order = office.by("lq", "2026-05-20 09:00", inspections.rectify, order, "已补发。", office.evidence())
	post_row(office.road.county.sup, "QH-LQ", "Township Officer")
	with pytest.raises(NotTheVerifier, match="任职"):
		office.by("sup", "2026-05-21 09:00", inspections.verify, order, "Demand met", "属实。")
	done = office.by("xf_head", "2026-05-21 09:00", inspections.verify, order, "Demand met", "属实。")
	assert done.stage == "Verified"


def test_the_admin_has_an_order_read_by_the_section_head_and_verified_by_him_alone(office, inspection):
	procedure = frappe.get_doc("Procedure", "督查整改")
	for action, state, stage, renamed in (
		("签发整改要求", "整改要求待审", "Draft", "审定签发"),
		("核查通过", "整改待复核", "Rectified", "复核通过"),
	):
		way = next(row for row in procedure.transitions if row.action == action)
		procedure.append("states", {"state": state, "stage": stage, "role": "Petition Staff"})
		procedure.append(
			"transitions",
			{"from_state": way.from_state, "action": f"送{state}", "to_state": state, "roles": "County Section Head, County Leader"},
		)  # fmt: skip
		way.update({"from_state": state, "action": renamed, "roles": "County Section Head, County Leader"})
	procedure.save()
	publishing.publish("Rectification")
	install.after_sync()
	order = office.by(
		"sup", MAY, inspections.find, inspection, "QH-LQ", "3件未按期告知。", "逐件补发。", "2026-05-29"
	)
	order = office.by("xf_leader", "2026-05-06 15:00", inspections.order, order)
	assert (order.stage, order.workflow_state) == ("Ordered", "整改要求已下达")
	order = office.by("lq", "2026-05-18 09:00", inspections.rectify, order, "已逐件补发", office.evidence())
	with pytest.raises(StageNotAllowed):
		office.by("sup", "2026-05-20 09:00", inspections.verify, order, "Demand met", "属实")
	assert frappe.db.get_value("Rectification", order.name, "stage") == "Rectified"


def test_no_stage_of_an_inspection_is_entered_without_its_record(office, inspection):
	for stage in ("Findings told", "Closed"):
		with pytest.raises((InspectionRefused, SomethingMissing)):
			stages.advance(frappe.get_doc("Inspection", inspection.name), stage, by_service=True)
	order = office.by(
		"sup", MAY, inspections.find, inspection, "QH-LQ", "3件未按期告知。", "逐件补发。", "2026-05-29"
	)
	for stage in ("Ordered", "Withdrawn"):
		with pytest.raises((InspectionRefused, SomethingMissing)):
			stages.advance(frappe.get_doc("Rectification", order.name), stage, by_service=True)
