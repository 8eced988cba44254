"""The rooms beside the road on the screen: review, hearing, mediation, help, leaders; by the right login, wide and on a telephone.

One county for all of them, each act on a matter of its own.
"""

import pytest

from tests.browser import rooms

pytestmark = pytest.mark.slow
OTHER = "其他程序"


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county; a hearing asked for three days ago; a matter owned since twenty days, with a duty due four days ago."""
	import frappe

	from xinfang_app.leadership.owning import approving, duties, proposing

	county = rooms.build()
	county.court = rooms.court(county)
	county.court.asked(rooms.ago(3))
	road = county.served
	asked = road.by(
		"sup",
		rooms.ago(20),
		proposing.propose,
		road.petition,
		county.zf_a,
		listed_for="Backlog",
		due_on=rooms.day(60),
		duty_set="五责",
	)
	owned = road.by("zf_head", rooms.ago(20, "15:00"), approving.sign, asked)
	road.by("zf_a", rooms.ago(12), duties.add, owned, "协调自然资源部门复核面积", rooms.day(-4))
	county.heard, county.talked = rooms.opened(county), rooms.opened(county)
	county.mediation = rooms.talked_over(county.talked)
	county.agreement = county.talked.by(
		"lq", rooms.ago(1), county.talked.paper, "/private/files/agreement.pdf"
	)
	frappe.db.commit()
	return county


def test_a_request_is_entered_taken_on_and_given_to_reviewers(county, browser_page):
	page = rooms.opened_form(browser_page(county.rv, rooms.PASSWORD), "Petition", county.served.name)
	rooms.step(page, "登记复查申请", OTHER)
	rooms.fill(page, claims="重新丈量面积", facts="登记面积少于承包合同所载面积。")
	rooms.done(page, "Requested")
	assert page.evaluate("cur_frm.doctype") == "Petition Review"
	rooms.step(page, "受理申请")
	rooms.done(page, "Accepted")
	rooms.step(page, "调阅案卷、通知答复")
	rooms.done(page, "Accepted")
	rooms.step(page, "确定审查人员")
	rooms.shot(page, "review-panel")
	offered = page.locator(".modal.show [data-fieldname=users]").first.inner_text()
	# The head signs; he is not among those who review.
	assert "方诚" in offered and "沈岚" in offered and "贺明远" not in offered
	assert rooms.narrowed(page) and not page.errors


@pytest.mark.parametrize("who", ["lq", "xfj"])
def test_the_toolbar_of_a_matter_is_one_line(county, browser_page, who):
	page = browser_page(getattr(county, who), rooms.PASSWORD)
	rooms.opened_form(page, "Petition", county.served.name)
	assert page.locator(".page-container:visible .page-head-content").bounding_box()["height"] < 80
	assert rooms.fits(page) and not page.errors


def heading(page):
	page.goto("/hearings")
	return page.inner_text("main")


def test_decided_announced_moved_and_a_claim_of_recusal(county, browser_page):
	import frappe

	from xinfang_app import when

	court = county.court
	page = rooms.opened_form(browser_page(county.lq_head, rooms.PASSWORD), "Hearing", court.name)
	rooms.step(page, "决定是否听证")
	rooms.fill(page, what="To be held")
	rooms.done(page, "Preparing")
	frappe.db.rollback()
	court.filled(str(when.now()), day=f"{rooms.day(20)} 09:00:00")
	frappe.db.commit()
	page = rooms.opened_form(browser_page(county.lq, rooms.PASSWORD), "Hearing", court.name)
	rooms.step(page, "发出听证通知")
	rooms.done(page, "Notified")
	nobody = browser_page(viewport=rooms.SIZES[1])
	told = heading(nobody)
	assert "柳桥镇" in told and "县信访局听证室" in told and "林" not in told
	assert rooms.fits(nobody)
	rooms.step(page, "听证改期")
	rooms.fill(page, held_on=f"{rooms.day(24)} 10:00", reason="听证员出差。")
	rooms.done(page, "Notified")
	assert heading(nobody) != told
	rooms.step(page, "登记回避申请", "更多")
	page.locator(".modal.show [data-fieldname=member] select").select_option(index=3)
	rooms.fill(page, by_side="The petitioner", reason="曾任该村法律顾问。")
	rooms.done(page, "Notified")
	assert page.evaluate("cur_frm.doc.challenges.length") == 1
	assert rooms.narrowed(page) and not page.errors


def test_a_mediation_is_proposed_and_begun(county, browser_page):
	page = rooms.opened_form(browser_page(county.lq, rooms.PASSWORD), "Petition", county.heard.name)
	rooms.step(page, "提出调解", OTHER)
	rooms.fill(
		page, kind="People's mediation", other_party="东沟村村民委员会", dispute="征收面积与补偿差额。"
	)
	rooms.done(page, "Consent Asked")
	page.evaluate(
		"""() => { cur_frm.set_value("within_discretion", 1);
		cur_frm.add_child("mediators", { mediator_name: "许和", capacity: "People's mediator", unit: "柳桥镇人民调解委员会" });
		return cur_frm.save() }"""
	)
	rooms.step(page, "双方同意，开始调解")
	for side in ("petitioner_consents", "other_consents"):
		page.locator(f".modal.show [data-fieldname={side}] input").first.check()
	rooms.done(page, "Under Way")
	assert not page.errors


def test_an_agreement_is_recorded_and_ends_the_matter(county, browser_page):
	import frappe

	page = rooms.opened_form(browser_page(county.lq, rooms.PASSWORD), "Mediation", county.mediation)
	rooms.step(page, "登记签字协议")
	rooms.fill(page, terms="补发青苗补偿款差额。")
	page.evaluate(
		"([agreement_file, perform_by]) => cur_dialog.set_values({ agreement_file, perform_by })",
		[county.agreement, rooms.day(30)],
	)
	rooms.done(page, "Agreement Reached")
	frappe.db.rollback()
	assert county.talked.petition.stage == "Settled"
	assert rooms.narrowed(page) and not page.errors


def test_a_draft_of_help_is_changed_on_a_telephone(county, browser_page):
	page = browser_page(county.lq, rooms.PASSWORD, viewport=rooms.SIZES[1])
	rooms.opened_form(page, "Petition", county.served.name)
	rooms.step(page, "提出帮扶", OTHER)
	rooms.fill(page, kind="Legal aid", hardship="家中二人患病。", plan="引导申请法律援助。")
	assert rooms.fits(page)
	rooms.done(page, "Draft")
	rooms.step(page, "修改草稿")
	assert rooms.fits(page)
	rooms.fill(page, plan="引导申请法律援助，并协助准备材料。")
	rooms.done(page, "Draft")
	assert "协助准备材料" in page.evaluate("cur_frm.doc.plan")
	assert rooms.fits(page) and not page.errors


def test_my_owned_matters_say_what_is_due(county, browser_page):
	page = browser_page(county.zf_a, rooms.PASSWORD)
	page.errors = []
	page.on("pageerror", lambda error: page.errors.append(str(error)))
	page.goto("/app/my-owned-cases")
	page.wait_for_selector(".xf-owned-card", timeout=60_000)
	card = page.inner_text(".xf-owned-card")
	assert "土地征收青苗补偿款未足额发放" in card and "协调自然资源部门复核面积" in card
	assert rooms.fits(page)
	page.get_by_role("button", name="打开", exact=True).click()
	page.wait_for_function("cur_frm && cur_frm.doc.leader_name === '丁伟'", timeout=rooms.WAIT)
	page.wait_for_load_state("networkidle")
	assert rooms.fits(page)
	page.goto("/app/today-work")
	page.wait_for_selector(".xf-section-overdue .xf-today-row", timeout=60_000)
	rows = page.locator(".xf-section-overdue .xf-today-row").all_inner_texts()
	assert any("协调自然资源部门复核面积" in row for row in rows)
	page.set_viewport_size(rooms.SIZES[1])
	page.goto("/app/my-owned-cases")
	page.wait_for_selector(".xf-owned-card", timeout=60_000)
	rooms.shot(page, "my-owned")
	assert rooms.fits(page) and not page.errors
