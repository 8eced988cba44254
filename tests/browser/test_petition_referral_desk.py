"""The middle of the road by hand in Chromium: sending on by the suggestion, accepting, and two officers at once."""

import pytest

PASSWORD = "Qinghe-2026-xf!"
COUNTY, TOWN, VILLAGE = "970124000000", "970124101000", "970124101001"
PLACES = [
	("970000000000", "甲省", None),
	("970100000000", "乙市", "970000000000"),
	(COUNTY, "丙县", "970100000000"),
]
PLACES += [(TOWN, "柳桥镇", COUNTY), (VILLAGE, "东沟村", TOWN)]
ORGANS = [
	("97-XFJ", "丙县信访局", "Petition Office", COUNTY, []),
	("97-LQ", "柳桥镇人民政府", "Township", TOWN, ["0201"]),
]
PEOPLE = [
	("one", "97-XFJ", "County Petition Officer"),
	("two", "97-XFJ", "County Petition Officer"),
	("lq", "97-LQ", "Township Officer"),
]
WAIT = 60_000


@pytest.fixture(scope="module")
def petition(snapshot):
	"""A registered petition at the office, committed, with its people; everything is put back after the module."""
	import frappe
	from frappe.utils.password import update_password

	from xinfang_app.petition.registering import register

	frappe.set_user("Administrator")
	for code, title, parent in PLACES:
		frappe.get_doc(
			{"doctype": "Jurisdiction", "code": code, "title": title, "parent_jurisdiction": parent}
		).insert()
	for code, title, kind, place, competences in ORGANS:
		rows = [{"category": category} for category in competences]
		frappe.get_doc(
			{
				"doctype": "Organ",
				"code": code,
				"title": title,
				"kind": kind,
				"jurisdiction": place,
				"competences": rows,
			}
		).insert()
	for short, organ, post in PEOPLE:
		user = mail(short)
		frappe.get_doc(
			{
				"doctype": "User",
				"email": user,
				"first_name": short,
				"user_type": "System User",
				"language": "zh",
				"send_welcome_email": 0,
			}
		).insert()
		update_password(user, PASSWORD)
		frappe.get_doc(
			{"doctype": "Posting", "user": user, "organ": organ, "post": post, "from_date": "2026-01-01"}
		).insert()
	frappe.db.commit()
	frappe.set_user(mail("one"))
	piece = register.register(
		{
			"organ": "97-XFJ",
			"form": "Visit",
			"title": "青苗补偿款未足额发放",
			"content": "青苗补偿款只到账六成。",
			"place": VILLAGE,
			"category": "0201",
			"purpose": "3",
			"petitioners": [{"name": "林守田", "phone": "19900000001", "address": "东沟村1组", "is_main": 1}],
		}
	)
	frappe.set_user("Administrator")
	frappe.db.commit()
	return piece.petition


def mail(short):
	return f"{short}@desk.example.com"


def opened(browser_page, short, petition, **options):
	page = browser_page(mail(short), PASSWORD, **options)
	page.set_default_timeout(WAIT)
	page.goto(f"/app/petition/{petition}")
	page.wait_for_selector(".xf-story li")
	# Buttons come with requests of several rooms; a click in between would meet a button that is being redrawn.
	page.wait_for_load_state("networkidle")
	return page


def dialog(page, label):
	"""Press the button of the step that waits, and wait for its dialog."""
	page.locator(".custom-actions button.btn-primary:visible", has_text=label).first.click()
	shown = page.locator(".modal.show .modal-dialog").last
	shown.wait_for()
	return shown


def choose(page, shown, title):
	"""Take the suggested organ `title`; the link is checked by the server before it stands."""
	shown.locator(".xf-suggested button", has_text=title).click()
	page.wait_for_function("cur_dialog.get_value('to_organ') && cur_dialog.get_value('reason')")
	page.wait_for_load_state("networkidle")


def test_transfer_acceptance_and_the_second_officer(browser_page, petition):
	import frappe

	one, two = (opened(browser_page, short, petition) for short in ("one", "two"))
	late = dialog(two, "转送")
	choose(two, late, "柳桥镇人民政府")
	late.locator("textarea[data-fieldname=demand]").first.fill("两名干部同时办理")

	first = dialog(one, "转送")
	choose(one, first, "柳桥镇人民政府")
	first.locator(".btn-modal-primary").click()
	one.wait_for_function("cur_frm && cur_frm.doc.stage === 'Referred'")

	late.locator(".btn-modal-primary").click()
	two.locator(".msgprint", has_text="刚刚修改了该记录").wait_for()
	kept = two.locator(".modal.show textarea[data-fieldname=demand]").first
	assert kept.input_value() == "两名干部同时办理"
	frappe.db.rollback()
	assert frappe.get_all("Petition Referral", {"petition": petition}, pluck="to_organ") == ["97-LQ"]

	town = opened(browser_page, "lq", petition, viewport={"width": 390, "height": 844})
	town.locator(".xf-next button", has_text="受理并告知").click()
	shown = town.locator(".modal.show .modal-dialog").last
	shown.locator(".btn-modal-primary").click()
	town.wait_for_function("cur_frm && cur_frm.doc.stage === 'Accepted'")
	town.locator(".xf-story li.xf-line-notice", has_text="受理告知书").wait_for()
	assert not town.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
	frappe.db.rollback()
	assert frappe.db.get_value("Petition", petition, ["stage", "pathway"]) == ("Accepted", "P6")
