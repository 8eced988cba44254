"""The letter, visit and phone desks in Chromium: from the scan or the call to registered without the mouse, counted in keys.

Keys are counted, not seconds. A Chinese text counts as the keys of an input method: the letters of its pinyin and one
key to take each two characters.
"""

import io

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")

PASSWORD = "Qinghe-990124"
LINES = [
	"关于青苗补偿款未足额发放的反映",
	"青禾县信访局：",
	"我叫林青苗，家住柳桥镇东沟村3组，电话13900004417。2025年修路征收承包地1.8亩，青苗补偿款只到账六成。",
	"诉求：",
	"1、补足青苗补偿款；",
	"2、公开补偿账目。",
	"反映人：林青苗",
	"2026年3月2日",
]
#: A letter that the reader could read, and one typed from a scan nobody can read.
KEYS_WITH_READER, KEYS_TYPED = 25, 150
#: A plain call: what the caller says is typed; all other keys are those of the desk.
KEYS_OF_CALL, KEYS_OF_DESK = 140, 16
pytestmark = pytest.mark.slow


class Keys:
	"""A keyboard that counts."""

	def __init__(self, page):
		self.page, self.count = page, 0

	def press(self, key, times=1):
		for _i in range(times):
			self.page.keyboard.press(key)
			self.count += 1

	def type(self, text):
		self.page.keyboard.type(text)
		self.count += len(text)

	def chinese(self, text):
		from pypinyin import lazy_pinyin

		self.page.keyboard.insert_text(text)
		self.count += sum(len(word) for word in lazy_pinyin(text)) + (len(text) + 1) // 2


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed, with logins."""
	return _COUNTY.build_for_logins(PASSWORD)


def picture(shade=250):
	from PIL import Image

	out = io.BytesIO()
	Image.new("RGB", (620, 877), (shade,) * 3).save(out, "JPEG")
	return out.getvalue()


def pdf(pages):
	from PIL import Image

	sheets = [Image.new("RGB", (420, 594), (250 - 30 * no,) * 3) for no in range(pages)]
	out = io.BytesIO()
	sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
	return out.getvalue()


def letter(user, lines=None, shade=250, common=False):
	"""A letter in the tray of `user`, with a scan that was read as `lines`; committed."""
	import frappe

	from xinfang_app.reception import drafts
	from xinfang_app.reception.reading import job
	from xinfang_app.reception.scans import keeping

	frappe.db.rollback()
	frappe.set_user(user)
	try:
		draft = drafts.begin(common=common)
		scan = keeping.add(draft, keeping.checked(picture(shade)))
		job.keep(scan.name, lines or [])
	finally:
		frappe.set_user("Administrator")
	frappe.db.commit()
	return draft.name


def open_desk(browser_page, user, **options):
	page = browser_page(user, PASSWORD, **options)
	page.set_default_timeout(60000)
	page.goto("/app/letter-desk")
	page.wait_for_selector(".xf-desk .xf-tray-list", timeout=60000)
	return page


def pick(page, name):
	"""Open a letter of the tray; other letters may lie there."""
	page.locator(f".xf-tray-row[data-name='{name}']").click()
	page.wait_for_function(f"cur_page.page.desk.draft === '{name}'")


def stored(name, fields):
	import frappe

	frappe.db.rollback()
	return frappe.db.get_value("Petition Submission", name, fields, as_dict=isinstance(fields, list))


def test_a_plain_letter_from_scan_to_registered_and_the_next_opens(county, browser_page, site):
	first, second = letter(county.xfj, LINES, 240), letter(county.xfj, None, 241)
	page = open_desk(browser_page, county.xfj)
	pick(page, first)
	page.wait_for_selector(".xf-people .xf-proposal:visible")
	keys = Keys(page)
	# Name, phone, address; the ID number is not in the letter.
	keys.press("Alt+a", 4)
	# Title, content, claims, place, category.
	keys.press("Alt+a", 5)
	keys.type("3")
	keys.press("Enter")
	keys.press("Control+Enter")
	page.wait_for_selector(".xf-done .xf-number", timeout=60000)
	number = page.locator(".xf-number").inner_text()
	print(f"keys of a letter the reader could read: {keys.count}")
	assert keys.count <= KEYS_WITH_READER
	row = stored(first, ["number", "title", "category", "place", "purpose", "claims_text", "can_notify"])
	assert (row.number, row.title) == (number, "关于青苗补偿款未足额发放的反映")
	assert (row.category, row.place, row.purpose) == ("0201", county.VILLAGE, "3")
	assert row.claims_text.split("\n") == ["补足青苗补偿款", "公开补偿账目"] and row.can_notify
	# The next letter is there by itself, ready to be typed.
	page.wait_for_function(f"cur_page.page.desk.draft === '{second}'")
	page.wait_for_function("document.activeElement.dataset.part === 'name'")
	keys = Keys(page)
	for text in ("马向田", None, "双井村"):
		if text:
			keys.chinese(text)
		else:
			keys.type("13800006652")
		keys.press("Enter")
	keys.press("Enter")
	keys.chinese("拖欠农民工工资")
	keys.press("Enter")
	keys.press("Tab", 2)
	keys.type("sjc")
	keys.press("Enter")
	keys.type("0402")
	keys.press("Enter")
	keys.type("qj")
	keys.press("Enter")
	keys.press("Control+Enter")
	page.wait_for_function(
		f"document.querySelector('.xf-number')?.textContent && document.querySelector('.xf-number').textContent !== '{number}'",
		timeout=60000,
	)
	print(f"keys of a letter typed from its scan: {keys.count}")
	assert keys.count <= KEYS_TYPED
	row = stored(second, ["status", "title", "category", "place", "purpose"])
	assert row == {
		"status": "Registered",
		"title": "拖欠农民工工资",
		"category": "0402",
		"place": county.FAR_VILLAGE,
		"purpose": "3",
	}


def test_nothing_is_taken_from_the_scan_before_the_officer_takes_it(county, browser_page, site):
	name = letter(county.xfj, LINES, 200)
	page = open_desk(browser_page, county.xfj)
	pick(page, name)
	page.wait_for_selector(".xf-people .xf-proposal:visible")
	page.keyboard.press("Alt+a")
	assert page.evaluate("cur_page.page.desk.save()")
	import frappe

	row = stored(name, ["title", "category", "place", "content"])
	assert not any(row.values())
	people = frappe.get_all("Submission Petitioner", {"parent": name}, ["masked_name", "has_address"])
	assert people == [{"masked_name": "林某某", "has_address": 0}]


def test_what_was_typed_is_there_after_the_browser_was_closed(county, browser_page, site):
	name = letter(county.xfj2, None, 190)
	page = open_desk(browser_page, county.xfj2)
	pick(page, name)
	page.locator("[data-part=name]").first.fill("尤静水")
	page.locator("[data-field=title]:not(.xf-proposal)").first.fill("养殖场臭气")
	page.close(run_before_unload=False)
	page = open_desk(browser_page, county.xfj2)
	pick(page, name)
	assert stored(name, "title") == "养殖场臭气"
	assert page.locator("[data-field=title]:not(.xf-proposal)").first.input_value() == "养殖场臭气"
	box = page.locator("[data-part=name]").first
	assert box.input_value() == "" and box.get_attribute("placeholder") == "尤某某"
	page.keyboard.press("Alt+i")
	page.wait_for_function("document.querySelector('[data-part=name]').value === '尤静水'")


def test_the_second_officer_is_told_and_takes_over(county, browser_page, site):
	name = letter(county.xfj, None, 180, common=True)
	mine = open_desk(browser_page, county.xfj)
	pick(mine, name)
	other = open_desk(browser_page, county.xfj2)
	pick(other, name)
	other.wait_for_selector(".xf-banner:has-text('xfj')")
	assert other.locator("[data-field=title]:not(.xf-proposal)").first.is_disabled()
	other.keyboard.press("Alt+t")
	other.wait_for_function("!document.querySelector('[data-field=title]:not(.xf-proposal)').disabled")
	other.locator("[data-field=title]:not(.xf-proposal)").first.fill("乙接手后所写")
	assert other.evaluate("cur_page.page.desk.save()")
	mine.locator("[data-field=title]:not(.xf-proposal)").first.fill("甲不知道")
	mine.keyboard.press("Control+s")
	mine.wait_for_selector(".xf-banner:visible", timeout=60000)
	assert stored(name, "title") == "乙接手后所写"
	assert mine.locator("[data-field=title]:not(.xf-proposal)").first.input_value() == "甲不知道"


def test_files_are_dropped_pages_cut_off_and_bad_files_told(county, browser_page, site):
	import frappe

	page = open_desk(browser_page, county.rsj)
	page.locator(".xf-tray input[type=file]").set_input_files(
		[
			{"name": "林青苗举报.pdf", "mimeType": "application/pdf", "buffer": pdf(4)},
			{"name": "坏.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 broken"},
			{"name": "二.jpg", "mimeType": "image/jpeg", "buffer": picture(170)},
		]
	)
	page.wait_for_selector(".msgprint:has-text('损坏')", timeout=60000)
	page.wait_for_timeout(800)
	page.keyboard.press("Escape")
	page.wait_for_function("!cur_dialog?.display")
	page.wait_for_function("document.querySelectorAll('.xf-tray-row').length === 2")
	page.wait_for_selector(".xf-sheet img:visible")
	assert page.locator(".xf-page-no").inner_text() == "第 1 页 共 4 页"
	page.keyboard.press("PageDown")
	page.wait_for_function("document.querySelector('.xf-page-no').textContent.startsWith('第 2')")
	page.keyboard.press("Alt+r")
	page.keyboard.press("PageDown")
	page.keyboard.press("Alt+k")
	page.keyboard.press("PageDown")
	page.keyboard.press("Alt+k")
	page.keyboard.press("Alt+x")
	page.wait_for_function("document.querySelectorAll('.xf-tray-row').length === 3", timeout=60000)
	page.wait_for_function("document.querySelector('.xf-page-no').textContent.endsWith('共 2 页')")
	frappe.db.rollback()
	names = frappe.get_all("File", {"attached_to_doctype": "Petition Submission"}, pluck="file_name")
	assert names and not [name for name in names if "林青苗" in name]


def test_a_file_that_is_too_large_is_refused_with_the_limit(county, browser_page, site):
	page = open_desk(browser_page, county.rsj)
	page.evaluate(
		"""() => { const file = new File([new Uint8Array(80 * 1024 * 1024)], "大.pdf", { type: "application/pdf" });
		cur_page.page.desk.tray.send([file]); }"""
	)
	page.wait_for_selector(".msgprint:has-text('超过上限')", timeout=60000)
	assert "80 MB" in page.locator(".msgprint").inner_text()


def test_the_server_refuses_what_a_browser_let_through(county, client):
	session = client(county.xfj, PASSWORD)
	answer = session.post(
		"/api/method/xinfang_app.reception.api.take_in",
		files={"file": ("x.pdf", b"%PDF-" + b"0" * (80 * 2**20))},
	)
	assert answer.status_code == 413


def test_an_accusation_is_sealed_from_the_desk(county, browser_page, site):
	import frappe

	name = letter(county.xfj, ["实名举报某主任套取资金", "欧阳举"], 160)
	page = open_desk(browser_page, county.xfj)
	pick(page, name)
	page.wait_for_selector(".xf-accusation:has-text('举报')")
	page.keyboard.press("Alt+j")
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_selector(".xf-told", timeout=60000)
	number = page.locator(".xf-told").first.inner_text()
	frappe.db.rollback()
	assert frappe.db.exists("Sealed Register", {"number": number})
	assert not frappe.db.exists("Petition Submission", name) and not frappe.db.exists(
		"Letter Scan", {"submission": name}
	)


def test_a_visit_from_the_number_to_the_receipt(county, browser_page, site):
	import frappe

	page = browser_page(county.lq, PASSWORD)
	page.goto("/app/visit-desk")
	page.wait_for_selector(".xf-queue-list", timeout=60000)
	page.keyboard.press("Alt+q")
	page.wait_for_selector(".modal.show input[data-fieldname=people_count]")
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_selector(".xf-queue-row:has-text('001')")
	page.keyboard.press("Alt+c")
	page.wait_for_function("document.querySelector('.xf-big').textContent === '001'")
	page.keyboard.press("Alt+s")
	page.wait_for_function("document.activeElement.dataset.part === 'name'")
	keys = Keys(page)
	keys.chinese("林青苗")
	keys.press("Enter")
	keys.type("13900004417")
	keys.press("Enter", 3)
	keys.chinese("村道损坏，请求修复。")
	page.locator("[data-field=title]:not(.xf-proposal)").first.fill("村道损坏")
	page.keyboard.press("Control+Enter")
	page.wait_for_selector(".xf-done .xf-told", timeout=60000)
	number = page.locator(".xf-done .xf-told").first.inner_text()
	frappe.db.rollback()
	row = frappe.db.get_value(
		"Petition Submission", {"number": number}, ["name", "form", "content"], as_dict=True
	)
	assert (row.form, row.content) == ("Visit", "村道损坏，请求修复。")
	assert frappe.db.get_value("Hall Visit", {"submission": row.name}, "state") == "Done"
	with page.context.expect_page(timeout=60000) as opened:
		page.keyboard.press("Alt+p")
	assert "letters.api.download" in opened.value.url
	with page.context.expect_page(timeout=60000):
		page.keyboard.press("Alt+t")
	frappe.db.rollback()
	assert frappe.db.get_value("Reception Record", {"submission": row.name}, "letter")


def open_telephone(browser_page, user, **options):
	page = browser_page(user, PASSWORD, **options)
	page.set_default_timeout(60000)
	page.goto("/app/phone-desk")
	page.wait_for_selector(".xf-calls-list *")
	return page


def field(page, name):
	return page.locator(f"[data-field={name}]:not(.xf-proposal)").first


def test_a_plain_call_with_the_keyboard_alone(county, browser_page, site):
	page = open_telephone(browser_page, county.xfj)
	keys = Keys(page)
	keys.press("Alt+c")
	page.wait_for_function("document.activeElement.dataset.part === 'name'")
	draft = page.evaluate("cur_page.page.desk.draft")
	assert stored(draft, ["form", "channel", "status"]) == {
		"form": "Call",
		"channel": "0401",
		"status": "Draft",
	}
	typed = keys.count
	keys.chinese("汪小河")
	keys.press("Enter")
	keys.type("13900005528")
	typed = keys.count - typed - 1
	keys.press("Alt+s")
	before = keys.count
	keys.chinese("东沟村养鸡场臭气很大，夏天不敢开窗，请求治理。")
	typed += keys.count - before
	# Saved by itself; what it seems to say is suggested.
	page.wait_for_selector(".xf-main-fields .xf-proposal[data-field=category]:visible")
	keys.press("Shift+Enter")
	# Claims, title, place, category.
	keys.press("Alt+a", 4)
	keys.type("3")
	keys.press("Enter")
	keys.press("Control+Enter")
	page.wait_for_selector(".xf-read-back td:has-text('139 0000 5528')")
	assert stored(draft, "status") == "Draft"
	keys.press("Enter")
	page.wait_for_selector(".xf-done .xf-told")
	print(f"keys of a plain call: {keys.count}, of these keys of the desk: {keys.count - typed}")
	assert keys.count <= KEYS_OF_CALL and keys.count - typed <= KEYS_OF_DESK
	number, code = (page.locator(".xf-done .xf-told").nth(at).inner_text() for at in (0, 1))
	row = stored(draft, ["number", "status", "category", "place", "purpose", "claims_text"])
	assert (row.number, row.status) == (number, "Registered") and len(code.replace(" ", "")) == 8
	assert (row.category, row.place, row.purpose) == ("0801", county.VILLAGE, "3")
	assert "请求治理" in row.claims_text
	assert page.locator(".xf-done .xf-group").count() == 2
	keys = Keys(page)
	keys.press("Alt+c")
	page.wait_for_function(f"cur_page.page.desk.draft && cur_page.page.desk.draft !== '{draft}'")
	assert field(page, "content").input_value() == "" and not page.locator(".xf-done").is_visible()
	# Nothing was said: it leaves no piece.
	empty = page.evaluate("cur_page.page.desk.draft")
	keys.press("Alt+d")
	page.wait_for_selector(".xf-nobody:visible")
	assert not stored(empty, "name")


def test_a_call_outlives_the_browser_and_is_corrected_after_reading_back(county, browser_page, site):
	page = open_telephone(browser_page, county.xfj2)
	page.keyboard.press("Alt+c")
	page.wait_for_function("document.activeElement.dataset.part === 'name'")
	draft = page.evaluate("cur_page.page.desk.draft")
	field(page, "content").fill("学校食堂伙食费涨价，请求核查。")
	field(page, "call_back").fill("13900007788")
	page.keyboard.press("Alt+y")
	page.close(run_before_unload=False)
	page = open_telephone(browser_page, county.xfj2)
	page.locator(f".xf-calls [data-name='{draft}']").click()
	page.wait_for_function(f"cur_page.page.desk.draft === '{draft}'")
	assert field(page, "content").input_value() == "学校食堂伙食费涨价，请求核查。"
	assert field(page, "is_anonymous").is_checked() and field(page, "call_back").input_value() == ""
	page.keyboard.press("Alt+i")
	page.wait_for_function("document.querySelector('input[data-field=call_back]').value === '13900007788'")
	page.keyboard.press("Control+Enter")
	page.wait_for_selector(".xf-read-back:visible td:has-text('匿名')")
	page.keyboard.press("Escape")
	page.wait_for_function("document.activeElement.dataset.field === 'content'")
	field(page, "title").fill("食堂伙食费涨价")
	page.locator(".xf-recordings + input[type=file]").set_input_files(
		{"name": "林青苗13900004417.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3\x04" + b"\0" * 90}
	)
	page.wait_for_selector(".xf-recording:has-text('通话录音-1')")
	page.keyboard.press("Control+Enter")
	page.wait_for_selector(".xf-read-back:visible td:has-text('食堂伙食费涨价')")
	page.keyboard.press("Control+Enter")
	page.wait_for_selector(".xf-done .xf-told")
	assert stored(draft, ["status", "is_anonymous"]) == {"status": "Registered", "is_anonymous": 1}


def test_an_accusing_caller_is_told_the_number_of_the_seal(county, browser_page, site):
	import frappe

	page = open_telephone(browser_page, county.xfj)
	page.keyboard.press("Alt+c")
	page.wait_for_function("document.activeElement.dataset.part === 'name'")
	draft = page.evaluate("cur_page.page.desk.draft")
	field(page, "content").fill("实名举报某主任套取资金")
	page.wait_for_selector(".xf-accusation:visible:has-text('举报')")
	page.keyboard.press("Alt+j")
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_selector(".msgprint .xf-told")
	number = page.locator(".msgprint .xf-told").first.inner_text()
	frappe.db.rollback()
	assert frappe.db.get_value("Sealed Register", {"number": number}, "form") == "Call"
	assert not frappe.db.exists("Petition Submission", draft)
	assert not frappe.db.exists("Reception Record", {"submission": draft})


@pytest.mark.parametrize("path", ["letter-desk", "visit-desk", "phone-desk"])
def test_the_desks_fit_a_telephone(county, browser_page, path):
	page = browser_page(county.xfj, PASSWORD, viewport={"width": 390, "height": 844})
	page.goto(f"/app/{path}")
	page.wait_for_selector(".xf-keys", state="attached", timeout=60000)
	page.wait_for_timeout(1500)
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
