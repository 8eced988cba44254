"""A sealed piece on the desk: its custodian opens it in a browser; a leader sees number and dates; others no page."""

import frappe
import pytest

from xinfang_app.access import identity, sealing

pytestmark = pytest.mark.slow


@pytest.fixture
def register(cases, county):
	person = identity.keep(name="钱多多", phone="13900009999")
	made = sealing.seal(
		{
			"title": "反映集体资金问题",
			"content": "某干部<b>虚报</b>人工",
			"petitioners": [{"petitioner": person}],
		},
		received_on="2026-03-20 09:00:00",
		form="Letter",
		organ=county.organ["office"],
		number="XF-980121-2026-000321",
		files=[{"file_name": "账页.txt", "content": "账页第三页".encode()}],
	)
	cases.made.append(("Petitioner", person))
	cases.done()
	return made


@pytest.fixture
def page_of(browser, base_url, login):
	contexts = []

	def open_page(person):
		context = browser.new_context(
			base_url=base_url, locale="zh-CN", viewport={"width": 1440, "height": 900}
		)
		contexts.append(context)
		kept = login(person).cookies.get_dict()
		context.add_cookies([{"name": k, "value": v, "url": base_url} for k, v in kept.items()])
		page = context.new_page()
		page.set_default_timeout(60000)
		return page

	yield open_page
	for context in contexts:
		context.close()


def test_the_custodian_opens_it(page_of, register, county):
	page = page_of("custodian_office")
	page.goto(f"/app/sealed-register/{register.name}")
	page.get_by_role("button", name="开启密封件").click()
	page.wait_for_selector(".modal:visible dl")
	text = page.locator(".modal:visible").inner_text()
	assert "反映集体资金问题" in text and "钱多多" in text
	# What a citizen wrote is text, never markup.
	assert "某干部<b>虚报</b>人工" in text
	with page.expect_download() as download:
		page.locator(".modal:visible a[data-no]").click()
	with open(download.value.path(), encoding="utf-8") as handle:
		assert handle.read() == "账页第三页"
	frappe.db.rollback()
	assert frappe.get_all(
		"Sealed Opening Log",
		filters={"register": register.name, "user": county.user("custodian_office")},
		pluck="what",
		order_by="creation",
	) == ["Opened", "File opened"]


def test_a_leader_sees_number_and_dates(page_of, register):
	page = page_of("county_leader")
	page.goto(f"/app/sealed-register/{register.name}")
	page.wait_for_selector(".form-layout:visible")
	page.wait_for_timeout(1500)
	text = page.locator("body").inner_text()
	assert register.number in text
	assert not page.get_by_role("button", name="开启密封件").count()


@pytest.mark.parametrize("person", ["dept_officer", "village"])
def test_others_find_no_page(page_of, register, person):
	page = page_of(person)
	page.goto(f"/app/sealed-register/{register.name}")
	page.wait_for_selector(".modal:visible")
	assert register.number not in page.locator("body").inner_text()
