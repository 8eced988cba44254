"""Several petitioners in one review: each is judged by his own day and cause, and keeps his own papers."""

import frappe
import pytest

from xinfang_app.petition.ending import closing_guards
from xinfang_app.petition.serving import service
from xinfang_app.review import asking, deciding, requests, reviews, routing
from xinfang_app.review.errors import ReviewRefused, WrongReviewer

LETTER = "/private/files/envelope.pdf"


def papers(review, code):
	return frappe.get_all(
		"Official Letter", {"ref_name": review.name, "template": code}, ["name", "html"], order_by="creation"
	)


def test_who_joins_in_term_needs_no_excuse_for_the_first(review):
	"""The first (received 04-28) is late on 06-01, the second (received 05-20) is not: the request is in term."""
	review.requested("2026-06-01 09:00", late_cause="住院治疗")
	joined = review.requested(
		"2026-06-02 09:00",
		recipient=review.other,
		new_evidence="承包合同",
		way="By post",
		file=LETTER,
		filed_on="2026-06-01",
	)
	first, second = joined.requesters
	assert (joined.late, first.late, second.late, first.late_cause) == (0, 1, 0, "住院治疗")
	assert (second.new_evidence, second.way, str(second.requested_on)[:10]) == (
		"承包合同",
		"By post",
		"2026-06-02",
	)
	assert second.request_file and not first.request_file
	# Without excuse, but with a reason: only the late one is turned away, on paper.
	with pytest.raises(ReviewRefused, match="正当理由"):
		review.by("rv", "2026-06-03 09:00", deciding.accept, review.doc)
	review.by("rv", "2026-06-03 09:00", deciding.accept, review.doc, reason="住院在期限届满之后。")
	doc = review.doc
	assert doc.stage == "Accepted" and [row.refused for row in doc.requesters] == [1, 0]
	assert [one.petitioner for one in reviews.requesters(doc)] == [review.other]
	(paper,) = papers(review, "W25N")
	assert "住院在期限届满之后" in paper.html and "逾期" in paper.html and len(papers(review, "W25A")) == 1
	told = asking.of(review.road.petition, review.who)[-1]
	assert (told["stage"], told["may_withdraw"]) == ("Not Accepted", False)


def test_a_late_joiner_has_to_have_his_own_cause(review):
	review.requested("2026-05-29 09:00", recipient=review.other)
	joined = review.requested("2026-05-30 09:00", late_cause="外出务工")
	assert not joined.late and joined.requesters[1].late
	with pytest.raises(ReviewRefused, match="正当理由"):
		review.by("rv", "2026-06-01 09:00", deciding.accept, review.doc)
	review.by("rv", "2026-06-01 09:00", deciding.accept, review.doc, late_excused=True, reason="有工资单。")
	doc = review.doc
	assert [row.late_excused for row in doc.requesters] == [0, 1] and doc.late_excused
	assert len(reviews.requesters(doc)) == 2


def test_who_joins_a_review_taken_on_gets_its_paper_and_the_late_one_a_review_of_his_own(review):
	review.requested("2026-05-29 09:00", recipient=review.other)
	first = review.name
	review.by("rv", "2026-06-01 09:00", deciding.accept, review.doc)
	own = review.requested("2026-06-02 09:00", late_cause="外出务工")
	assert own.name != first and own.late and own.stage == "Requested"
	frappe.db.rollback(save_point="review")
	frappe.db.savepoint("review")
	review.name = None
	review.requested("2026-05-22 09:00", recipient=review.other)
	review.by("rv", "2026-05-23 09:00", deciding.accept, review.doc)
	review.requested("2026-05-25 09:00")
	assert len(review.doc.requesters) == 2 and len(papers(review, "W25A")) == 2


def test_the_rest_is_late_when_who_was_in_term_withdraws(review):
	review.requested("2026-06-01 09:00", late_cause="住院治疗")
	review.requested("2026-06-02 09:00", recipient=review.other)
	review.by("rv", "2026-06-03 09:00", deciding.withdraw, review.doc, review.other, LETTER)
	assert review.doc.late and review.doc.stage == "Requested"


def test_a_review_that_came_back_closes_nothing(review):
	"""T2 stays shut while the letter of the review is on its way again, whatever was recorded before."""
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
	missing = "尚无复查意见"
	served = closing_guards.GUARDS["T2"](review.road.petition, None, None)
	review.by("rv", "2026-06-18 09:00", service.receive, record, "Sent back", "2026-06-18")
	back = closing_guards.GUARDS["T2"](review.road.petition, None, None)
	assert served != back and len(back) == 1, missing


def test_a_route_follows_the_successor_of_the_organ_that_handled(review):
	"""The handling organ was merged into another: the local route holds for the heir, and no organ reviews itself."""
	frappe.get_doc(
		{
			"doctype": "Review Route",
			"enabled": 1,
			"handling_organ": "QH-RSJ",
			"review_organ": "QH-SZF",
			"basis": "川政办〔2025〕1号",
			"instead": 1,
		}
	).insert(ignore_permissions=True)
	frappe.db.set_value("Organ", "QH-RSJ", {"valid_to": "2025-12-31", "successor": "QH-LQ"})
	frappe.clear_document_cache("Organ", "QH-RSJ")
	try:
		assert [one.organ for one in routing.options("QH-LQ")] == ["QH-SZF"]
		route = frappe.new_doc("Review Route")
		route.update({"handling_organ": "QH-RSJ", "review_organ": "QH-LQ"})
		with pytest.raises(WrongReviewer):
			routing.check(route)
	finally:
		frappe.db.rollback(save_point="review")
		frappe.db.savepoint("review")
		frappe.clear_document_cache("Organ", "QH-RSJ")


def test_a_re_review_of_a_revocation_sets_a_new_term_or_upholds_it(review):
	"""The review ordered a redo by 07-10; the re-review sets a new term; other results are stopped before the signature."""
	from xinfang_app import when
	from xinfang_app.petition.answering import opinion
	from xinfang_app.review import decision, drafting

	review.served(result="Revoked and to be redone", redo_days=30)
	assert review.due("N06R", review.road.petition) == ("2026-07-10", "Running")
	made = review.by(
		"xfj",
		"2026-06-20 09:00",
		requests.request,
		review.road.petition,
		review.who,
		level="Re-Review",
		claims="延长办理期限",
		facts="办理期限过短。",
	)
	review.name = made.name
	draft = frappe.new_doc("Review Draft")
	for result, stops in (("Changed", True), ("Revoked", True), ("Upheld", False)):
		draft.result = result
		with when.at("2026-06-21 09:00"):
			codes = [one.code for one in drafting._result(review.doc, draft)]
		assert ("revoked_already" in codes) == stops
	review.by(
		"xfj",
		"2026-07-02 09:00",
		decision.record_outside,
		review.doc,
		result="Revoked and to be redone",
		redo_days=40,
		document_number="川政信复核〔2026〕3号",
		signed_on="2026-07-01",
		file="/private/files/proof.pdf",
	)
	matter = review.road.petition
	assert matter.stage == "Handling" and opinion.current(matter.name) is None
	assert str(review.doc.redo_due_on) == "2026-08-10"
	assert review.due("N06R", matter) == ("2026-08-10", "Running")
