"""The monthly table in Chromium: read, opened into its list, closed, on a wide screen and on a telephone."""

import pytest
from openpyxl import load_workbook
from sharing import module_at

_COUNTY = module_at("site/insight/conftest.py")

PASSWORD = "Qinghe-990124"
TABLE = "/app/query-report/Monthly Petition Table?month={}&office=QH-XFJ"
FIGURES = ".dt-cell a[href*='Monthly Petition List']"


@pytest.fixture(scope="module")
def county(snapshot):
	"""Two counties with pieces of the last two months that are over, committed; the earlier month is closed."""
	import frappe
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.utils.password import update_password

	from xinfang_app import when
	from xinfang_app.insight.monthly import closing
	from xinfang_app.insight.monthly.month import Month

	frappe.set_user("Administrator")
	county = _COUNTY.build()
	frappe.local.lang = "zh"
	county.last = Month.of(when.today()).previous
	county.closed = county.last.previous
	for month in (county.closed, county.last):
		county.bring(f"{month}-03 09:00", "Letter")
		county.bring(f"{month}-04 09:00", "Online", source_level="National", category="0402")
		county.bring(f"{month}-05 09:00", "Visit", people_count=6, category="0801", place=county.FAR_VILLAGE)
	county.bring(f"{county.last}-06 09:00", "Call", by="lq", place=county.OTHER_VILLAGE)
	with when.at(f"{county.last}-02 09:00"):
		closing.close(county.XFJ, county.closed)
	county.bring(f"{county.last}-07 09:00", "Letter", arrived=f"{county.closed}-28 09:00", category="0901")
	for user in (county.xfj, county.head, county.lq_leader):
		frappe.db.set_value("User", user, "language", "zh")
		create_notification_settings(user)
		update_password(user, PASSWORD)
	frappe.db.commit()
	frappe.clear_cache()
	return county


@pytest.fixture
def desk(county, browser_page):
	"""`desk(user, month)` opens the table of that month."""

	def opened(user, month, **viewport):
		page = browser_page(user, PASSWORD, **({"viewport": viewport} if viewport else {}))
		page.errors = []
		page.on("pageerror", lambda error: page.errors.append(str(error)))
		page.goto(TABLE.format(month))
		page.wait_for_selector(FIGURES, timeout=90000)
		page.locator(".msg-box:has-text('载入中'):visible").wait_for(state="hidden", timeout=60000)
		return page

	return opened


def total(page, head):
	"""The figure of the first line in a column."""
	heads = page.locator(".dt-header .dt-row-header .dt-cell__content").all_inner_texts()
	column = next(number for number, text in enumerate(heads) if text.strip() == head)
	return page.locator(".dt-scrollable .dt-row-0 .dt-cell").nth(column).locator("a")


@pytest.mark.slow
def test_the_sheet_its_file_and_its_lists(county, desk, tmp_path):
	page = desk(county.xfj, county.last)
	text = page.locator(".report-wrapper").inner_text()
	for words in ("合计", "来访批次", "环比", "同比", "来源层级", "柳桥镇", "重复"):
		assert words in text, words
	assert "尚未月结" in page.locator(".page-body").inner_text()
	assert f"{county.closed.year}年{county.closed.number}月:增加" in text
	page.screenshot(path=str(tmp_path / "table.png"))
	with page.expect_download(timeout=60000) as waiting:
		page.get_by_role("button", name="导出 Excel").click()
	waiting.value.save_as(tmp_path / "month.xlsx")
	assert waiting.value.suggested_filename.endswith("信访情况月报.xlsx")
	assert load_workbook(tmp_path / "month.xlsx").active["A1"].value.endswith("信访情况月报表")
	link = total(page, "来访人次")
	assert link.inner_text() == "6"
	link.click()
	page.wait_for_selector(".form-message:visible:has-text('来访 · 人次:1 条,6 人次')", timeout=60000)
	rows = page.locator(".dt-scrollable .dt-row:visible")
	# The message stands there before the table is drawn.
	rows.first.wait_for(timeout=60000)
	assert rows.count() == 1
	page.screenshot(path=str(tmp_path / "list.png"))
	assert not page.errors, page.errors


@pytest.mark.slow
def test_a_telephone(county, desk, tmp_path):
	page = desk(county.lq_leader, county.last, width=390, height=844)
	page.screenshot(path=str(tmp_path / "table-390.png"))
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
	box = page.locator(FIGURES).first.bounding_box()
	assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, "the first figure is on the screen"
	body = page.locator(".dt-scrollable:visible").bounding_box()
	assert body and body["height"] > 400, "and more than a few rows with it"


@pytest.mark.slow
def test_the_office_closes_and_the_head_reopens(county, desk, site, tmp_path):
	import frappe

	page = desk(county.xfj, county.last)
	assert page.get_by_role("button", name="重新开启").count() == 0, "an officer reopens nothing"
	page.get_by_role("button", name="月结", exact=True).click()
	page.locator(".modal.show .btn-primary:visible").click()
	page.get_by_text("数字不再变动").first.wait_for(timeout=60000)
	page.get_by_role("button", name="月结记录").click()
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Month Close'", timeout=60000)
	page.get_by_role("button", name="核对明细").click()
	page.get_by_text("明细与月结时写入的一致").wait_for(timeout=60000)
	page.screenshot(path=str(tmp_path / "closing.png"))
	page = desk(county.head, county.last)
	page.get_by_role("button", name="重新开启").click()
	page.locator(".modal.show textarea:visible").fill("来访人数录入有误")
	page.locator(".modal.show .btn-primary:visible").click()
	page.get_by_text("尚未月结").first.wait_for(timeout=60000)
	frappe.db.rollback()
	kept = frappe.get_all(
		"Month Close", filters={"status": "Reopened"}, fields=["reopen_reason", "reopened_by"]
	)
	assert [(row.reopen_reason, row.reopened_by) for row in kept] == [("来访人数录入有误", county.head)]


@pytest.mark.slow
def test_the_workspace(county, browser_page, tmp_path):
	page = browser_page(county.xfj, PASSWORD)
	page.goto("/app/信访统计")
	page.get_by_text("半年信访工作情况").first.wait_for(timeout=90000)
	for title in ("信访情况月报", "月结记录"):
		page.get_by_text(title).first.wait_for(timeout=90000)
	page.screenshot(path=str(tmp_path / "workspace.png"))
