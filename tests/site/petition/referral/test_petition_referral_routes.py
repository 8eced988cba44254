"""The roads beside the petition procedure: opened with law, term and notice, followed to their end; and the two refusals."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.petition import timeline as story
from xinfang_app.petition.accepting import duty, pathway, refusal, routes
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.petition.referral_errors import (
	RefusalNotAllowed,
	RouteRefused,
	SignatureMissing,
	TermMissing,
	WrongStage,
)
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.referring import suggest

LAW = "《土地管理法》第十四条"
TERM = "自受理之日起六个月内"
DIVERT = {
	"receiving_organ": "QH-ZF",
	"term_text": TERM,
	"explanation": "土地权属争议由人民政府处理。",
}
SAME = {"name": "林守田", "phone": "19900000001", "address": "柳桥镇东沟村1组", "is_main": 1}


@pytest.fixture
def accepted(road):
	"""A petition accepted by the township on 2026-03-12."""
	petition = road.petition("2026-03-02 09:00")
	road.refer(petition, "QH-LQ", "2026-03-05 09:00")
	return road.accept(petition, "2026-03-12 09:00", "lq")


def divert(road, petition, at, user="lq", code="P4", law=LAW, **values):
	petition.reload()
	with when.at(at), road.by(user):
		return pathway.divert(petition, code, law, **{**DIVERT, **values})


# Diverting


def test_the_sixty_days_stop_and_run_on_when_the_other_organ_declines(road, accepted):
	assert road.clock("N06", accepted).due == "2026-05-11"
	route = divert(road, accepted, "2026-03-20 09:00")
	accepted.reload()
	assert (accepted.stage, accepted.pathway, route.stage) == ("Diverted", "P4", "Told")
	assert road.clock("N06", accepted).state == "Stopped"
	with when.at("2026-03-30 09:00"), road.by("lq"):
		pathway.decline(route, "不属于权属争议,不予受理。")
	accepted.reload()
	assert (accepted.stage, accepted.pathway, route.stage) == ("Accepted", "P6", "Declined")
	clock = road.clock("N06", accepted)
	assert (clock.state, clock.raw) == ("Running", "2026-05-21")
	assert frappe.db.get_value("Procedure", accepted.procedure, "code") == "ordinary"


def test_a_wrong_route_before_acceptance_owes_the_notice_again(road):
	petition = road.petition("2026-03-02 09:00")
	referral = road.refer(petition, "QH-LQ", "2026-03-05 09:00")
	route = divert(road, petition, "2026-03-10 09:00")
	assert road.clock("N04", referral).state == "Met"
	with when.at("2026-03-25 09:00"), road.by("lq"):
		pathway.decline(route, "不属于权属争议。")
	petition.reload()
	referral.reload()
	assert (petition.stage, petition.pathway, referral.stage) == ("Referred", None, "Received")
	assert (road.clock("N04", referral).state, road.clock("N04", referral).due) == ("Running", "2026-03-20")
	road.accept(petition, "2026-03-26 09:00", "lq")
	# The organ received it on 03-05: the 60 days begin on day 15 at the latest, route or no route.
	assert str(petition.accepted_on)[:10] == "2026-03-20"
	assert road.clock("N06", petition).due == "2026-05-19"


def test_a_route_needs_law_organ_term_and_somebody_to_tell(road, accepted):
	for values, error in (
		({"law": " "}, SomethingMissing),
		({"receiving_organ": None}, SomethingMissing),
		({"term_text": None}, TermMissing),
		({"code": "P6"}, RouteRefused),
		({"receiving_organ": "QH-LQ"}, RouteRefused),
	):
		with pytest.raises(error):
			divert(road, accepted, "2026-03-20 09:00", **values)
	assert not routes.of(accepted.name)
	frappe.db.set_value("Petition Submission", accepted.first_submission, "can_notify", 0)
	with pytest.raises(RouteRefused):
		divert(road, accepted, "2026-03-20 09:00")


def test_the_petition_office_diverts_nothing(road):
	petition = road.petition("2026-03-02 09:00")
	with pytest.raises(RouteRefused):
		divert(road, petition, "2026-03-03 09:00", user="xfj")


def test_confirmation_is_the_other_organs_word_or_a_paper(road, accepted):
	route = divert(road, accepted, "2026-03-20 09:00")
	accepted.reload()
	assert pathway.closing_fault(accepted, "T6")
	with when.at("2026-03-24 09:00"):
		with road.by("lq"), pytest.raises(SomethingMissing):
			pathway.confirm(route, "县自然资源局张科长电话")
		with road.by("rsj"), pytest.raises(frappe.PermissionError):
			pathway.confirm(route, "我")
		with road.by("zf"):
			assert frappe.get_doc("Legal Route", route.name).has_permission("read")
			pathway.confirm(route, "青政收〔2026〕3号")
	assert route.stage == "Confirmed"
	assert pathway.closing_fault(accepted, "T6") is None
	assert pathway.closing_fault(accepted, "T8")
	with when.at("2026-03-25 09:00"), road.by("lq"), pytest.raises(RouteRefused):
		pathway.decline(route, "反悔")


def test_open_routes_are_those_the_user_may_see(road, accepted):
	route = divert(road, accepted, "2026-03-20 09:00")
	for user, seen in (("lq", True), ("zf", True), ("xfj", True), ("sw", False), ("rsj", False)):
		with road.by(user):
			assert (route.name in [row["name"] for row in routes.open_routes()]) is seen, user
	with when.at("2026-03-24 09:00"), road.by("zf"):
		pathway.confirm(route, "青政收〔2026〕3号")
	assert route.name not in [row["name"] for row in routes.open_routes()]


def test_a_duty_stays_open_until_it_is_answered(road):
	petition = road.petition("2026-03-09 09:00", category="0402")
	referral = road.refer(petition, "QH-RSJ", "2026-03-10 09:00")
	with pytest.raises(TermMissing):
		road.accept(petition, "2026-03-13 09:00", "rsj", pathway="P5", law="《劳动法》第八十五条")
	road.accept(
		petition,
		"2026-03-13 09:00",
		"rsj",
		pathway="P5",
		law="《劳动法》第八十五条",
		term_text="60个工作日内",
	)
	(route,) = routes.of(petition.name)
	assert road.clock("N32", route) is None
	assert pathway.closing_fault(petition, "T6")
	with when.at("2026-04-20 09:00"), road.by("rsj"):
		with pytest.raises(SomethingMissing):
			duty.answer(route, "")
		duty.answer(route, "已责令用人单位支付所欠工资,4月18日付清。")
	referral.reload()
	assert (route.stage, referral.stage) == ("Ended", "Answered")
	petition.reload()
	assert pathway.closing_fault(petition, "T6") is None


# Litigation and the wrong door


def test_a_litigation_letter_goes_to_the_politics_and_law_organ_of_the_level(road):
	petition = road.petition("2026-03-16 09:00", category="1301", purpose="2")
	with when.at("2026-03-17 09:00"), road.by("xfj"):
		with pytest.raises(RouteRefused):
			pathway.judicial(petition, LAW, "涉诉事项", receiving_organ="QH-RSJ")
		with pytest.raises(RouteRefused):
			pathway.judicial(petition, LAW, "涉诉事项", receiving_organ="CH-FY")
		route = pathway.judicial(
			petition, "《民事诉讼法》第二百一十一条", "涉诉事项依法转送。", receiving_organ="QH-ZFW"
		)
	assert (route.kind, route.stage, petition.stage) == ("Judicial transfer", "Told", "Referred Judicial")
	assert road.clock("N02", road.first_piece(petition)).state == "Met"
	assert road.clock("N06", petition) is None
	assert pathway.closing_fault(petition, "T7")
	with when.at("2026-03-19 09:00"), road.by("xfj"):
		pathway.confirm(route, "县委政法委收文单", "/private/files/receipt.pdf")
	assert pathway.closing_fault(petition, "T7") is None


def test_the_wrong_door_tells_whom_to_turn_to(road):
	petition = road.petition("2026-03-02 09:00", "rsj", organ="QH-RSJ")
	piece = road.first_piece(petition)
	with when.at("2026-03-04 09:00"), road.by("rsj"):
		with pytest.raises(RouteRefused):
			pathway.guide(petition, "三定方案", "由劳动监察大队处理", receiving_organ="QH-LDJC")
		route = pathway.guide(
			petition, "《土地管理法》第四十七条", "请向柳桥镇人民政府提出。", receiving_organ="QH-LQ"
		)
	assert (route.kind, route.stage, petition.stage) == ("Guidance", "Ended", "Diverted")
	assert road.clock("N03", piece).state == "Met"
	assert frappe.get_all("Petition Notice", {"petition": petition.name}, pluck="kind") == ["W11"]


def test_what_was_referred_is_objected_to_not_guided_away(road):
	petition = road.petition("2026-03-02 09:00")
	road.refer(petition, "QH-RSJ", "2026-03-03 09:00")
	petition.reload()
	with when.at("2026-03-04 09:00"), road.by("rsj"), pytest.raises(RouteRefused):
		pathway.guide(petition, "三定方案", "请向别处提出", receiving_organ="QH-LQ")


def test_no_step_of_others(road, accepted):
	for user in ("sw", "rsj", "dg"):
		with pytest.raises(NotPermitted):
			divert(road, accepted, "2026-03-20 09:00", user=user)


# Refusals (G8)


def test_g8a_the_superior_refuses_only_while_the_term_runs(road, accepted):
	petition = road.petition(
		"2026-05-06 09:00",
		petitioners=[SAME],
		decision={"relation": "Repeat", "petition": accepted.name, "reason": "同一事项", "open_own": 1},
	)
	assert petition.name != accepted.name
	with when.at("2026-05-07 09:00"), road.by("xfj"):
		route = refusal.not_accept(petition, accepted, "同一事项正由柳桥镇办理。")
	assert (petition.stage, route.stage, route.kind) == ("Not Accepted", "Ended", "Not accepted")
	assert (route.running_number, str(route.running_due_on), route.running_organ) == (
		accepted.number,
		"2026-05-11",
		"QH-LQ",
	)
	assert road.clock("N06", petition) is None
	assert road.clock("N02", road.first_piece(petition)).state == "Met"
	assert frappe.get_all("Petition Notice", {"petition": petition.name}, pluck="kind") == ["W09"]
	assert pathway.closing_fault(petition, "T11") is None


def _again(road, accepted, at, user="xfj", **values):
	decision = {"relation": "Repeat", "petition": accepted.name, "reason": "同一事项", "open_own": 1}
	return road.petition(at, user, petitioners=[SAME], decision=decision, **values)


def test_g8a_after_the_term_the_superior_must_take_it_up(road, accepted):
	petition = _again(road, accepted, "2026-05-12 09:00")
	with when.at("2026-05-12 10:00"), road.by("xfj"), pytest.raises(RefusalNotAllowed) as told:
		refusal.not_accept(petition, accepted, "同一事项。")
	assert "2026-05-11" in str(told.value)
	assert petition.stage == "Registered" and not routes.of(petition.name)


def test_g8a_the_same_or_an_equal_organ_joins_instead(road, accepted):
	petition = _again(road, accepted, "2026-03-20 09:00", "lq", organ="QH-LQ")
	with when.at("2026-03-21 09:00"), road.by("lq"), pytest.raises(RefusalNotAllowed):
		refusal.not_accept(petition, accepted, "同一事项。")
	assert not refusal.stands_above("QH-XFJ", "QH-RSJ")
	assert refusal.stands_above("QH-RSJ", "QH-LDJC")
	assert refusal.stands_above("CH-XFJ", "QH-RSJ")


def test_g8a_another_person_is_never_turned_away(road, accepted):
	other = {"name": "周兰英", "phone": "19900000077", "address": "柳桥镇东沟村9组", "is_main": 1}
	petition = road.petition("2026-03-20 09:00", petitioners=[other])
	with when.at("2026-03-21 09:00"), road.by("xfj"), pytest.raises(RefusalNotAllowed):
		refusal.not_accept(petition, accepted, "同一事项。")


def test_g8a_what_is_not_yet_accepted_below_is_taken_up(road):
	running = road.petition("2026-03-02 09:00")
	road.refer(running, "QH-LQ", "2026-03-05 09:00")
	running.reload()
	petition = _again(road, running, "2026-03-09 09:00")
	with when.at("2026-03-10 09:00"), road.by("xfj"), pytest.raises(RefusalNotAllowed):
		refusal.not_accept(petition, running, "同一事项。")


def test_g8b_no_further_acceptance_is_signed(road):
	petition = road.petition("2026-06-01 09:00", form="Visit")
	assert road.clock("N02", road.first_piece(petition)).due == "2026-06-16"
	review = {"review_number": "川政信复核〔2026〕2号", "review_served_on": "2026-05-08"}
	with when.at("2026-06-03 09:00"), road.by("xfjhead"), pytest.raises(SomethingMissing):
		refusal.no_further(petition, **review, new_facts="No", note="与原请求相同。")
	# Not on record here: its paper is.
	review["review_paper"] = "/private/files/a.pdf"
	with when.at("2026-06-03 09:00"):
		with road.by("xfj"), pytest.raises(SignatureMissing):
			refusal.no_further(petition, **review, new_facts="No", note="与原请求相同。")
		with road.by("xfjhead"):
			with pytest.raises(RefusalNotAllowed):
				refusal.no_further(petition, **review, new_facts="", note="与原请求相同。")
			with pytest.raises(SomethingMissing):
				refusal.no_further(petition, **review, new_facts="No", note="")
			with pytest.raises(RefusalNotAllowed):
				refusal.no_further(
					petition, **{**review, "review_served_on": "2026-06-04"}, new_facts="No", note="相同。"
				)
			route = refusal.no_further(petition, **review, new_facts="No", note="与原请求相同,未提交新材料。")
	assert (petition.stage, route.new_facts, route.signed_by) == (
		"No Further Acceptance",
		"No",
		road.county.xfjhead,
	)
	assert frappe.get_all("Petition Notice", {"petition": petition.name}, pluck="kind") == ["W10"]
	assert road.clock("N06", petition) is None


def test_g8c_new_facts_must_be_accepted(road):
	petition = road.petition("2026-06-01 09:00")
	with when.at("2026-06-03 09:00"), road.by("xfjhead"), pytest.raises(RefusalNotAllowed):
		refusal.no_further(petition, "川政信复核〔2026〕2号", "2026-05-08", "Yes", "提交了新的勘测图。")
	referral = road.refer(petition, "QH-LQ", "2026-06-04 09:00")
	road.accept(petition, "2026-06-05 09:00", "lq")
	assert petition.stage == "Accepted" and referral.to_organ == "QH-LQ"


def test_an_accepted_petition_is_not_turned_away(road, accepted):
	with when.at("2026-03-20 09:00"), road.by("lqhead"), pytest.raises(WrongStage):
		refusal.no_further(accepted, "号", "2026-03-01", "No", "相同。")
	with when.at("2026-03-20 09:00"), road.by("lq"), pytest.raises(WrongStage):
		road.accept(accepted, "2026-03-20 09:00", "lq")


# Suggesting the organ


def test_suggestion_names_competence_and_earlier_acceptances(road, accepted):
	petition = road.petition(
		"2026-04-01 09:00", petitioners=[{"name": "周兰英", "address": "东沟村", "is_main": 1}]
	)
	with road.by("xfj"):
		found = suggest.organs(petition)
	assert [(row.organ, row.accepted_before) for row in found] == [("QH-LQ", 1)]
	assert "1" in found[0].reason
	with when.at("2026-04-01 10:00"), road.by("xfj"):
		referrals.refer(petition, "QH-SW", reason="试转")
	petition.reload()
	with road.by("sw"):
		# A township sends down its own line only: nothing to suggest.
		assert suggest.organs(petition) == []


# The story


def test_the_story_is_in_order_and_marks_the_late_organ(road):
	petition = road.petition("2026-03-02 09:00")
	road.refer(petition, "QH-LQ", "2026-03-05 09:00")
	road.accept(petition, "2026-03-31 09:00", "lq")
	with when.at("2026-04-01 09:00"), road.by("xfj"):
		lines = story.timeline(petition)
	moments = [line["on"] for line in lines if line["kind"] != "due"]
	assert moments == sorted(moments)
	late = [line for line in lines if line["late"]]
	assert late and {line["organ"] for line in late} == {"QH-LQ"}
	assert lines[-1]["kind"] == "due"
	assert sum(line["kind"] == "notice" for line in lines) == 2
	assert "林守田" not in "".join(line["what"] + line["detail"] for line in lines)


def test_the_story_belongs_to_who_may_see_the_petition(road, accepted):
	for user in ("sw", "mzj", "dg"):
		with road.by(user), pytest.raises(NotPermitted):
			story.timeline(accepted)
	with road.by("lq"):
		assert story.timeline(accepted)
