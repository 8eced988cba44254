"""The door refuses attacks, not work: an officer, a leader and an administrator walk the desk, and nothing is refused.

A real browser, because only the desk knows which of Frappe's methods it calls with which arguments.
"""

import pytest

pytestmark = pytest.mark.slow

PASSWORD = "Qinghe-2026-xf!"
OFFICERS = [
	"/app",
	"/app/petition",
	"/app/petition/view/report",
	"/app/petition-submission",
	"/app/petition-submission/new-petition-submission-1",
	"/app/handling-opinion",
	"/app/petition-referral",
	"/app/todo",
	"/app/file",
]
SYSTEM_MANAGER = [
	"/app",
	"/app/customize-form?doc_type=Petition",
	"/app/permission-manager/Petition",
	"/app/workflow",
	"/app/print-format",
	"/app/notification",
	"/app/report",
	"/app/user",
	"/app/doctype/Petition",
	"/app/file",
	"/app/version",
	"/app/error-log",
	"/app/dashboard-view",
]
PETITION_ADMIN = [
	"/app",
	"/app/organ",
	"/app/posting",
	"/app/petition-category",
	"/app/procedure",
	"/app/deadline-rule",
	"/app/letter-template",
]


@pytest.fixture
def walk(browser, base_url, login, county):
	"""`walk(person, paths)` returns the requests that were answered 403 or 500 while the pages loaded."""
	contexts = []

	def go(person, paths, do=None):
		context = browser.new_context(
			base_url=base_url, locale="zh-CN", viewport={"width": 1440, "height": 900}
		)
		contexts.append(context)
		kept = login(person).cookies.get_dict()
		context.add_cookies([{"name": k, "value": v, "url": base_url} for k, v in kept.items()])
		page = context.new_page()
		page.set_default_timeout(60000)
		refused = []

		def note(answer):
			if answer.status in (403, 500) and "/api/" in answer.url:
				asked = answer.request.post_data or ""
				refused.append((answer.status, answer.url.replace(base_url, "")[:160], asked[:200]))

		page.on("response", note)
		for number, path in enumerate(paths):
			# The desk is loaded once; from there one goes on as by a click. An address with a question is opened anew.
			if number == 0 or "?" in path:
				page.goto(path, wait_until="domcontentloaded")
				page.wait_for_selector("#body .page-container", state="attached")
			else:
				page.evaluate("path => frappe.set_route(path)", path)
			page.wait_for_load_state("networkidle")
			page.wait_for_timeout(700)
		if do:
			do(page)
			page.wait_for_timeout(1500)
		return refused

	yield go
	for context in contexts:
		context.close()


@pytest.mark.parametrize("person", ["dept_officer", "county_leader", "village"])
def test_officers(walk, cases, county, person):
	case = cases.petition("dept", "village")
	cases.give(case, organ=county.organ["village"], kind="Filed")
	cases.done()

	def look(page):
		page.goto(f"/app/petition/{case.name}", wait_until="domcontentloaded")
		page.wait_for_selector(".form-layout:visible")
		page.wait_for_timeout(1500)
		assert page.locator(".page-title:visible").count()

	refused = walk(person, OFFICERS, look)
	assert not refused, refused


@pytest.mark.parametrize(
	("person", "pages"), [("system_manager", SYSTEM_MANAGER), ("petition_admin", PETITION_ADMIN)]
)
def test_administrators(walk, person, pages):
	refused = walk(person, pages)
	assert not refused, refused
