"""The exchange desk in Chromium: a list comes in, is registered, compared and settled without the mouse."""

import time

import pytest
from sharing import module_at

LISTS = module_at("site/exchange/conftest.py")

PASSWORD = "Qinghe-990124"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(snapshot):
	return LISTS.COUNTY.build_for_logins(PASSWORD)


def now_rows(*numbers, **said):
	"""Rows sent down an hour ago."""
	from datetime import datetime, timedelta

	from xinfang_app import when

	sent = when.now() - timedelta(hours=1)
	assert isinstance(sent, datetime)
	return [LISTS.row(number, 下发时间=f"{sent:%Y-%m-%d %H:%M}", **said) for number in numbers]


def work():
	"""Do what the worker would: take the next turn of every batch under way."""
	import frappe

	from xinfang_app.exchange import running

	for _try in range(40):
		frappe.db.rollback()
		found = frappe.get_all(
			"Exchange Batch", filters={"status": ("in", ["Under way", "Undoing"])}, fields=["name", "serial"]
		)
		if found:
			for batch in found:
				running.run(batch.name, batch.serial)
			return
		time.sleep(0.25)
	raise AssertionError("nothing was started")


def give(page, path, content):
	path.write_bytes(content)
	page.set_input_files(".xf-exchange input[type=file]", str(path))


def test_a_list_is_taken_in_registered_compared_and_undone_by_the_keyboard(
	county, browser_page, site, tmp_path
):
	import frappe

	page = browser_page(county.xfj, PASSWORD)
	errors = []
	page.on("pageerror", lambda error: errors.append(str(error)))
	page.goto("/app/upper-exchange")
	page.wait_for_selector("[data-choose]", timeout=60000)
	assert page.evaluate("document.activeElement.hasAttribute('data-choose')"), (
		"Enter opens the choice of a file"
	)
	rows = [
		*now_rows("W1", "W2", "W3"),
		LISTS.row("W4", 下发时间="尽快"),
		*now_rows("W5", 信访目的="揭发控告"),
	]
	give(page, tmp_path / "清单.xlsx", LISTS.book(*rows))
	page.wait_for_selector(".xf-ex-map", timeout=60000)
	assert "按规定不采集" in page.inner_text(".xf-ex-map")
	page.keyboard.press("Control+Enter")
	page.wait_for_selector(".xf-ex-rows tr[data-row]", timeout=60000)
	shown = page.inner_text(".xf-ex-rows")
	assert "林某某" in shown and "林青苗" not in page.content() and "不是可识别的日期" in shown
	assert "W5" not in shown and "密封登记" in shown
	page.keyboard.press("ArrowDown")
	page.keyboard.press("ArrowDown")
	page.keyboard.press("x")
	page.wait_for_selector("tr.xf-ex-off", timeout=20000)
	page.wait_for_selector("button.primary-action:has-text('登记3件')")
	page.keyboard.press("Control+Enter")
	work()
	page.wait_for_selector("button:has-text('撤销本次导入')", timeout=60000)
	frappe.db.rollback()
	assert sorted(frappe.get_all("Petition Submission", pluck="upper_number")) == ["W1", "W3"]
	assert frappe.db.count("Sealed Register") == 1

	page.keyboard.press("2")
	page.wait_for_selector("[data-choose]", timeout=30000)
	give(page, tmp_path / "在办.xlsx", LISTS.book(*now_rows("W1", "W2")))
	page.wait_for_selector(".xf-ex-rows tr[data-row]", timeout=60000)
	shown = page.inner_text(".xf-ex-rows")
	assert "上级有本地无" in shown and "本地有上级无" in shown
	page.keyboard.press("Enter")
	page.wait_for_function(
		"document.querySelectorAll('.xf-ex-rows tr[data-row]').length === 1", timeout=60000
	)
	page.keyboard.press("e")
	page.wait_for_selector(".modal.show textarea", timeout=20000)
	page.locator(".modal.show textarea").fill("上级清单尚未更新")
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_selector("text=没有待处理的差异", timeout=60000)
	frappe.db.rollback()
	assert frappe.db.exists("Petition Submission", {"upper_number": "W2"})

	page.keyboard.press("1")
	page.wait_for_selector("[data-choose]", timeout=30000)
	page.locator("[data-choose]").evaluate("button => button.blur()")
	page.keyboard.press("/")
	assert page.evaluate("document.activeElement.type") == "search"
	assert not errors, errors


def test_it_fits_a_telephone(county, browser_page, tmp_path):
	page = browser_page(county.xfj, PASSWORD, viewport={"width": 390, "height": 844})
	page.goto("/app/upper-exchange")
	page.wait_for_selector("[data-choose]", timeout=60000)
	give(page, tmp_path / "清单.xlsx", LISTS.book(*now_rows("M1", "M2")))
	page.wait_for_selector(".xf-ex-map, .xf-ex-rows tr[data-row]", timeout=60000)
	if page.locator(".xf-ex-map").count():
		page.locator("button.primary-action:visible").click()
		page.wait_for_selector(".xf-ex-rows tr[data-row]", timeout=60000)
	assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nobody_else_is_let_in(county, browser_page):
	page = browser_page(county.lq, PASSWORD)
	page.goto("/app/upper-exchange")
	page.wait_for_selector("text=/没有权限|不允许|无权|Not permitted|未找到/", timeout=60000)
	assert not page.locator(".xf-exchange").count()
