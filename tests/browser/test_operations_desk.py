"""The health page in Chromium, wide and on a telephone: states in words, what to do beside them, nothing cut off."""

import os

import pytest

PAGE = "/app/xf-health"


@pytest.fixture
def health(site, browser_page):
	"""`health(**viewport)` opens the page as Administrator."""
	import frappe

	frappe.db.set_value("User", "Administrator", "language", "zh")
	frappe.db.commit()

	def opened(**viewport):
		page = browser_page("Administrator", **({"viewport": viewport} if viewport else {}))
		page.errors = []
		page.on("pageerror", lambda error: page.errors.append(str(error)))
		page.goto(PAGE)
		page.wait_for_selector(".xf-health li", timeout=60_000)
		if os.environ.get("XF_SHOTS"):
			page.screenshot(
				path=f"{os.environ['XF_SHOTS']}/health-{page.viewport_size['width']}.png", full_page=True
			)
		return page

	return opened


@pytest.mark.parametrize(
	"viewport", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], ids=["wide", "phone"]
)
def test_states_are_words_and_nothing_is_cut_off(health, viewport):
	page = health(**viewport)
	lines = page.locator(".xf-health li")
	assert lines.count() >= 17
	for text in lines.locator(".indicator-pill").all_inner_texts():
		assert text in ("正常", "注意", "故障")
	# What is wrong stands first, each with what to do.
	first = page.locator(".xf-health section").first
	assert first.locator("h3").inner_text() == "需要处理"
	assert first.locator("li").count() == first.locator(".xf-health-todo").count() >= 1
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	assert not page.errors


def test_looking_again_asks_anew(health):
	page = health()
	with page.expect_response(lambda answer: "operations.api.page" in answer.url) as answered:
		page.get_by_role("button", name="重新检查").click()
	assert answered.value.ok


def test_a_monitor_is_told_one_word(client):
	answer = client().get("/api/method/xinfang_app.operations.api.ping")
	assert answer.status_code in (200, 503)
	assert answer.json()["message"] == {"ok": answer.status_code == 200}
	assert client().get("/api/method/xinfang_app.operations.api.page").status_code == 403
