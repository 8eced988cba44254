"""A hearing at the organ of review, to where it is called off; and one broken off in its sitting, by the logins whose step it is."""

import pytest
from sharing import module_at

from tests.browser import rooms

pytestmark = pytest.mark.slow
HEARING = "听证"
MORE = "更多"
FIVE = [
	*rooms.hearing.OUTSIDE,
	("孙桂兰", "Resident representative", "东沟村村民代表"),
	("郑海", "CPPCC member", "青禾县政协"),
]


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, a review that was taken on yesterday, and a hearing at the township in its sitting."""
	import frappe

	from xinfang_app.review import deciding

	county = rooms.build()
	county.review = module_at("site/review/conftest.py").Steps(county.served)
	county.review.requested(rooms.ago(2))
	county.served.by("rv", rooms.ago(1), deciding.accept, county.review.doc)
	county.court = court = rooms.court(county)
	court.asked(rooms.ago(21))
	court.prepared(rooms.ago(20))
	court.filled(rooms.ago(20, "10:00"), day=rooms.ago(1, "09:00:00"))
	court.notified(rooms.ago(20, "11:00"))
	court.opened(rooms.ago(1, "09:05"))
	frappe.db.commit()
	return county


def claimed(page, reason: str) -> None:
	"""Record the petitioner's claim against the first member."""
	rooms.step(page, "登记回避申请", MORE)
	page.locator(".modal.show [data-fieldname=member] select").select_option(index=3)
	rooms.fill(page, by_side="The petitioner", reason=reason)


def decided(page, what: str, reason: str, stage: str) -> None:
	"""Decide the one claim that is open."""
	rooms.step(page, "决定回避申请")
	assert page.locator(".modal.show [data-fieldname=challenge] select").input_value()
	rooms.fill(page, what=what, reason=reason)
	rooms.done(page, stage)


def test_the_organ_of_review_prepares_a_hearing_and_calls_it_off(county, form, browser_page):
	import frappe

	from xinfang_app import when

	page = form("rv", "Petition Review", county.review.name)
	rooms.shot(page, "review-hearing")
	rooms.step(page, "提出举行听证", HEARING)
	rooms.fill(page, reason="政策依据争议较大。")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Hearing'", timeout=rooms.WAIT)
	name = page.evaluate("cur_frm.doc.name")
	head = form("zf_head", "Hearing", name)
	rooms.step(head, "决定是否听证")
	rooms.fill(head, what="To be held")
	rooms.done(head, "Preparing")
	frappe.db.rollback()
	court = rooms.court(county)
	court.name = name
	court.filled(
		str(when.now()), who="rv", members=FIVE, day=f"{rooms.day(20)} 09:00:00", place=rooms.hearing.SPOT
	)
	frappe.db.commit()
	page = form("rv", "Hearing", name)
	assert "复查听证" in page.inner_text(".page-container:visible .page-head")
	rooms.step(page, "发出听证通知")
	rooms.done(page, "Notified")
	nobody = browser_page(viewport=rooms.SIZES[1])
	nobody.goto("/hearings")
	assert rooms.hearing.SPOT in nobody.inner_text("main")
	claimed(page, "曾任该村法律顾问。")
	rooms.done(page, "Notified")
	head = form("zf_head", "Hearing", name)
	rooms.shot(head, "review-hearing-claim")
	decided(head, "Recusal refused", "与本案无利害关系。", "Notified")
	rooms.step(head, "取消听证", MORE)
	rooms.fill(head, reason="申请人已撤回复查申请中的争议部分。")
	rooms.done(head, "Cancelled")
	nobody.goto("/hearings")
	assert rooms.hearing.SPOT not in nobody.inner_text("main")
	assert rooms.narrowed(head) and not head.errors and not page.errors
	rooms.shot(head, "review-hearing-cancelled")


def test_a_sitting_whose_panel_loses_a_member_is_broken_off_and_given_another_day(county, form):
	name = county.court.name
	page = form("lq", "Hearing", name)
	rooms.shot(page, "hearing-sitting")
	claimed(page, "系被申请单位负责人亲属。")
	rooms.done(page, "Under Way")
	head = form("lq_head", "Hearing", name)
	decided(head, "Recusal granted", "确系近亲属。", "Under Way")
	page = form("lq", "Hearing", name, viewport=rooms.SIZES[1])
	rooms.step(page, "听证改期")
	rooms.fill(page, held_on=f"{rooms.day(24)} 10:00", reason="一名听证员回避，听证中止。")
	rooms.shot(page, "hearing-broken-off-step")
	rooms.done(page, "Notified")
	rooms.shot(page, "hearing-broken-off")
	assert rooms.day(24) in page.evaluate("cur_frm.doc.held_on")
	page.get_by_text("现有2人").wait_for(timeout=rooms.WAIT)
	assert rooms.fits(page) and not page.errors and not head.errors
