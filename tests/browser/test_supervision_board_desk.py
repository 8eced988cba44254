"""The supervision board and the admin's page of messages in Chromium, wide and on a telephone."""

import os
from io import BytesIO

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")
PASSWORD = "Qinghe-990124"
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed, with terms in every state of the board and messages that failed."""
	import frappe
	from frappe.utils import add_days

	from xinfang_app import when
	from xinfang_app.messages import outbox

	county = _COUNTY.build_for_logins(PASSWORD)
	frappe.set_user("Administrator")
	office = module_at("site/office/conftest.py")._HANDLING
	for code, title in (("QH-MZJ", "青禾县民政局"), ("QH-ZRZYHGHJ", "青禾县自然资源和规划局")):
		office._insert(
			"Organ",
			code=code,
			title=title,
			kind="Department",
			jurisdiction="990124000000",
			parent_organ="QH-ZF",
		)
	titles = (
		"土地征收青苗补偿款未足额发放",
		"路灯不亮",
		"水管漏水",
		"低保金停发原因不明，要求书面答复",
		"桥栏损坏",
	)
	for number in range(46):
		organ = ("QH-LQ", "QH-RSJ", "QH-ZRZYHGHJ", "QH-MZJ")[number % 4]
		place = ("990124003002", "990124003000", "990124000000")[number % 3]
		petition = frappe.new_doc("Petition")
		petition.update(
			{
				"title": titles[number % 5],
				"number": f"XF-990124-2026-{number + 100:06d}",
				"holder": organ,
				"lead_organ": organ,
				"registering_organ": "QH-XFJ",
				"scope_code": place,
				"place_code": place,
				"stage": "Handling",
				"bounce_count": 2 if number % 9 == 0 else 0,
			}
		)
		petition.flags.ignore_links = True
		petition.insert(ignore_permissions=True)
		clock = frappe.new_doc("Deadline")
		clock.update(
			{
				"title": "办理期限",
				"rule": "N06",
				"state": "Running",
				"kind": "Duty",
				"due_on": add_days(when.today(), number - 12),
				"ref_doctype": "Petition",
				"ref_name": petition.name,
				"petition": petition.name,
				"organ": organ,
				"holder": organ,
				"scope_code": place,
				"started_on": add_days(when.now(), -40),
			}
		)
		clock.db_insert()
	for key in ("a", "b", "c"):
		outbox.put(key=key, text="deadline_step", organ="QH-LQ", audience=["head"])
	frappe.db.set_value(
		"Outbox Message",
		{"key": ("in", ("a", "c"))},
		{"status": "Given Up", "attempts": 12, "error": "HTTP 500"},
	)
	frappe.db.set_value(
		"Outbox Message",
		{"key": "b"},
		{"attempts": 3, "error": "ChannelFailed: ConnectTimeout (messages/channels/robot.py:43)"},
	)
	frappe.db.set_value("User", "Administrator", "language", "zh")
	frappe.db.commit()
	return county


def opened(page, address, selector):
	page.errors = []
	page.on("pageerror", lambda error: page.errors.append(str(error)))
	page.goto(address)
	page.wait_for_selector(selector, timeout=60_000)
	return page


def shot(page, name):
	if os.environ.get("XF_SHOTS"):
		page.wait_for_timeout(500)
		page.screenshot(
			path=f"{os.environ['XF_SHOTS']}/{name}-{page.viewport_size['width']}.png", full_page=True
		)


def fits(page):
	return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("viewport", SIZES, ids=["wide", "phone"])
def test_figures_and_their_lists_fit(county, browser_page, viewport):
	page = opened(
		browser_page(county.xfj, PASSWORD, viewport=viewport), "/app/supervision-board", ".xf-board-table"
	)
	page.wait_for_selector(".xf-board-ownerless")
	assert page.locator(".xf-board-sum").count() == 6
	assert page.locator(".xf-sum-overdue b").inner_text() == "12"
	assert fits(page)
	shot(page, "board")
	page.locator(".xf-sum-overdue").click()
	page.wait_for_selector(".xf-board-list li")
	assert page.locator(".xf-board-list li").count() == 12
	assert fits(page) and not page.errors
	shot(page, "board-list")


def test_the_keyboard_walks_the_board(county, browser_page):
	page = opened(browser_page(county.xfj, PASSWORD), "/app/supervision-board", ".xf-board-ownerless")
	number = page.locator(".xf-board-table tbody td.xf-n-overdue button").first
	wanted = int(number.inner_text())
	number.focus()
	page.keyboard.press("Enter")
	page.wait_for_selector(".xf-board-list li")
	assert page.locator(".xf-board-list li").count() == wanted
	page.keyboard.press("ArrowDown")
	page.keyboard.press("Escape")
	page.wait_for_selector(".xf-board-table")
	page.keyboard.press("1")
	page.wait_for_selector(".xf-board-list li")
	with page.expect_download() as download:
		page.keyboard.press("x")
	assert download.value.suggested_filename.endswith(".xlsx")
	with open(download.value.path(), "rb") as file:
		from openpyxl import load_workbook

		assert load_workbook(BytesIO(file.read())).active.max_row == 13
	page.wait_for_function("document.activeElement.closest('.xf-board-list')")
	page.keyboard.press("Enter")
	page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Petition'", timeout=30_000)
	page.go_back()
	page.wait_for_selector(".xf-board-list li:visible")


@pytest.mark.parametrize("viewport", SIZES, ids=["wide", "phone"])
def test_the_admin_sees_what_failed_and_tries_again(county, browser_page, viewport):
	page = opened(browser_page("Administrator", viewport=viewport), "/app/message-outbox", ".xf-outbox li")
	shot(page, "outbox")
	before = page.locator(".xf-outbox li").count()
	assert fits(page) and before >= 1
	page.locator(".xf-outbox li button").first.click()
	page.wait_for_function(f"document.querySelectorAll('.xf-outbox li').length === {before - 1}")
	assert not page.errors


def test_the_admin_drops_what_can_never_go(county, browser_page):
	page = opened(browser_page("Administrator", viewport=SIZES[1]), "/app/message-outbox", ".xf-outbox li")
	before = page.locator(".xf-outbox li").count()
	page.locator(".xf-outbox li").last.get_by_text("作废").click()
	page.wait_for_selector(".modal-dialog:visible")
	shot(page, "outbox-drop")
	page.locator(".modal-dialog:visible .btn-primary").click()
	page.wait_for_function(f"document.querySelectorAll('.xf-outbox li').length === {before - 1}")
	assert not page.errors


@pytest.mark.parametrize("viewport", SIZES, ids=["wide", "phone"])
def test_the_forms_of_messages_open(county, browser_page, viewport):
	page = browser_page("Administrator", viewport=viewport)
	for name, address in (
		("setting", "/app/message-setting"),
		("robot", "/app/message-robot/new"),
		("preference", "/app/message-preference/new"),
	):
		opened(page, address, ".form-page:visible .frappe-control:visible")
		shot(page, f"message-{name}")
		assert fits(page) and not page.errors


def test_an_officer_finds_and_keeps_his_own_preference(county, browser_page):
	for _time in range(2):
		page = opened(browser_page(county.lq, PASSWORD), "/app/today-work", ".xf-today")
		page.locator(".menu-btn-group button").click()
		page.get_by_text("消息接收方式").click()
		page.wait_for_selector("[data-fieldname=email] select:visible", timeout=30_000)
		assert page.evaluate("cur_frm.doc.user") == county.lq
		if page.evaluate("cur_frm.is_new()"):
			page.locator("[data-fieldname=email] select").select_option("At Once")
			page.keyboard.press("Control+s")
			page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")
	assert page.evaluate("cur_frm.doc.email") == "At Once"
	assert not page.errors
