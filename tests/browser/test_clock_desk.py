"""The clock bar on forms, and the page on which an admin publishes procedures, in a real Chromium."""

from datetime import timedelta

import pytest
from sharing import module_at

PASSWORD = "Qh-2026-pass"
place = module_at("site/conftest.py")


@pytest.fixture(scope="module")
def matter(snapshot):
	"""A petition with clocks of every colour, committed for the web server; gone after the module."""
	import frappe
	from frappe.utils.password import update_password

	from xinfang_app import when
	from xinfang_app.deadline import milestones

	frappe.set_user("Administrator")
	people = place.build()
	for user in (people.town, people.other_town, people.admin):
		update_password(user, PASSWORD)
	now = when.now()
	with when.at(now - timedelta(days=50)):
		petition = people.petition(pathway="P6", simplified=0)
		milestones.record(petition, "accepted")
		milestones.record(petition, "extension_approved")
		milestones.record(petition, "extension_notified")
	with when.at(now - timedelta(days=30)):
		milestones.record(petition, "extension_approved")
		lead = people.referral(petition, kind="Assign", due_on=(now + timedelta(days=40)).date())
		milestones.record(lead, "received")
		milestones.record(lead, "notified")
	frappe.db.commit()
	people.name = petition.name
	return people


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_bar_shows_each_term_with_its_article(matter, browser_page, tmp_path, width, height):
	page = browser_page(matter.town, PASSWORD, viewport={"width": width, "height": height})
	errors = []
	page.on("pageerror", lambda error: errors.append(str(error)))
	page.goto(f"/app/petition/{matter.name}")
	page.wait_for_selector(".xf-clock-bar .xf-clock", timeout=90000)
	cards = page.locator(".xf-clock")
	tones = {card.get_attribute("class").split("xf-")[-1] for card in cards.all()}
	assert tones == {"red", "amber", "green"}
	text = page.locator(".xf-clock-bar").inner_text()
	for words in (
		"《信访工作条例》第三十四条",
		"《信访工作条例》第二十二条第一款第三项",
		"超期",
		"剩余",
		"截止",
	):
		assert words in text
	red = page.locator(".xf-clock.xf-red")
	assert not red.locator(".xf-clock-details").is_visible()
	red.click()
	assert red.locator(".xf-clock-details").is_visible() and "首日不计" in red.inner_text()
	page.locator(".xf-clocks-past summary").click()
	assert "按期完成" in page.locator(".xf-chips").inner_text()
	# Nothing sticks out to the right, on the phone either.
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	page.screenshot(path=str(tmp_path / f"clock-bar-{width}.png"))
	assert not errors, errors


def test_another_organ_sees_no_clock(matter, client):
	answer = client(matter.other_town, PASSWORD).get(
		"/api/method/xinfang_app.deadline.api.clock_bar", params={"doctype": "Petition", "name": matter.name}
	)
	assert answer.status_code in (403, 404)
	assert "N06" not in answer.text


def test_the_admin_sees_what_publishing_changes_and_publishes(matter, browser_page, tmp_path):
	page = browser_page(matter.admin, PASSWORD)
	page.goto("/app/procedure/普通程序")
	page.get_by_role("button", name="预览并发布").click(timeout=90000)
	page.get_by_text("没有变化。").wait_for(timeout=60000)
	page.screenshot(path=str(tmp_path / "publish.png"))
	page.get_by_role("button", name="发布", exact=True).click()
	page.get_by_text("已发布为第").wait_for(timeout=60000)


def test_the_admin_walks_through_a_procedure(matter, browser_page, tmp_path):
	page = browser_page(matter.admin, PASSWORD)
	page.goto("/app/procedure/普通程序")
	page.get_by_role("button", name="推演").click(timeout=90000)
	for action in ("转送交办", "受理", "开始办理"):
		page.get_by_role("button", name=action, exact=True).click()
	page.get_by_role("button", name="出具意见", exact=True).wait_for()
	page.screenshot(path=str(tmp_path / "walk.png"))


def test_an_officer_gets_no_publish_button(matter, browser_page):
	page = browser_page(matter.town, PASSWORD)
	page.goto("/app/procedure/普通程序")
	page.get_by_role("button", name="推演").wait_for(timeout=90000)
	assert page.get_by_role("button", name="预览并发布").count() == 0
