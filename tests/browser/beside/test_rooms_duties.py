"""Reception days, drives, screening, reports about rights, tasks of a conference and inspections on the screen, by the right login."""

import pytest
from sharing import module_at

from tests.browser import rooms

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, with a rota, a reception, a drive that is over, a round, a report about the township, a task, a planned inspection."""
	import frappe

	from xinfang_app.reception.drives import drives
	from xinfang_app.reception.leaders import visits
	from xinfang_app.rights import reports
	from xinfang_app.settling.screening import rounds
	from xinfang_app.supervision import inspections

	county = rooms.build()
	county.zf_b = county.zf_a
	road = county.served
	receive = module_at("site/leaders_receive/conftest.py").Receive(road, county)
	leaders = [{"user": county.zf_a, "post": "副县长"}, {"user": county.zf_head, "post": "县长"}]
	county.month = rooms.day(32)[:7]
	county.rota = receive.rota(county.month, rooms.ago(3), receive.rule(moment=rooms.ago(3), leaders=leaders))
	county.visit = road.by(
		"xfj",
		rooms.ago(1, "15:00"),
		visits.record,
		office="QH-XFJ",
		leader=county.zf_a,
		kind="Fixed reception",
		held_on=rooms.ago(1, "09:00"),
		place="县群众来访接待大厅",
		people_count=2,
		subjects=["村道路灯损坏"],
	)
	asked = {"title": "村道路灯", "question": "哪些路口需要加装路灯？", "how_to": "柳桥镇便民服务中心"}
	days = {"opens_on": rooms.day(-20), "closes_on": rooms.day(-1)}
	drive = road.by("lq", rooms.ago(21), drives.begin, "QH-LQ", **asked, **days)
	county.drive = road.by("lq_head", rooms.ago(21, "15:00"), drives.open_, drive)
	wish = module_at("site/handling/conftest.py").Road(county, road.as_user)
	wish.registered(rooms.ago(12), title="建议在学校路口加装路灯", purpose="1", claims=("加装路灯",))
	wish.referred(rooms.ago(11))
	county.wish = wish.name
	county.round = road.by(
		"xfj",
		rooms.ago(20),
		rounds.begin,
		"QH-XFJ",
		"Monthly screening",
		rooms.day(-20),
		rooms.day(0),
		task="灌溉、欠薪",
	)
	county.report = road.by(
		"rsj",
		rooms.ago(3),
		reports.register,
		kind="Retaliation",
		text="镇里有人在村口拦住我，说再去县里就停发我的低保。",
		organs=["QH-LQ"],
		users=[county.lq_head],
		reporter={"name": "林青禾", "phone": "13900000011"},
		petition=road.name,
	)
	county.task = task_of_a_conference(county, road)
	county.inspection = road.by(
		"sup",
		rooms.ago(2),
		inspections.plan,
		"受理告知专项督查",
		"抽查今年以来的受理告知书",
		["QH-LQ", "QH-RSJ"],
		team=[county.sup, county.xfj],
		period_from=rooms.day(-60),
		period_to=rooms.day(-30),
	)
	frappe.db.commit()
	return county


def task_of_a_conference(county, road):
	from xinfang_app.leadership.conference import tasks

	lead = module_at("site/leadership/conftest.py").Lead(county, road)
	lead.put_forward()
	meeting = lead.decided(lead.held(), 1)
	given = ["就工龄认定提出意见。", "QH-RSJ", rooms.day(20)]
	task = lead.by("sup", "2026-04-10 14:30", tasks.draft, meeting, 1, *given)
	lead.issued(lead.signed(meeting))
	return task


def said(page) -> str:
	return page.inner_text(".page-container:visible")


def test_a_rota_is_published_and_stands_on_the_public_page(county, form, browser_page):
	page = form("xfj", "Reception Rota", county.rota.name)
	assert "丁伟" in said(page)
	rooms.shot(page, "rota")
	rooms.step(page, "发布")
	rooms.done(page, "Rota published")
	nobody = browser_page(viewport=rooms.SIZES[1])
	nobody.goto("/reception")
	assert "丁伟" in nobody.inner_text("main") and rooms.fits(nobody)
	assert rooms.narrowed(page) and not page.errors
	rooms.shot(page, "rota")


def test_a_drive_counts_a_suggestion_in_and_ends_with_its_outcome(county, form, browser_page):
	page = form("lq", "Petition", county.wish)
	rooms.step(page, "归入建议征集", "其他程序")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_selector(".modal.show", state="detached", timeout=rooms.WAIT)
	page = form("lq", "Suggestion Drive", county.drive.name)
	assert "共1件建议" in said(page)
	rooms.shot(page, "drive")
	rooms.step(page, "期满归纳")
	rooms.fill(page, summary="集中在学校路口加装路灯。")
	rooms.done(page, "Drive closed")
	page = form("lq_head", "Suggestion Drive", county.drive.name)
	rooms.step(page, "签发并公布采纳情况")
	rooms.fill(page, outcome="学校路口加装路灯两盏，其他路口待测算用电后确定。")
	rooms.done(page, "Outcome published")
	rooms.shot(page, "drive-published")
	nobody = browser_page(viewport=rooms.SIZES[1])
	nobody.goto("/suggestions")
	told = nobody.inner_text("main")
	assert "加装路灯两盏" in told and "收到建议1件" in told and "林青禾" not in told and rooms.fits(nobody)
	rooms.shot(nobody, "suggestions")
	assert rooms.narrowed(page) and not page.errors
	rooms.shot(page, "drive-published")


def test_a_drive_is_drafted_from_its_list_and_opened_by_the_leader(county, browser_page, form):
	page = browser_page(county.lq, rooms.PASSWORD)
	page.goto("/app/suggestion-drive")
	page.get_by_role("button", name="拟订征集事项").click(timeout=rooms.WAIT)
	rooms.fill(page, title="镇村班车", question="哪些班次需要增开？", how_to="柳桥镇便民服务中心")
	rooms.shot(page, "drive-draft")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_function("cur_frm && cur_frm.doc.stage === 'Drive draft'", timeout=rooms.WAIT)
	name = page.evaluate("cur_frm.doc.name")
	page = form("lq_head", "Suggestion Drive", name)
	rooms.step(page, "签发并公开征集")
	rooms.done(page, "Drive open")
	nobody = browser_page()
	nobody.goto("/suggestions")
	assert "哪些班次需要增开" in nobody.inner_text("main")
	rooms.shot(nobody, "suggestions")
	assert rooms.narrowed(page) and not page.errors
	rooms.shot(page, "drive-open")


def test_a_reception_is_recorded_and_its_promise_kept(county, form):
	import frappe

	page = form("xfj", "Reception Visit", county.visit.name)
	rooms.shot(page, "visit")
	rooms.step(page, "登记反映事项")
	rooms.fill(
		page, person_name="林青禾", content="村道路灯坏了半年，请求修复。", place="990124003002", purpose="3"
	)
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_selector(".msgprint:visible", timeout=rooms.WAIT)
	assert "查询码" in page.inner_text(".msgprint:visible")
	page.keyboard.press("Escape")
	page.wait_for_function("cur_frm.doc.matters[0].submission_number", timeout=rooms.WAIT)
	page.wait_for_load_state("networkidle")
	rooms.step(page, "登记承诺")
	rooms.fill(page, text="十日内修复路灯。", organ="QH-LQ", due_on=rooms.day(10))
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.get_by_text("十日内修复路灯").first.wait_for(timeout=rooms.WAIT)
	page.wait_for_selector(".modal.show", state="detached")
	rooms.step(page, "办结记录")
	rooms.done(page, "Completed")
	rooms.shot(page, "visit-completed")
	assert rooms.narrowed(page) and not page.errors
	frappe.db.rollback()
	entry = frappe.get_last_doc("Reception Promise")
	bound = form("lq", "Reception Promise", entry.name, viewport=rooms.SIZES[1])
	rooms.step(bound, "承诺已兑现")
	rooms.fill(bound, note="路灯已修复。")
	rooms.upload(bound, "proof")
	rooms.shot(bound, "promise-step")
	rooms.done(bound, "Promise kept")
	rooms.shot(bound, "promise")
	assert rooms.fits(bound) and not bound.errors


def test_a_round_is_reported_circulated_and_closed(county, form):
	town = form("lq", "Screening Round", county.round.name, viewport=rooms.SIZES[1])
	rooms.step(town, "报告本单位情况")
	rooms.fill(town, note="未发现新的纠纷。")
	rooms.done(town, "Round under way")
	rooms.shot(town, "round")
	assert rooms.fits(town) and not town.errors
	page = form("xfj", "Screening Round", county.round.name)
	rooms.step(page, "发通报")
	rooms.fill(page, text="柳桥镇已报告排查情况。")
	rooms.done(page, "Round under way")
	rooms.shot(page, "round")
	rooms.step(page, "小结并结束")
	rooms.fill(page, summary="本月未发现重大纠纷。")
	rooms.done(page, "Round closed")
	rooms.shot(page, "round-closed")
	assert not page.errors


def test_a_report_about_the_township_is_looked_into_and_answered(county, form):
	page = form("xf_leader", "Rights Report", county.report.name)
	rooms.shot(page, "rights-named")
	rooms.step(page, "指定核实人")
	rooms.fill(page, verifier=county.sup)
	rooms.done(page, "Being looked into")
	page = form("sup", "Rights Report", county.report.name)
	assert "低保" not in said(page)
	rooms.step(page, "登记核实情况")
	rooms.fill(page, outcome="Not borne out", finding="经核实，谈话记录与反映不符。")
	rooms.done(page, "Looked into")
	rooms.step(page, "告知反映人")
	rooms.fill(page, way="Orally", text="已核实，未发现所反映的情形。")
	rooms.done(page, "Result told")
	rooms.shot(page, "rights-told")
	assert rooms.narrowed(page) and not page.errors
	rooms.shot(page, "rights-told")


def test_a_task_of_the_conference_is_reported_and_checked(county, form):
	page = form("rsj", "Conference Task", county.task.name)
	rooms.shot(page, "task")
	rooms.step(page, "报告落实情况")
	rooms.fill(page, result="已逐人提出认定意见。")
	rooms.upload(page, "file_1")
	rooms.done(page, "Done")
	page = form("sup", "Conference Task", county.task.name)
	rooms.step(page, "核查落实情况")
	rooms.fill(page, verdict="Demand met", note="名册与意见齐全。")
	rooms.done(page, "Checked")
	assert rooms.narrowed(page) and not page.errors
	rooms.shot(page, "task-checked")


def test_an_inspection_finds_the_organ_mends_and_the_office_verifies(county, form):
	page = form("sup", "Inspection", county.inspection.name)
	rooms.shot(page, "inspection-planned")
	rooms.step(page, "开始督查")
	rooms.done(page, "Under way")
	rooms.step(page, "登记发现的问题")
	rooms.fill(
		page,
		organ="QH-LQ",
		finding="3件未按期书面告知。",
		article="《信访工作条例》第二十三条第三款",
		demand="逐件补发告知书。",
		due_on=rooms.day(20),
	)
	rooms.shot(page, "inspection-finding")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Rectification'", timeout=rooms.WAIT)
	order = page.evaluate("cur_frm.doc.name")
	page = form("xf_leader", "Rectification", order)
	rooms.step(page, "签发整改通知")
	rooms.done(page, "Ordered")
	rooms.shot(page, "rectification-ordered")
	town = form("lq", "Rectification", order, viewport=rooms.SIZES[1])
	rooms.step(town, "反馈")
	rooms.fill(town, reply="已逐件补发并送达。")
	rooms.upload(town, "file_1")
	rooms.done(town, "Rectified")
	rooms.shot(town, "rectification-answered")
	assert rooms.fits(town) and not town.errors
	page = form("sup", "Rectification", order)
	rooms.step(page, "核查反馈")
	rooms.fill(page, verdict="Demand met", reason="抽查送达回证属实。")
	rooms.done(page, "Verified")
	page = form("sup", "Inspection", county.inspection.name)
	rooms.step(page, "结束督查")
	rooms.fill(page, summary="共发现1个问题，已整改。")
	rooms.done(page, "Closed")
	rooms.shot(page, "inspection-closed")
	assert not page.errors
