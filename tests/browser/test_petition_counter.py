"""The counter in Chromium: a letter typed, checked for repeats and registered without the mouse."""

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")

PASSWORD = "Qinghe-990124"
TEXT = "去年修路征收承包地1.8亩，青苗补偿款只发了六成，要求补足并公开账目。"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed, with one matter in hand."""
	import frappe

	from xinfang_app.petition.registering.register import register

	county = _COUNTY.build_for_logins(PASSWORD)
	frappe.set_user(county.xfj)
	register({"title": "青苗补偿款未足额发放", "content": TEXT, "place": county.VILLAGE, "category": "0201"})
	frappe.set_user("Administrator")
	frappe.db.commit()
	return county


def open_form(page):
	page.goto("/app/petition-submission/new")
	page.wait_for_selector("[data-fieldname='entry_name'] input:visible", timeout=60000)
	page.wait_for_function("cur_frm && cur_frm.doc.organ", timeout=30000)


def type_into(page, field, text, kind="input"):
	page.locator(f"[data-fieldname='{field}'] {kind}:visible").first.fill(text)


def test_a_letter_is_registered_from_the_keyboard(county, browser_page, site):
	import frappe

	page = browser_page(county.xfj, PASSWORD)
	open_form(page)
	page.locator("[data-fieldname='form'] select:visible").select_option("Letter")
	type_into(page, "entry_name", "林青苗")
	type_into(page, "entry_phone", "13900004417")
	type_into(page, "title", "再次反映青苗补偿款")
	type_into(page, "content", TEXT, kind="textarea")
	page.keyboard.press("Control+s")
	page.wait_for_selector(".modal.show .xf-candidate", timeout=60000)
	dialog = page.locator(".modal.show")
	assert "青苗补偿款未足额发放" in dialog.inner_text() and "内容相似" in dialog.inner_text()
	dialog.locator("select").select_option("Repeat")
	dialog.locator("textarea:visible").fill("同一地块")
	dialog.locator(".btn-primary").click()
	page.wait_for_selector(".xf-told", timeout=60000)
	number, code = page.locator(".xf-told").all_inner_texts()
	assert number.startswith("XF-990124-") and len(code) == 8
	frappe.db.rollback()
	row = frappe.db.get_value(
		"Petition Submission",
		{"number": number},
		["relation", "repeat_decision_reason", "petition_number"],
		as_dict=True,
	)
	assert (row.relation, row.repeat_decision_reason) == (
		"Repeat",
		"同一地块",
	) and row.petition_number != number
	page.keyboard.press("Escape")
	page.wait_for_function("cur_frm.doc.status === 'Registered'")
	assert "13900004417" not in page.content() and "林青苗" not in page.content()


def test_an_accusation_is_never_kept_as_a_draft(county, browser_page, site):
	import frappe

	before = frappe.db.count("Petition Submission")
	page = browser_page(county.xfj, PASSWORD)
	open_form(page)
	type_into(page, "title", "反映村干部")
	type_into(page, "content", "虚报人工费。", kind="textarea")
	page.evaluate("cur_frm.set_value('purpose', '4')")
	page.wait_for_function("cur_frm.xf_sealed")
	page.locator("button:has-text('存草稿'):visible").click()
	page.wait_for_selector(".desk-alert:has-text('不存草稿')", timeout=20000)
	page.locator("button.primary-action:visible").click()
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_selector(".xf-told", timeout=60000)
	number, code = page.locator(".xf-told").all_inner_texts()
	frappe.db.rollback()
	assert len(code) == 8
	assert frappe.db.count("Petition Submission") == before
	assert frappe.db.exists("Sealed Register", {"number": number})


def test_the_counter_fits_a_telephone(county, browser_page):
	page = browser_page(county.xfj, PASSWORD, viewport={"width": 390, "height": 844})
	open_form(page)
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
	button = page.locator("button.primary-action:visible").bounding_box()
	assert button and button["x"] >= 0 and button["x"] + button["width"] <= 390
