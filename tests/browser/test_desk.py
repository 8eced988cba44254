"""The desk in a real Chromium: it renders, in Chinese, without errors and with every asset."""


def test_desk_renders(browser_page):
	page = browser_page("Administrator")
	lost, errors = [], []
	page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
	page.on("pageerror", lambda error: errors.append(str(error)))
	page.goto("/app/user")
	page.wait_for_selector(".list-row-container, .no-result", timeout=60000)
	assert page.locator("html").get_attribute("lang") == "zh"
	assert not lost, lost
	assert not errors, errors


def test_realtime_connects(browser_page):
	page = browser_page("Administrator")
	page.goto("/app/user")
	page.wait_for_selector(".list-row-container, .no-result", timeout=60000)
	page.wait_for_function("frappe.realtime.socket && frappe.realtime.socket.connected", timeout=60000)
