"""The citizen's page in Chromium: on a phone, by keyboard, on paper, with and without JavaScript."""

import runpy
from pathlib import Path

import pytest

citizen = runpy.run_path(str(Path(__file__).parents[1] / "citizen_case.py"))["citizen"]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Relative luminance contrast of every text against the first opaque background behind it.
CONTRAST = """() => {
	const light = (c) => {
		const [r, g, b] = c.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
	const back = (el) => {
		for (; el; el = el.parentElement) {
			const c = rgb(getComputedStyle(el).backgroundColor);
			if (c.length < 4 || c[3] === 1) return c.slice(0, 3);
		}
		return [255, 255, 255];
	};
	const found = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const el = walk.currentNode.parentElement;
		if (!walk.currentNode.textContent.trim() || !el.getClientRects().length) continue;
		const a = light(rgb(getComputedStyle(el).color).slice(0, 3)), b = light(back(el));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) found.push(walk.currentNode.textContent.trim() + " " + ratio.toFixed(2));
	}
	return found;
}"""


@pytest.fixture
def enter(browser_page, citizen):
	"""`enter(case, **options)` types number and code and returns the page."""

	def go(case, **options):
		citizen.forget_tries()
		page = browser_page(**options)
		page.problems = []
		page.on(
			"console", lambda message: page.problems.append(message.text) if message.type == "error" else None
		)
		page.on(
			"request",
			lambda request: page.problems.append(request.url) if "localhost" not in request.url else None,
		)
		page.goto("/follow")
		page.fill("#number", case.number)
		page.fill("#code", case.code)
		page.click("main button[type=submit]")
		page.wait_for_selector("h1")
		return page

	return go


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone(enter, citizen, scripts):
	page = enter(citizen.served, java_script_enabled=scripts, **PHONE)
	assert page.inner_text(".status")
	assert page.problems == []
	assert page.locator("#print").is_visible() == scripts
	if not scripts:
		return
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
	small = page.evaluate(
		"""() => [...document.querySelectorAll("button, .button, .choice, .papers a, textarea")]
			.filter((el) => el.getClientRects().length && el.getBoundingClientRect().height < 44).map((el) => el.outerHTML)"""
	)
	assert small == []
	assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.steps p')).fontSize)") >= 18


def test_contrast_and_labels(enter, citizen):
	page = enter(citizen.served)
	assert page.evaluate(CONTRAST) == []
	unnamed = page.evaluate(
		"""() => [...document.querySelectorAll("input:not([type=hidden]), textarea")]
			.filter((el) => !el.labels.length).map((el) => el.name)"""
	)
	assert unnamed == []
	assert page.get_attribute("html", "lang") == "zh-CN"
	assert page.locator("h1").count() == 1
	page.goto("/follow?note=refused")
	assert page.evaluate(CONTRAST) == []


def test_by_keyboard_alone(browser_page, citizen):
	citizen.forget_tries()
	page = browser_page()
	page.goto("/follow")
	page.keyboard.press("Tab")
	assert page.evaluate("document.activeElement.className") == "skip"
	page.keyboard.press("Tab")
	page.keyboard.type(citizen.served.number)
	page.keyboard.press("Tab")
	page.keyboard.type(citizen.served.code)
	page.keyboard.press("Enter")
	page.wait_for_selector(".status")
	for _press in range(40):
		page.keyboard.press("Tab")
		if page.evaluate("document.activeElement.name") == "value":
			break
	outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
	assert outline == "solid"
	page.keyboard.press("Space")
	page.keyboard.press("Tab")
	page.keyboard.type("办得快")
	page.keyboard.press("Tab")
	page.keyboard.press("Enter")
	page.wait_for_selector(".note.done")
	assert "您的评价已经收到" in page.inner_text(".note")


def test_on_paper(enter, citizen):
	page = enter(citizen.served)
	page.emulate_media(media="print")
	assert not page.locator(".leave").is_visible()
	assert not page.locator("#print").is_visible()
	assert page.locator(".steps").is_visible()
	assert len(page.pdf(format="A4")) > 10_000


def test_going_back_sends_nothing_twice(enter, citizen):
	page = enter(citizen.open)
	page.click("text=我要撤回")
	page.wait_for_selector("text=确认之前请您知道")
	page.go_back()
	page.wait_for_selector(".status")
	page.reload()
	assert "编号" in page.inner_text(".number")
	assert page.problems == []


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_report_about_rights_is_filed(enter, citizen, options):
	page = enter(citizen.open, **options)
	page.click("text=我要反映")
	page.wait_for_selector("text=反映权益受侵害")
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	page.check("input[name=choice] >> nth=0")
	page.check("input[name=whom] >> nth=0")
	page.fill("#text", "村干部在村口拦住我，不让我再反映。")
	page.click("main form button[type=submit]")
	page.wait_for_selector(".note")
	told = page.inner_text("main")
	assert "QY" in told and "拦住我" not in told
	assert page.problems == []
