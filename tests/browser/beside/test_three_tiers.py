"""Review and re-review on the screen, each step by the login whose step it is, to the last word and what follows it."""

import pytest

from tests.browser import rooms

pytestmark = pytest.mark.slow
OTHER = "其他程序"
DRAFT = {
	"result": "Upheld",
	"findings": "审查认为原处理意见认定事实清楚。",
	"law": "《信访工作条例》第三十五条",
	"reasons": "申请人所提面积与承包合同所载不符。",
}


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, and a matter whose explaining opinion reached the petitioner five days ago."""
	import frappe

	county = rooms.build()
	road = county.matter = rooms.opened(county)
	road.signed(rooms.ago(6, "15:00"), result="Explain", granted=None, due_on=None)
	road.served(rooms.ago(5, "11:00"))
	frappe.db.commit()
	return county


def test_two_appeals_and_the_last_word(county, form):
	# The review, at the government above the township.
	page = form("rv", "Petition", county.matter.name)
	rooms.step(page, "登记复查申请", OTHER)
	rooms.fill(page, claims="重新丈量面积", facts="登记面积少于承包合同所载面积。")
	rooms.done(page, "Requested")
	review = page.evaluate("cur_frm.doc.name")
	rooms.step(page, "受理申请")
	rooms.done(page, "Accepted")
	rooms.step(page, "调阅案卷、通知答复")
	rooms.done(page, "Accepted")

	organ = form("lq", "Petition Review", review)
	rooms.step(organ, "答复复查复核")
	rooms.fill(organ, text="登记面积以2025年丈量结果为准，已附丈量记录。")
	rooms.shot(organ, "three-answer")
	rooms.done(organ, "Accepted")

	page = form("rv", "Petition Review", review)
	rooms.step(page, "确定审查人员")
	for name in ("方诚", "沈岚"):
		page.locator(".modal.show [data-fieldname=users]").get_by_text(name).first.click()
	rooms.fill(page, chair=county.rv)
	rooms.done(page, "Accepted")
	page.get_by_role("button", name="起草复查复核意见").click()
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Review Draft'", timeout=rooms.WAIT)
	page.evaluate("async (values) => { await cur_frm.set_value(values); await cur_frm.save(); }", DRAFT)
	rooms.shot(page, "three-draft")
	assert not page.errors
	page = form("rv", "Petition Review", review)
	rooms.step(page, "送签")
	rooms.done(page, "Pending Signature")

	head = form("zf_head", "Petition Review", review)
	rooms.shot(head, "three-sign")
	assert DRAFT["findings"] in head.inner_text(".xf-review-text")
	rooms.step(head, "签发")
	rooms.shot(head, "three-sign-dialog")
	rooms.done(head, "Signed")

	page = form("rv", "Petition Review", review)
	rooms.step(page, "送达意见书")
	rooms.shot(page, "three-serve")
	rooms.done(page, "Served")

	# The re-review, at the city, which works outside: its opinion is entered.
	page = form("xfj", "Petition", county.matter.name)
	rooms.step(page, "登记复核申请", OTHER)
	rooms.fill(page, claims="按承包合同面积补足", facts="复查未重新丈量。")
	rooms.shot(page, "three-re-review")
	rooms.done(page, "Requested")
	again = page.evaluate("cur_frm.doc.name")
	assert page.evaluate("cur_frm.doc.level") == "Re-Review"
	rooms.step(page, "登记系统外机关的意见")
	rooms.fill(page, result="Upheld", document_number="川政信复核〔2026〕2号")
	rooms.upload(page, "file")
	rooms.shot(page, "three-outside")
	rooms.done(page, "Signed")
	page = form("xfj", "Petition Review", again)
	rooms.step(page, "送达意见书")
	rooms.done(page, "Served")
	rooms.shot(page, "three-last")

	# The last word: the matter ends by it, and care is offered without a promise asked for.
	page = form("lq", "Petition", county.matter.name)
	rooms.shot(page, "three-matter")
	rooms.step(page, "终结")
	rooms.shot(page, "three-close")
	rooms.fill(page, code="T3")
	rooms.done(page, "Terminated")
	assert page.evaluate("cur_frm.doc.closing_code") == "T3"
	page = form("lq", "Petition", county.matter.name)
	rooms.step(page, "登记后续帮扶", OTHER)
	rooms.fill(page, agreed="Accepted by the petitioner", text="上门说明政策，介绍临时救助的申请途径。")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Aftercare Record'", timeout=rooms.WAIT)
	rooms.shot(page, "three-care")
	assert not page.errors
