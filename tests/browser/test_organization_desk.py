"""The petition admin at the desk: the tree of places, and the end of a posting."""

import pytest

PASSWORD = "Qinghe-2026-demo"
ADMIN, OFFICER = "xf.admin1@qinghe.example", "lq.officer1@qinghe.example"


@pytest.fixture(scope="module")
def county(snapshot):
	"""The demo county with two accounts, put away after the module."""
	import frappe

	from xinfang_app.demo.make_county import FOLDER
	from xinfang_app.organization import load

	load.county(FOLDER)
	frappe.db.commit()
	for user in (ADMIN, OFFICER):
		if frappe.db.exists("User", user):
			frappe.delete_doc("User", user, force=True)
	load.accounts(password=PASSWORD, users=[ADMIN, OFFICER])
	return frappe.db.get_value("Posting", {"user": OFFICER})


def test_the_tree_opens_from_province_to_village(county, browser_page):
	page = browser_page(ADMIN, PASSWORD)
	page.goto("/app/jurisdiction/view/tree")
	for name in ("东岭省", "云泽市", "青禾县", "柳桥镇"):
		page.locator(".tree-label", has_text=name).first.click()
	page.locator(".tree-label", has_text="东沟村").wait_for()


def test_a_posting_is_ended_with_its_open_work_in_view(county, browser_page):
	import frappe

	page = browser_page(ADMIN, PASSWORD)
	page.goto(f"/app/posting/{county}")
	page.get_by_role("button", name="终止任职").click()
	dialog = page.locator(".modal.show")
	dialog.get_by_text("没有未办结事项").wait_for()
	dialog.locator("[data-fieldname=reason] textarea").fill("调任")
	dialog.get_by_role("button", name="终止任职").click()
	page.locator(".desk-alert", has_text="已终止").wait_for()
	frappe.db.rollback()
	assert frappe.db.get_value("Posting", county, ["ended_reason", "handed_over_count"]) == ("调任", 0)


def test_an_officer_reads_organs_and_no_postings(county, browser_page):
	page = browser_page(OFFICER, PASSWORD)
	page.goto("/app/organ/990124101-ZF")
	page.locator(".title-text", has_text="柳桥镇人民政府").first.wait_for()
	assert page.get_by_role("button", name="本机关任职").count() == 0
	page.goto(f"/app/posting/{county}")
	page.get_by_text("未找到").first.wait_for()
	assert page.get_by_text("卞谷舒").count() == 0
