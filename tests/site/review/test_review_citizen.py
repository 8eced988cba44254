"""The petitioner asks on his own page, follows what becomes of it, and reads the opinion once it was served on him."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.citizen import acts, papers, view
from xinfang_app.citizen.acts import NotThisWay
from xinfang_app.citizen.entry import PIECE, Visitor
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.review.errors import RequestRefused


@pytest.fixture
def visit(review):
	"""The first petitioner, in a browser in which nobody is logged in."""
	frappe.set_user("Guest")
	name = review.road.petition.first_submission
	return Visitor(PIECE, name)


def seen(visitor, moment):
	with when.at(moment):
		return view.of(frappe.get_doc("Petition Submission", visitor.name))


def test_he_asks_and_follows_it(review, visit):
	matter = seen(visit, "2026-05-20 09:00")
	assert matter.may_ask["level"] == "Review" and str(matter.may_ask["until"]) == "2026-05-28"
	assert [one["label"] for one in matter.may_ask["organs"]] == ["青禾县人民政府"]
	with when.at("2026-05-20 10:00"):
		with pytest.raises(SomethingMissing):
			acts.ask_review(visit, "Review", "", "面积不对。")
		acts.ask_review(visit, "Review", "重新丈量", "面积不对。")
		with pytest.raises(RequestRefused):
			acts.ask_review(visit, "Review", "再丈量", "面积不对。")
	matter = seen(visit, "2026-05-20 11:00")
	assert matter.may_ask is None
	(row,) = matter.reviews
	assert (row["status"], str(row["due_on"]), row["may_withdraw"]) == (
		"已收到，正在审查是否受理",
		"2026-06-22",
		True,
	)
	assert any(due.text == "提出复查意见" and str(due.on) == "2026-06-22" for due in matter.duties)
	assert "您提出复查申请" in [step.text for step in matter.steps]
	review.name = frappe.get_last_doc("Petition Review").name
	assert (review.doc.way, review.doc.recorded_organ) == ("On the citizen page", None)


def test_the_opinion_is_his_when_it_was_served(review, visit):
	frappe.set_user("Administrator")
	review.signed()
	piece = frappe.get_doc("Petition Submission", visit.name)
	titles = [paper.title for paper in papers.of(piece)]
	assert "信访事项复查受理通知书" in titles and "信访事项复查意见书" not in titles
	assert seen(visit, "2026-06-11 09:00").reviews[0]["result"] == ""
	review.served()
	assert "信访事项复查意见书" in [paper.title for paper in papers.of(piece)]
	matter = seen(visit, "2026-06-16 09:00")
	assert matter.reviews[0]["result"] == "维持原意见"
	assert "复查意见书送达您" in [step.text for step in matter.steps]
	assert matter.may_ask["level"] == "Re-Review" and str(matter.may_ask["until"]) == "2026-07-15"
	assert any(due.text == "申请复核" for due in matter.rights)
	frappe.set_user("Guest")
	with when.at("2026-07-01 09:00"):
		acts.ask_review(visit, "Re-Review", "撤销复查意见", "没有到现场。")
	again = frappe.get_last_doc("Petition Review")
	# The organ above lies outside: a petition office records what it decides.
	assert (again.external, again.recorded_organ, again.level) == (1, "QH-XFJ", "Re-Review")


def test_he_withdraws_and_nobody_else_does(review, visit):
	with when.at("2026-05-20 10:00"):
		acts.ask_review(visit, "Review", "重新丈量", "面积不对。")
		frappe.set_user(review.road.county.lq)
		with pytest.raises(NotThisWay):
			acts.withdraw_review(visit)
		frappe.set_user("Guest")
		acts.withdraw_review(visit)
		with pytest.raises(NotThisWay):
			acts.withdraw_review(visit)
	matter = seen(visit, "2026-05-20 11:00")
	assert matter.reviews[0]["status"] == "已撤回" and matter.may_ask["level"] == "Review"


def test_after_his_term_he_says_why(review, visit):
	matter = seen(visit, "2026-06-01 09:00")
	assert matter.may_ask["late"]
	with when.at("2026-06-01 10:00"):
		acts.ask_review(visit, "Review", "重新丈量", "面积不对。", late_cause="住院")
	made = frappe.get_last_doc("Petition Review")
	assert made.late and made.late_cause == "住院"


def test_the_page_renders_his_request_and_the_form(review, visit):
	from xinfang_app.citizen import page

	with when.at("2026-05-20 09:00"):
		matter = view.of(frappe.get_doc("Petition Submission", visit.name))
		common = {"token": "x", "csrf": "", "note": None, "today": when.today()}
		form = page._pages().get_template("review.html").render(matter=matter, **common)
		assert "青禾县人民政府" in form and 'name="facts"' in form
		acts.ask_review(visit, "Review", "<b>丈量</b>", "面积不对。")
		matter = view.of(frappe.get_doc("Petition Submission", visit.name))
	shown = (
		page._pages().get_template("matter.html").render(matter=matter, values=view.RATING_VALUES, **common)
	)
	assert "正在审查是否受理" in shown and "撤回这项申请" in shown and "<b>丈量" not in shown
