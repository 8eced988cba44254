"""The paper desk in Chromium: print the queue, scan a pile, insert a phrase, all from the keyboard."""

import pytest
from sharing import module_at

PASSWORD = "Qinghe-990124"
pytestmark = pytest.mark.slow


_COUNTY = module_at("site/petition/conftest.py")
scans = module_at("site/letters/scans.py")


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed: a matter accepted by the township, its notice waiting to be printed."""
	import frappe

	from xinfang_app.petition import again
	from xinfang_app.petition.accepting import acceptance
	from xinfang_app.petition.referring import referral
	from xinfang_app.petition.registering.register import register

	county = _COUNTY.build_for_logins(PASSWORD)
	again.begin()
	frappe.set_user(county.xfj)
	piece = register(
		{
			"title": "青苗补偿款未足额发放",
			"content": "承包地1.8亩，青苗补偿款只发了六成。",
			"place": county.VILLAGE,
			"purpose": "3",
			"petitioners": [
				{"name": "林青禾", "phone": "13900000011", "address": "柳桥镇东沟村3组", "is_main": 1}
			],
			"claims": ["补足青苗补偿款"],
		}
	)
	matter = frappe.get_doc("Petition", piece.petition)
	referral.refer(matter, county.LQ)
	frappe.set_user(county.lq)
	matter.reload()
	acceptance.accept(matter)
	frappe.set_user("Administrator")
	frappe.get_doc(
		{"doctype": "Letter Phrase", "title": "感谢来信", "text": "感谢您对我们工作的关心和支持。"}
	).insert()
	frappe.db.commit()
	county.petition = piece.petition
	return county


def desk(page):
	page.goto("/app/paper-desk")
	page.wait_for_selector(".xf-desk-tabs button", timeout=60000)


def test_the_queue_is_printed_and_marked_from_the_keyboard(county, browser_page, site):
	import frappe

	page = browser_page(county.lq, PASSWORD)
	desk(page)
	row = page.locator(".xf-desk-row:has-text('受理告知书')").first
	row.wait_for(timeout=30000)
	assert "林青禾" not in page.inner_text(".xf-papers-desk")
	with page.expect_popup() as tab, page.expect_response("**/*taken_pdf") as sent:
		page.keyboard.press("p")
	told = sent.value.headers
	assert (told["content-type"], int(told["content-length"]) > 10000) == ("application/pdf", True)
	tab.value.close()
	page.wait_for_selector(".xf-desk-row:has-text('您正在打印')", timeout=60000)
	page.keyboard.press("d")
	page.wait_for_selector(".xf-desk-empty:visible", timeout=30000)
	frappe.db.rollback()
	rows = frappe.get_all("Letter Print", filters={"organ": county.LQ}, fields=["status", "printed_by"])
	assert [(row.status, row.printed_by) for row in rows] == [("Printed", county.lq)]


def test_a_pile_of_scans_files_itself_and_the_rest_lies_in_the_tray(county, browser_page, site):
	import frappe

	letter = frappe.get_last_doc("Official Letter", {"template": "W08"})
	page = browser_page(county.lq, PASSWORD)
	desk(page)
	page.keyboard.press("2")
	pile = scans.pdf(scans.page(letter.barcode, angle=180), scans.page())
	files = [
		{"name": "扫描.pdf", "mimeType": "application/pdf", "buffer": pile},
		{"name": "坏文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"},
		{
			"name": "大文件.pdf",
			"mimeType": "application/pdf",
			"buffer": b"%PDF-1.7" + bytes(20 * 1024 * 1024),
		},
	]
	page.set_input_files(".xf-desk-part:visible input[type=file]", files)
	page.wait_for_selector(".xf-desk-told li:nth-child(3):has-text('MB')", timeout=60000)
	told = page.inner_text(".xf-desk-told")
	assert "已随文书保存" in told and "未识读到编码" in told and "文件无法打开" in told
	page.wait_for_selector(".xf-desk-row:has-text('未识读到编码')", timeout=30000)
	frappe.db.rollback()
	assert frappe.db.get_value("Returned Scan", {"letter": letter.name}, "status") == "Filed"
	page.locator(".xf-desk-row:visible:has-text('未识读到编码')").click()
	page.wait_for_function("document.querySelector('.xf-desk-page').naturalWidth > 300")
	page.keyboard.press("c")
	page.locator(".modal.show input:visible").first.fill("ABCD-EFGH-JKMNA")
	page.locator(".modal.show .btn-primary:visible").first.click()
	page.wait_for_selector(".msgprint:has-text('编码有误')", timeout=20000)


def test_a_phrase_is_found_by_typing_and_put_where_the_cursor_stood(county, browser_page):
	page = browser_page(county.lq, PASSWORD)
	page.goto(f"/app/petition/{county.petition}")
	page.wait_for_function("cur_frm && cur_frm.doc.name && !cur_frm.is_new()", timeout=60000)
	page.evaluate(
		"""() => { window.d = new frappe.ui.Dialog({title: 't', fields: [{fieldtype: 'Text', fieldname: 'x', label: 'x'}]}); d.show(); }"""
	)
	text = page.locator(".modal.show textarea:visible")
	text.fill("您好！")
	text.focus()
	page.keyboard.press("Alt+q")
	page.wait_for_selector(".xf-phrases input[type=search]:visible", timeout=20000)
	page.wait_for_function("document.activeElement.type === 'search'")
	page.keyboard.type("感谢")
	page.wait_for_selector(".xf-phrases [role=option]:has-text('感谢来信')", timeout=20000)
	page.keyboard.press("Enter")
	page.wait_for_function("d.get_value('x') === '您好！感谢您对我们工作的关心和支持。'", timeout=20000)


def test_the_desk_fits_a_telephone(county, browser_page):
	page = browser_page(county.lq, PASSWORD, viewport={"width": 390, "height": 844})
	desk(page)
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
