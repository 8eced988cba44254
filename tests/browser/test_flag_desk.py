"""A flag on one late petition in Chromium: raised by supervision, answered by the organ, dismissed by somebody else."""

import os

import pytest
from sharing import module_at

from tests.site.review.conftest import acting

_OFFICE = module_at("site/office/conftest.py")
PASSWORD = "Qinghe-990124"
PHONE = {"width": 390, "height": 844}
WHO = {
	"dc": "Supervision Officer",
	"dc2": "Supervision Officer",
	"lq": "Township Officer",
	"rsj": "Department Officer",
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(snapshot):
	"""The county, committed, with a petition that the township accepted and did not finish in sixty days."""
	import frappe
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.utils.password import update_password

	from xinfang_app import when
	from xinfang_app.deadline import tick
	from xinfang_app.organization import posting

	before, frappe.local.lang = frappe.local.lang, "zh"
	county = _OFFICE.build()
	county.dc2 = _OFFICE._HANDLING.user("dc2")
	_OFFICE._HANDLING.post_row(county.dc2, "QH-XFJ", "Supervision Officer")
	posting.forget()
	for short, post in WHO.items():
		user = getattr(county, short)
		for role in (post, "Petition Staff"):
			row = {"parent": user, "parenttype": "User", "parentfield": "roles", "role": role}
			frappe.get_doc({"doctype": "Has Role", **row}).db_insert()
		frappe.db.set_value("User", user, "language", "zh")
		create_notification_settings(user)
		update_password(user, PASSWORD)
	road = _OFFICE._HANDLING.Road(county, acting)
	road.accepted()
	county.number = road.petition.number
	with when.at("2026-05-20 09:00"):
		tick.run()
	frappe.set_user("Administrator")
	frappe.db.commit()
	frappe.clear_cache()
	frappe.local.lang = before
	return county


def shot(page, name):
	if os.environ.get("XF_SHOTS"):
		page.wait_for_timeout(500)
		page.screenshot(path=f"{os.environ['XF_SHOTS']}/{name}-{page.viewport_size['width']}.png")


def opened(page, address, text):
	page.errors = []
	page.on("pageerror", lambda error: page.errors.append(str(error)))
	page.goto(address)
	page.get_by_role("button", name=text).first.wait_for(timeout=60_000)
	return page


def choose(page, field, words):
	"""Type into a link as a person does, and take the first that is offered."""
	box = page.locator(f".modal.show [data-fieldname='{field}'] input:visible").first
	box.click()
	box.press_sequentially(words)
	page.locator(f".modal.show [data-fieldname='{field}'] ul li:has-text('{words}')").first.click()
	# The server is asked whether it exists; only then it is the field's value.
	page.wait_for_function(f"cur_dialog.fields_dict.{field}.value")


def write(dialog, field, text):
	box = dialog.locator(f"[data-fieldname='{field}'] textarea:visible").first
	box.fill(text)
	# The desk takes a value when its field is left.
	box.blur()


def flag():
	import frappe

	frappe.db.rollback()
	return frappe.get_last_doc("Accountability Flag")


def test_it_is_raised_answered_and_dismissed(county, browser_page):
	page = opened(browser_page(county.dc, PASSWORD), "/app/accountability-flag", "提出问责线索")
	page.wait_for_load_state("networkidle")
	shot(page, "flag-list")
	page.get_by_role("button", name="提出问责线索").first.click()
	dialog = page.locator(".modal.show")
	page.wait_for_function("cur_dialog && cur_dialog.fields_dict.organ")
	choose(page, "organ", "柳桥镇")
	choose(page, "article_item", "推诿")
	choice = dialog.locator("[data-fieldname='deadline'] select")
	page.wait_for_function("cur_dialog.fields_dict.deadline.df.options.length > 1")
	assert county.number in choice.inner_text()
	# The desk draws required fields anew a moment after a change; what was typed in that moment is typed again.
	for _again in range(5):
		write(dialog, "facts", "受理后六十日内未办结，也未办理延期。")
		choice.select_option(index=1)
		page.wait_for_timeout(400)
		if page.evaluate(
			"['facts', 'deadline', 'organ', 'article_item'].every((one) => cur_dialog.get_value(one))"
		):
			break
	shot(page, "flag-raise")
	dialog.locator(".btn-primary:visible").click()
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Accountability Flag' && cur_frm.doc.status")
	shot(page, "flag-raised")
	raised = flag()
	assert (raised.organ, raised.status, len(raised.evidence)) == ("QH-LQ", "Flag raised", 1)
	# Who raised it does not judge it.
	assert page.get_by_role("button", name="不予认定").count() == 0 and not page.errors

	page = opened(
		browser_page(county.lq, PASSWORD, viewport=PHONE),
		f"/app/accountability-flag/{raised.name}",
		"回应线索",
	)
	shot(page, "flag-organ")
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	page.get_by_role("button", name="回应线索").first.click()
	write(page.locator(".modal.show"), "text", "丈量等候邻村确认界址，五月二十六日已书面告知当事人。")
	shot(page, "flag-answer")
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_function("cur_frm.doc.status === 'Answered'")
	assert not page.errors

	page = opened(browser_page(county.dc2, PASSWORD), f"/app/accountability-flag/{raised.name}", "核实")
	shot(page, "flag-judge")
	page.get_by_role("button", name="不予认定").first.click()
	write(page.locator(".modal.show"), "reason", "界址确认确需邻村到场，延误非该单位所致，已督促其按期答复。")
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_function("cur_frm.doc.status === 'Dismissed'")
	shot(page, "flag-dismissed")
	ended = flag()
	assert ended.answered_by == county.lq and ended.verified_by in (None, county.dc2)
	assert ended.dismissed_on and not page.errors


def test_another_department_sees_nothing_of_it(county, client):
	answer = client(county.rsj, PASSWORD).get(f"/api/resource/Accountability Flag/{flag().name}")
	assert answer.status_code in (403, 404)
