"""A leader signs: from the keyboard, many at once, and with a thumb; an officer mends what the data lack."""

from types import SimpleNamespace

import pytest

from tests.site.handling import conftest as place
from tests.site.signing.conftest import REVIEWED, copied

PASSWORD = "Qinghe-2026-xf!"
WAIT = 20_000
ROLES = {
	"xfj": "County Petition Officer",
	"lq": "Township Officer",
	"lq2": "Township Officer",
	"lq_head": "Township Leader",
}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def desk(snapshot):
	"""Eight opinions of one township that wait for signature, one for its review, an extension, a record with gaps."""
	import frappe
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.utils.password import update_password

	from xinfang_app.insight.quality import run
	from xinfang_app.organization import posting
	from xinfang_app.petition.answering import extension, opinion, passing

	frappe.set_user("Administrator")
	for code, title, parent in place.PLACES:
		place._insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, where, parent in place.ORGANS:
		place._insert(
			"Organ",
			code=code,
			title=title,
			kind=kind,
			jurisdiction=where,
			parent_organ=parent,
			short_title=title[-3:],
		)
	people, postings = {}, {}
	for short, organ, post, values in place.PEOPLE:
		people[short] = place.user(short)
		postings[short] = place.post_row(people[short], organ, post, **values)
	names = {"lq": "周启明", "lq2": "何静", "lq_head": "江远", "xfj": "苏文"}
	for short, role in ROLES.items():
		frappe.db.set_value("User", people[short], {"full_name": names[short], "first_name": names[short]})
		for given in (role, "Petition Staff"):
			frappe.get_doc(
				{
					"doctype": "Has Role",
					"parent": people[short],
					"parenttype": "User",
					"parentfield": "roles",
					"role": given,
				}
			).db_insert()
		create_notification_settings(people[short])
		update_password(people[short], PASSWORD)
	posting.forget()
	road = place.Road(SimpleNamespace(**people, postings=postings), acting)
	road.accepted()
	asked = road.by(
		"lq",
		"2026-04-20 09:00",
		extension.request,
		road.petition,
		"涉及多个年度的补偿标准，需要比对原始台账",
		20,
	)
	frappe.db.set_value("Petition", road.name, "category", None)
	gaps, gaps_number = road.name, road.petition.number
	road.name = None
	draft = road.drafted(due_on=str(frappe.utils.add_days(None, 60)))
	road.by("lq", "2026-04-20 09:30", passing.choose, draft, REVIEWED)
	review = road.by("lq", "2026-04-20 10:00", opinion.submit, frappe.get_doc("Handling Opinion", draft.name))
	road.name = None
	first = frappe.get_doc("Handling Opinion", road.pending(due_on=str(frappe.utils.add_days(None, 60))).name)
	more = copied(first, 7)
	piece = frappe.new_doc("Petition Submission")
	piece.update({"organ": "QH-LQ", "form": "Letter", "owner": people["lq2"]})
	untitled = piece.insert(ignore_permissions=True).name
	frappe.db.set_value("Petition Submission", untitled, "owner", people["lq2"])
	run.run()
	frappe.db.commit()
	frappe.clear_cache()
	frappe.set_user("Administrator")
	return SimpleNamespace(
		first=first.name,
		more=more,
		review=review.name,
		extension=asked.name,
		gaps=gaps,
		gaps_number=gaps_number,
		untitled=untitled,
		people=people,
		road=road,
	)


class acting:
	"""`with acting(user):` as the fixture as_user, which lives for one test only."""

	def __init__(self, user):
		self.user = user

	def __enter__(self):
		import frappe

		self.before = frappe.session.user
		frappe.set_user(self.user)

	def __exit__(self, *_exc):
		import frappe

		frappe.set_user(self.before)


def opened(desk, browser_page, short, path, selector, **options):
	page = browser_page(desk.people[short], PASSWORD, **options)
	page.set_default_timeout(WAIT)
	page.xf_errors = []
	page.on("pageerror", lambda error: page.xf_errors.append(str(error)))
	page.goto(path)
	page.wait_for_selector(selector)
	page.wait_for_load_state("networkidle")
	return page


def stage(name, doctype="Handling Opinion"):
	import frappe

	frappe.db.rollback()
	return frappe.db.get_value(doctype, name, "stage")


def test_a_case_form_has_no_sharing_and_no_random_name(desk, browser_page):
	page = opened(desk, browser_page, "lq2", f"/app/handling-opinion/{desk.review}", ".xf-trail li")
	for panel in (".form-shared", ".form-tags", ".form-assignments"):
		assert not page.locator(f".form-sidebar {panel}").first.is_visible()
	assert desk.review not in page.locator(".page-head, #navbar-breadcrumbs").first.inner_text()
	assert desk.review not in page.locator("#navbar-breadcrumbs").inner_text()
	# The colleague reviews it; who sent it up is offered nothing of the kind.
	button = page.locator(".custom-actions button.btn-primary:visible", has_text="审核").first
	button.click()
	page.locator(".modal.show .btn-modal-primary").last.click()
	page.wait_for_function("cur_frm && cur_frm.doc.workflow_state === '待签发'")
	page.goto("/app/petition-submission?status=Draft")
	row = page.locator(f".list-row a[href*='{desk.untitled}']").first
	row.wait_for()
	page.wait_for_function(f"!document.querySelector('.result').innerText.includes('{desk.untitled}')")
	assert "标题" in row.inner_text()
	# Another app's DocType keeps its panels.
	page.goto("/app/organ/QH-LQ")
	page.wait_for_function("cur_frm && cur_frm.doctype === 'Organ'")
	page.wait_for_selector(".form-sidebar .form-tags", state="attached")
	assert not page.locator(".form-sidebar .form-tags.hidden").count()
	assert not page.xf_errors, page.xf_errors


def test_a_leader_signs_from_the_keyboard(desk, browser_page):
	page = opened(desk, browser_page, "lq_head", "/app/signing-desk", ".xf-desk-item")
	assert page.locator(".xf-desk-item").count() == 10
	page.keyboard.press("j")
	page.keyboard.press("k")
	at = page.locator(".xf-desk-item").nth(0)
	assert "xf-at" in at.get_attribute("class")
	page.keyboard.press("Enter")
	page.wait_for_selector(".xf-desk-pane h4")
	page.wait_for_selector(".xf-desk-item.xf-read")
	read = page.locator(".xf-desk-item.xf-at").get_attribute("data-name")
	text = page.locator(".xf-desk-pane").inner_text()
	assert "审签经过" in text and "周启明" in text
	# The opinion of one's own choice: the first that is signed and not reviewed or extended.
	page.locator(f".xf-desk-item[data-name='{desk.first}'] .xf-desk-title").click()
	page.wait_for_function("document.querySelector('.xf-desk-pane .xf-answer')")
	assert "签发前核对" in page.locator(".xf-desk-pane").inner_text() and read
	page.keyboard.press("s")
	page.locator(".modal.show .btn-modal-primary").wait_for()
	page.wait_for_timeout(300)
	page.keyboard.press("Enter")
	page.wait_for_function("document.querySelectorAll('.xf-desk-item').length === 9")
	assert stage(desk.first) == "Signed"
	# Back with a reason, from the keyboard.
	page.locator(f".xf-desk-item[data-name='{desk.more[0]}'] .xf-desk-title").click()
	page.wait_for_selector(".xf-desk-pane .xf-answer")
	page.keyboard.press("r")
	page.locator(".modal.show textarea").fill("请补充补偿标准的文号")
	page.locator(".modal.show .btn-modal-primary").click()
	page.wait_for_function("document.querySelectorAll('.xf-desk-item').length === 8")
	assert stage(desk.more[0]) == "Returned"
	assert not page.xf_errors, page.xf_errors


def test_many_at_once_an_answer_for_each(desk, browser_page):
	import frappe

	page = opened(desk, browser_page, "lq_head", "/app/signing-desk", ".xf-desk-item")
	# Changed after the list was read; and an extension whose term has ended in the meantime.
	changed = desk.more[1]
	frappe.db.set_value("Handling Opinion", changed, "modified", "2026-04-22 10:00:00", update_modified=False)
	frappe.db.commit()
	page.keyboard.press("a")
	page.wait_for_selector(".xf-desk-item[aria-selected=true]")
	page.keyboard.press("s")
	question = page.locator(".modal.show .modal-body").last
	question.wait_for()
	assert "8" in question.inner_text() and "还没有打开阅读" in question.inner_text()
	page.locator(".modal.show .btn-modal-primary").last.click()
	page.wait_for_selector(".xf-desk-failed")
	page.wait_for_function("document.querySelectorAll('.xf-desk-failed').length === 2")
	texts = " ".join(page.locator(".xf-desk-failed").all_inner_texts())
	assert "改动" in texts and "第三十四条" in texts or "34" in texts
	assert {stage(name) for name in desk.more[2:]} == {"Signed"}
	assert (
		stage(changed) == "Pending Signature"
		and stage(desk.extension, "Extension Request") == "Pending Approval"
	)
	assert not page.xf_errors, page.xf_errors


def test_with_a_thumb(desk, browser_page):
	page = opened(
		desk, browser_page, "lq_head", "/app/signing-desk", ".xf-desk-item", viewport=PHONE, has_touch=True
	)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	item = page.locator(f".xf-desk-item[data-name='{desk.more[1]}'] .xf-desk-title")
	item.click()
	page.wait_for_selector(".xf-desk-pane .xf-answer")
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	assert not page.locator(".xf-desk-list").is_visible()
	page.locator(".xf-desk-bar .btn-primary").click()
	page.locator(".modal.show .btn-modal-primary").last.click()
	page.wait_for_selector(".xf-desk-results .text-success")
	assert stage(desk.more[1]) == "Signed"
	assert not page.xf_errors, page.xf_errors


def test_what_is_missing_is_mended_from_the_page(desk, browser_page):
	page = opened(desk, browser_page, "lq", "/app/data-quality", ".xf-dq-item")
	row = page.locator(".xf-dq-item", has_text="未选内容分类").filter(has_text=desk.gaps_number)
	row.wait_for()
	assert "柳桥镇" in page.locator(".xf-dq-organs").inner_text()
	row.locator("button").click()
	page.wait_for_function(f"cur_frm && cur_frm.docname === '{desk.gaps}'")
	shown = page.locator(".modal.show .modal-dialog").last
	shown.wait_for()
	assert shown.locator("[data-fieldname=category]").count()
	page.wait_for_selector(".xf-quality", state="attached")
	assert not page.xf_errors, page.xf_errors


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["desk", "phone"])
def test_nothing_sticks_out(desk, browser_page, viewport):
	page = opened(desk, browser_page, "xfj", "/app/data-quality", ".xf-dq-item", viewport=viewport)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	assert not page.xf_errors, page.xf_errors
