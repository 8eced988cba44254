"""The morning list in Chromium: the desk opens on it, keys move in it, many are sent on at once, F8 goes to the next."""

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")

PASSWORD = "Qinghe-990124"
TITLES = ("路灯不亮", "水管漏水", "桥栏损坏")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed, with three matters at the petition office."""
	import frappe

	from xinfang_app.petition.registering.register import register

	county = _COUNTY.build_for_logins(PASSWORD)
	frappe.set_user(county.xfj)
	for title in TITLES:
		register({"title": title, "content": f"{title}，要求修理。", "place": county.VILLAGE})
	frappe.set_user("Administrator")
	frappe.db.commit()
	return county


def open_list(page):
	page.goto("/app")
	page.wait_for_selector(".xf-today-row", timeout=60000)


def test_a_morning_without_the_mouse(county, browser_page, site):
	import frappe

	page = browser_page(county.xfj, PASSWORD)
	open_list(page)
	assert page.locator(".xf-section-to_refer .xf-today-row").count() == 3
	assert "第二十二条第一款" in page.locator(".xf-today-row").first.inner_text()
	# All chosen with one key, one left out, the others to one organ.
	for key in ("1", "a", "b"):
		page.keyboard.press(key)
	page.wait_for_selector(".xf-refer-rows li")
	assert "待选单位3件" in page.locator(".xf-refer-sum").inner_text()
	page.wait_for_function("document.activeElement.dataset.name")
	page.keyboard.press("x")
	page.wait_for_selector(".xf-refer-out")
	page.keyboard.press("a")
	page.wait_for_function("cur_dialog.fields_dict.organ")
	page.evaluate("cur_dialog.set_value('organ', 'QH-LQ')")
	page.wait_for_function("cur_dialog.get_value('organ') === 'QH-LQ'")
	page.locator(".modal.show .btn-modal-primary:visible").last.click()
	page.wait_for_selector(".xf-refer-sum:has-text('可发出2件，暂不发出1件')")
	page.wait_for_function("document.activeElement.dataset.name")
	page.keyboard.press("Enter")
	page.wait_for_selector(".xf-bulk-sum:has-text('已办2件，未成0件')", timeout=60000)
	page.keyboard.press("Escape")
	page.wait_for_function("document.querySelectorAll('.xf-today-row').length === 1", timeout=30000)
	frappe.db.rollback()
	assert frappe.db.count("Petition", {"holder": "QH-LQ"}) == 2
	assert frappe.db.count("Bulk Run Row", {"state": "Done"}) == 2


def test_enter_opens_and_f8_goes_on_to_the_end(county, browser_page):
	page = browser_page(county.lq, PASSWORD)
	open_list(page)
	page.keyboard.press("j")
	page.keyboard.press("Enter")
	page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Petition'", timeout=30000)
	first = page.evaluate("cur_frm.docname")
	page.keyboard.press("F8")
	page.wait_for_function(
		f"cur_frm && cur_frm.doctype === 'Petition' && cur_frm.docname !== '{first}'", timeout=30000
	)
	page.keyboard.press("F8")
	page.wait_for_selector(".xf-today-row:visible", timeout=30000)


def test_it_fits_a_telephone_and_says_when_nothing_waits(county, browser_page):
	page = browser_page(county.rsj, PASSWORD, viewport={"width": 390, "height": 844})
	page.goto("/app/today-work")
	page.wait_for_selector(".xf-today-none", timeout=60000)
	assert "今日暂无待办" in page.locator(".xf-today-none").inner_text()
	page = browser_page(county.lq, PASSWORD, viewport={"width": 390, "height": 844})
	open_list(page)
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
