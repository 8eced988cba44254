"""Terms at their edges, who may review, what stops a review, and what the organ complained of may not do."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.deadline import milestones
from xinfang_app.petition.ending import closing_guards
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment
from xinfang_app.petition.serving import service
from xinfang_app.review import casework, deciding, decision, drafting, overturns, requests, reviews, routing
from xinfang_app.review.errors import (
	NotTheReviewer,
	PanelRefused,
	RequestRefused,
	ReviewRefused,
	WrongReviewer,
)

LETTER = "/private/files/envelope.pdf"


def test_day_30_is_in_term_day_31_is_late(review):
	"""Received on 04-28: 05-28 is the last day. Nobody is refused at the counter for being late."""
	with_day = review.requested("2026-05-28 16:00")
	assert not with_day.late and review.due("N10") == ("2026-06-29", "Running")
	frappe.db.rollback(save_point="review")
	frappe.db.savepoint("review")
	late = review.requested("2026-05-29 09:00", late_cause="住院治疗")
	assert late.late and late.requesters[0].late
	own = frappe.get_doc("Service Record", late.requesters[0].service_record)
	assert review.due("N09", own) == ("2026-05-28", "Lapsed")
	with pytest.raises(ReviewRefused, match="正当理由"):
		review.by("rv", "2026-05-30 09:00", deciding.accept, review.doc)
	taken = review.by(
		"rv",
		"2026-05-30 09:00",
		deciding.accept,
		review.doc,
		late_excused=True,
		reason="有出院小结，确因住院。",
	)
	assert taken.stage == "Accepted" and taken.late_excused and "出院小结" in taken.late_cause


def test_a_term_that_ends_on_a_holiday_runs_to_the_next_working_day(review):
	"""Received on 05-20: the thirtieth day is 06-19, a holiday until 06-21; 06-22 is in term, 06-23 is not."""
	in_time = review.requested("2026-06-22 17:00", recipient=review.other)
	assert not in_time.late and str(in_time.requesters[0].until) == "2026-06-22"
	frappe.db.rollback(save_point="review")
	frappe.db.savepoint("review")
	assert review.requested("2026-06-23 09:00", recipient=review.other).late


def test_with_the_post_the_day_of_posting_counts(review):
	"""Posted on day 30, received five days later: in term, and the review's own term runs from the receipt."""
	with pytest.raises(SomethingMissing):
		review.requested("2026-06-02 09:00", filed_on="2026-05-28", way="By post")
	made = review.requested("2026-06-02 09:00", filed_on="2026-05-28", way="By post", file=LETTER)
	own = frappe.get_doc("Service Record", made.requesters[0].service_record)
	assert not made.late and review.due("N09", own) == ("2026-05-28", "Met")
	assert review.due("N10") == ("2026-07-02", "Running")


@pytest.mark.parametrize(
	("level", "moment", "rule", "due"),
	[
		("Review", "2026-10-26 09:00", "N10", "2026-11-25"),
		("Re-Review", "2026-12-08 09:00", "N12", "2027-01-07"),
	],
)
def test_g10_dates(review, level, moment, rule, due):
	review.row(level, moment)
	assert review.due(rule) == (due, "Running")
	other = "N12" if rule == "N10" else "N10"
	assert review.due(other) is None


def test_the_days_of_a_hearing_are_left_out_of_the_re_review_only(review):
	"""Three days: 2027-01-10 is a Sunday, so 01-11, provisional while the calendar of 2027 is not known (art. 36 §2)."""
	from xinfang_app.deadline import engine

	again = review.row("Re-Review", "2026-12-08 09:00")
	with when.at("2026-12-20 09:00"):
		milestones.record(again, "hearing_notified")
	assert review.due("N12")[1] == "Paused"
	with when.at("2026-12-23 09:00"):
		milestones.record(again, "hearing_concluded")
	clock = engine.clock(again, "N12")
	assert review.due("N12") == ("2027-01-11", "Running") and clock.provisional
	first = review.row("Review", "2026-10-26 09:00")
	with when.at("2026-11-01 09:00"):
		milestones.record(first, "hearing_notified")
	assert review.due("N10") == ("2026-11-25", "Running")


def test_no_organ_reviews_its_own_opinion(review):
	with pytest.raises(WrongReviewer, match="自己"):
		review.requested(organ="QH-LQ")
	with pytest.raises(WrongReviewer, match="应当向"):
		review.requested(organ="QH-RSJ")
	frappe.db.set_value("Organ", "QH-LQ", "review_organ", "QH-LQ")
	frappe.clear_document_cache("Organ", "QH-LQ")
	assert routing.options("QH-LQ") == []
	with pytest.raises(WrongReviewer, match="上一级"):
		review.requested()
	frappe.db.rollback(save_point="review")
	frappe.db.savepoint("review")
	frappe.clear_document_cache("Organ", "QH-LQ")
	with pytest.raises(WrongReviewer):
		_route(handling_organ="QH-LQ", review_organ="QH-LQ", basis="x")


def test_the_admin_routes_beside_or_instead_of_the_superior(review):
	_route(
		organ_kind="Department", jurisdiction="990124000000", review_organ="QH-SZF", basis="川政办〔2025〕1号"
	)
	assert [one.organ for one in routing.options("QH-RSJ")] == ["QH-ZF", "QH-SZF"]
	assert [one.organ for one in routing.options("QH-LQ")] == ["QH-ZF"]
	_route(handling_organ="QH-LQ", review_organ="QH-SZF", basis="川政办〔2025〕2号", instead=1)
	assert [(one.organ, one.external) for one in routing.options("QH-LQ")] == [("QH-SZF", True)]


def _route(**values):
	return frappe.get_doc({"doctype": "Review Route", "enabled": 1, **values}).insert(ignore_permissions=True)


def test_before_the_opinion_reached_him_nobody_asks(review):
	with pytest.raises(WrongMoment):
		review.requested("2026-05-20 09:00", filed_on="2026-04-20")
	frappe.db.set_value("Service Record", {"recipient": review.other}, "review_from", None)
	with pytest.raises(RequestRefused, match="尚未送达"):
		review.requested("2026-05-20 09:00", recipient=review.other)


def test_who_asks_twice_and_who_joins(review):
	"""A second petitioner joins what is under way; the opinion is served on both before the term ends."""
	first = review.requested()
	with pytest.raises(RequestRefused, match="已经"):
		review.requested("2026-05-21 09:00")
	joined = review.requested("2026-05-22 09:00", recipient=review.other, claims="公开账目")
	assert joined.name == first.name and len(joined.requesters) == 2 and "公开账目" in joined.claims
	assert review.due("N10") == ("2026-06-22", "Running")
	review.signed()
	review.by("rv", "2026-06-15 09:00", service.serve, review.doc, review.who)
	assert review.doc.stage == "Signed"
	review.by("rv", "2026-06-16 09:00", service.serve, review.doc, review.other)
	assert review.doc.stage == "Served" and str(review.doc.served_on) == "2026-06-16"


def test_a_request_turned_away_has_its_ground_and_its_paper(review):
	review.requested()
	with pytest.raises(ReviewRefused, match="期限内"):
		review.by("rv", "2026-05-21 09:00", deciding.not_accept, review.doc, deciding.LATE, "逾期。")
	with pytest.raises(SomethingMissing):
		review.by("rv", "2026-05-21 09:00", deciding.not_accept, review.doc, "On another legal route", "")
	done = review.by(
		"rv",
		"2026-05-21 09:00",
		deciding.not_accept,
		review.doc,
		"On another legal route",
		"已提起行政诉讼。",
	)
	assert (done.stage, done.result, review.due("N10")[1]) == ("Not Accepted", "Not Accepted", "Stopped")
	letter = frappe.get_last_doc("Official Letter", {"ref_name": done.name})
	assert letter.template == "W25N" and "已提起行政诉讼" in letter.html
	# The request stands no more: once his own term is over the matter may be closed (T1).
	with when.at("2026-06-29 09:00"):
		faults = closing_guards.GUARDS["T1"](review.road.petition, None, None)
	assert not [fault for fault in faults if "复查" in fault]


def test_a_supplement_is_asked_for_once_and_stops_nothing(review):
	review.requested()
	review.by("rv", "2026-05-21 09:00", deciding.ask_supplement, review.doc, "请说明面积的出处。")
	assert review.doc.stage == "Supplementing" and str(review.doc.supplement_due_on) == "2026-05-28"
	assert review.due("N10") == ("2026-06-22", "Running")
	review.by("rv", "2026-05-25 09:00", deciding.supplement, review.doc, "承包合同第三条。")
	with pytest.raises(ReviewRefused, match="一次"):
		review.by("rv", "2026-05-25 10:00", deciding.ask_supplement, review.doc, "再补。")
	assert review.by("rv", "2026-05-25 11:00", deciding.accept, review.doc).stage == "Accepted"


def test_what_he_withdraws_leaves_him_the_rest_of_his_term(review):
	review.requested("2026-05-20 09:00", recipient=review.other)
	with pytest.raises(ReviewRefused):
		review.by("rv", "2026-05-22 09:00", deciding.withdraw, review.doc, review.who, "/private/files/a.pdf")
	with when.at("2026-05-22 09:00"):
		deciding.withdraw_by_citizen(review.doc, review.other)
	assert review.doc.stage == "Withdrawn" and review.due("N10")[1] == "Stopped"
	own = frappe.get_doc("Service Record", review.doc.requesters[0].service_record)
	assert review.due("N09", own) == ("2026-06-22", "Running")
	assert review.requested("2026-06-01 09:00", recipient=review.other).stage == "Requested"


def test_the_organ_reviewed_answers_and_takes_no_other_step(review):
	review.accepted()
	for step, args in (
		(casework.call_file, ()),
		(deciding.withdraw, (review.who, "/private/files/a.pdf")),
		(drafting.begin, ()),
		(decision.submit, ()),
	):
		with pytest.raises((NotTheReviewer, NotPermitted)):
			review.by("lq_head", "2026-05-22 09:00", step, review.doc, *args)
	with pytest.raises(NotTheReviewer):
		review.by("rv", "2026-05-22 09:00", casework.answer, review.doc, "代为答复")
	with pytest.raises((NotTheReviewer, NotPermitted)):
		review.by(
			"rsj",
			"2026-05-22 09:00",
			requests.request,
			review.road.petition,
			review.other,
			claims="x",
			facts="y",
		)


def test_the_draft_is_the_reviewing_organs_alone(review):
	review.pending()
	draft = drafting.of(review.doc)
	county = review.road.county
	assert scope.may(draft, "read", county.rv) and scope.may(draft, "read", county.zf_head)
	for user in (county.lq, county.lq_head, county.xfj, county.rsj):
		assert not scope.may(draft, "read", user), user
		assert not scope.get_list("Review Draft", {"name": draft.name}, user=user)
	steps = frappe.get_all("Signing Step", {"ref_name": review.name}, pluck="name")
	assert steps and not scope.get_list("Signing Step", {"name": ["in", steps]}, user=county.lq_head)
	assert scope.may(review.doc, "read", county.lq) and review.doc.findings is None
	with pytest.raises(WrongMoment):
		review.by("rv", "2026-05-29 09:00", drafting.fill, draft, result="Revoked")


def test_the_panel_is_without_those_who_had_a_hand_in_it(review):
	review.answered()
	county = review.road.county
	with pytest.raises(PanelRefused, match="不少于"):
		review.by("rv", "2026-05-26 09:00", casework.set_panel, review.doc, [county.rv])
	with pytest.raises(PanelRefused, match="任职"):
		review.by("rv", "2026-05-26 09:00", casework.set_panel, review.doc, [county.rv, county.lq_head])
	# The head of the township has become a leader of the county since.
	from tests.site.handling.conftest import post_row
	from xinfang_app.organization import posting

	post_row(county.lq_head, "QH-ZF", "County Leader")
	posting.forget()
	with pytest.raises(PanelRefused, match="参与过"):
		review.by("rv", "2026-05-26 09:00", casework.set_panel, review.doc, [county.rv, county.lq_head])
	assert county.lq_head not in [row["value"] for row in casework.able(review.doc)]
	review.by("rv", "2026-05-26 09:00", casework.set_panel, review.doc, [county.rv, county.rv2])
	draft = review.by("rv", "2026-05-27 09:00", drafting.begin, review.doc)
	values = {
		"result": "Upheld",
		"findings": "属实。",
		"law": "《土地管理法》第四十八条",
		"reasons": "事实清楚。",
	}
	review.by("rv", "2026-05-27 09:00", drafting.fill, draft, **values)
	review.by("rv", "2026-05-27 10:00", decision.submit, review.doc)
	with pytest.raises(PanelRefused, match="参与过"):
		review.by("lq_head", "2026-05-28 09:00", decision.sign, review.doc)


def test_what_stops_the_signature(review, monkeypatch):
	review.accepted()
	review.by("rv", "2026-05-22 09:00", drafting.begin, review.doc)

	def codes():
		with when.at("2026-05-22 10:00"):
			return {one.code for one in drafting.problems(review.doc) if one.hard}

	assert codes() == {"result", "findings", "law", "reasons", "panel", "file"}
	review.by("rv", "2026-05-22 09:00", casework.call_file, review.doc)
	assert "answer" in codes() and "file" not in codes()
	with pytest.raises(ReviewRefused, match="还不能签发"):
		review.by("rv", "2026-05-22 11:00", decision.submit, review.doc)
	draft = drafting.of(review.doc)
	review.by("rv", "2026-05-22 11:00", drafting.fill, draft, result="Revoked and to be redone", redo_days=61)
	assert "redo_days" in codes()
	review.by("rv", "2026-05-22 11:00", drafting.fill, draft, result="Changed")
	assert "nothing_changed" in codes()
	# A hearing that was held has to be cited.
	monkeypatch.setattr(
		frappe, "get_hooks", lambda name=None, *a, **k: ["builtins.repr"] if name == "xf_review_cited" else []
	)
	monkeypatch.setattr(frappe, "get_attr", lambda path: lambda doc: [{"number": "青听〔2026〕1号"}])
	assert "cited" in {one.code for one in drafting._cited(review.doc, draft)}


def test_a_letter_that_comes_back_was_no_service(review):
	review.signed()
	record = review.by(
		"rv",
		"2026-06-15 09:00",
		service.serve,
		review.doc,
		review.who,
		"By post",
		mail_number="XA12345678902",
	)
	assert review.doc.stage == "Served"
	with pytest.raises((NotTheReviewer, NotPermitted)):
		review.by("lq", "2026-06-18 09:00", service.receive, record, "Signed for", "2026-06-17")
	review.by("rv", "2026-06-18 09:00", service.receive, record, "Sent back", "2026-06-18")
	assert review.doc.stage == "Signed" and review.due("N10") == ("2026-06-22", "Running")
	assert not review.road.petition.stage == "Opinion Issued"


def test_the_rate_of_overturned_opinions_proposes_an_inspection_not_a_flag(review):
	for number, result in enumerate(("Changed", "Revoked", "Upheld", "Upheld", "Revoked and to be redone")):
		made = review.row("Review", f"2026-04-{number + 10} 09:00")
		made.db_set({"stage": "Served", "result": result, "signed_on": f"2026-05-{number + 10} 09:00"})
	flags = frappe.db.count("Accountability Flag")
	with when.at("2026-06-01 09:00"):
		(rate,) = overturns.rates("2026-01-01", "2026-06-01")
		assert (rate.organ, rate.decided, rate.overturned, rate.percent) == ("QH-LQ", 5, 3, 60.0)
		assert [row.organ for row in overturns.striking()] == ["QH-LQ"]
	lines = review.by("sup", "2026-06-01 09:00", overturns.section, review.road.county.sup)["items"]
	assert [line["name"] for line in lines] == ["QH-LQ"]
	made = review.by("sup", "2026-06-01 09:00", overturns.propose, "QH-LQ")
	assert made.stage == "Planned" and [row.organ for row in made.organs] == ["QH-LQ"]
	with pytest.raises(ReviewRefused, match="已经计划"):
		review.by("sup", "2026-06-01 10:00", overturns.propose, "QH-LQ")
	assert frappe.db.count("Accountability Flag") == flags
	frappe.db.set_value(
		"Petition Review", {"result": "Upheld", "petition": review.road.name}, "result", "Not Accepted"
	)
	with when.at("2026-06-01 09:00"):
		assert overturns.striking() == []


def test_no_further_acceptance_rests_on_the_review_on_record(review):
	from xinfang_app.petition.accepting import refusal
	from xinfang_app.petition.referral_errors import RefusalNotAllowed

	made = review.row("Re-Review", "2026-05-01 09:00", organ="QH-SZF", holder="QH-SZF", external=1)
	made.append("requesters", {"recipient": review.who, "recipient_name": "林某某"})
	made.save(ignore_permissions=True)
	made.db_set({"stage": "Served", "document_number": "川政信复核〔2026〕2号", "served_on": "2026-05-08"})
	assert [row["number"] for row in refusal.final_reviews(review.road.petition)] == ["川政信复核〔2026〕2号"]
	assert refusal.final_reviews(frappe._dict(first_petitioner=None)) == []
	refusal._check_review(review.road.petition, "川政信复核〔2026〕2号", "2026-05-08", None)
	with pytest.raises(RefusalNotAllowed, match="2026-05-08"):
		refusal._check_review(review.road.petition, "川政信复核〔2026〕2号", "2026-05-09", None)
	with pytest.raises(SomethingMissing):
		refusal._check_review(review.road.petition, "川政信复核〔2026〕3号", "2026-05-08", None)


def test_the_newest_review_is_the_current_one(review):
	assert reviews.current(review.road.name) is None
	review.row("Review", "2026-05-01 09:00")
	last = review.row("Review", "2026-05-02 09:00")
	assert reviews.current(review.road.name, "Review").name == last.name
	assert reviews.current(review.road.name, "Re-Review") is None


def test_the_report_shows_no_share_of_a_few_cases(review):
	from xinfang_app.review.report.review_outcomes import review_outcomes

	made = review.row("Review", "2026-04-10 09:00")
	made.db_set({"stage": "Served", "result": "Changed", "signed_on": "2026-05-10 09:00"})
	_columns, rows, note = review.by("sup", "2026-06-01 09:00", review_outcomes.execute, {})
	assert [(row["title"], row["decided"], row["changed"], row["percent"]) for row in rows] == [
		("柳桥镇人民政府", 1, 1, None)
	]
	assert "5" in note
	_columns, rows, _note = review.by("rsj", "2026-06-01 09:00", review_outcomes.execute, {})
	assert rows == []


def test_the_calendar_shows_what_the_list_shows(review):
	from xinfang_app.review import api

	made = review.row("Review", "2026-05-20 09:00")
	made.db_set("due_on", "2026-06-22")
	for who, seen in (("rv", [made.name]), ("lq", [made.name]), ("rsj", [])):
		found = review.by(who, "2026-06-01 09:00", api.events, "2026-06-01", "2026-07-01")
		assert [row["name"] for row in found] == seen, who
	assert review.by("rv", "2026-06-01 09:00", api.events, "2026-07-01", "2026-08-01") == []
