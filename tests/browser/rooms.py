"""One county, committed and with passwords, for the forms of the rooms beside the road (`beside/`).

Days are counted back from today, since a browser's clock is the machine's.

Two matters of the township: `served`, whose opinion reached the petitioner five days ago, and `open`, heard and not answered.
"""

import os
from datetime import timedelta
from types import SimpleNamespace

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.site.handling import conftest as handling
from tests.site.hearing import conftest as hearing
from tests.site.review import conftest as review

PASSWORD = "Qinghe-2026-xf!"
WAIT = 90_000
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
#: short name → (organ, post, further fields of the posting, name)
PEOPLE = {
	"xfj": ("QH-XFJ", "County Petition Officer", {}, "苏文"),
	"sup": ("QH-XFJ", "Supervision Officer", {}, "罗平"),
	"xf_leader": ("QH-XFJ", "County Leader", {"is_head": 1}, "高原"),
	"chair": ("QH-XFJ", "Hearing Officer", {}, "许正"),
	"recorder": ("QH-XFJ", "Hearing Officer", {}, "姚静"),
	"rsj": ("QH-RSJ", "Department Officer", {}, "钱立"),
	"rsj_head": ("QH-RSJ", "Department Leader", {"is_head": 1}, "孟川"),
	"lq": ("QH-LQ", "Township Officer", {}, "周启明"),
	"lq2": ("QH-LQ", "Township Officer", {}, "何静"),
	"lq_head": ("QH-LQ", "Township Leader", {"is_head": 1}, "江远"),
	"rv": ("QH-ZF", "Review Officer", {}, "方诚"),
	"rv2": ("QH-ZF", "Review Officer", {}, "沈岚"),
	"zf_head": ("QH-ZF", "County Leader", {"is_head": 1}, "贺明远"),
	"zf_a": ("QH-ZF", "County Leader", {}, "丁伟"),
}


def build() -> SimpleNamespace:
	"""Make the county and its two matters; the module's `snapshot` takes them away again."""
	import frappe
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.utils.password import update_password

	from xinfang_app.organization import posting

	frappe.set_user("Administrator")
	frappe.local.lang = "zh"
	for code, title, parent in handling.PLACES:
		handling._insert("Jurisdiction", code=code, title=title, parent_jurisdiction=parent)
	for code, title, kind, place, parent in handling.ORGANS:
		handling._insert("Organ", code=code, title=title, kind=kind, jurisdiction=place, parent_organ=parent)
	handling._insert(
		"Organ",
		code=review.CITY,
		title="川禾市人民政府",
		kind="External",
		is_external=1,
		jurisdiction="990100000000",
	)
	frappe.db.set_value("Organ", "QH-ZF", "review_organ", review.CITY)
	for title in (hearing.ROOM, hearing.SPOT):
		venue = {"doctype": "Meeting Venue", "title": title, "kind": "Hearing room", "address": "建设路12号"}
		if not frappe.db.exists("Meeting Venue", title):
			frappe.get_doc(venue).insert(ignore_permissions=True)
	county = SimpleNamespace(postings={})
	for short, (organ, post, values, name) in PEOPLE.items():
		user = handling.user(short)
		frappe.db.set_value("User", user, {"full_name": name, "first_name": name})
		setattr(county, short, user)
		county.postings[short] = handling.post_row(user, organ, post, **values)
		for role in (post, "Petition Staff"):
			review.role(user, role)
		create_notification_settings(user)
		update_password(user, PASSWORD)
	posting.forget()
	county.served, county.open = served(county), opened(county)
	frappe.db.commit()
	frappe.clear_cache()
	return county


def ago(days: int, hour: str = "09:30") -> str:
	"""Return the moment `days` before today."""
	return f"{day(-days)} {hour}"


def day(ahead: int) -> str:
	"""Return the day `ahead` of today, on the machine's calendar in Shanghai."""
	from xinfang_app import when

	return str(when.today() + timedelta(days=ahead))


def served(county: SimpleNamespace) -> handling.Road:
	"""Walk a matter to the opinion that was handed over five days ago."""
	road = opened(county)
	road.signed(ago(6, "15:00"), due_on=day(60))
	road.served(ago(5, "11:00"))
	return road


def opened(county: SimpleNamespace) -> handling.Road:
	"""Walk a matter to where the township has heard the petitioner and inquired."""
	road = handling.Road(county, review.acting)
	road.registered(ago(40))
	road.referred(ago(39, "10:00"))
	road.accepted(ago(34))
	road.heard(ago(30, "10:00"))
	return road


def court(county: SimpleNamespace) -> hearing.Court:
	"""Return the steps of a hearing of the open matter."""
	made = hearing.Court(county.open)
	made.accepted = lambda: county.open.petition
	return made


def talked_over(road: handling.Road) -> str:
	"""Walk a mediation of the matter to after its first session; return its name."""
	import frappe

	from xinfang_app.settling import mediating, sessions

	def step(moment, service, *args, **kwargs):
		return road.by("lq", moment, service, frappe.get_doc("Mediation", made.name), *args, **kwargs)

	made = road.by(
		"lq",
		ago(9),
		mediating.propose,
		road.petition,
		"People's mediation",
		"征收面积与补偿差额。",
		"东沟村村民委员会",
		mediating_body="柳桥镇人民调解委员会",
	)
	made.update({"within_discretion": 1})
	made.append(
		"mediators",
		{"mediator_name": "许和", "capacity": "People's mediator", "unit": "柳桥镇人民调解委员会"},
	)
	made.flags.ignore_permissions = False
	road.by("lq", ago(8), made.save)
	step(ago(8, "10:00"), mediating.begin, petitioner_consents=True, other_consents=True)
	step(ago(8, "11:00"), sessions.plan, ago(5, "09:00:00"), hearing.ROOM)
	step(ago(5, "11:00"), sessions.held, "双方各自陈述，就面积达成一致。")
	return made.name


def opened_form(page, doctype: str, name: str):
	"""Open a record's form, once its steps are drawn; errors of the page are kept in `page.errors`."""
	page.errors = []
	page.on("pageerror", lambda error: page.errors.append(str(error)))
	page.goto(f"/app/{doctype.lower().replace(' ', '-')}/{name}")
	page.wait_for_selector(".form-page:visible .frappe-control:visible", timeout=60_000)
	page.wait_for_load_state("networkidle")
	return page


def fits(page) -> bool:
	"""Return whether nothing sticks out to the right."""
	return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def step(page, label: str, group: str | None = None) -> None:
	"""Take the step `label` of the form as its reader does: its button, a line of its `group`, or of the menu on a telephone.

	A form draws its steps when their answers arrive, so a menu may be redrawn under the hand: then once more.
	"""
	head = page.locator(".page-container:visible .page-head")
	wide = page.viewport_size["width"] > 767
	line = head.locator(".dropdown-item:visible").get_by_text(
		f"{group} > {label}" if group and not wide else label, exact=True
	)
	for last in (False, False, True):
		try:
			if wide and not group:
				head.get_by_role("button", name=label, exact=True).click(timeout=WAIT)
			else:
				(
					head.get_by_role("button", name=group) if wide else head.locator(".menu-btn-group button")
				).click()
				line.click(timeout=3_000)
			break
		except PlaywrightTimeout:
			if last:
				raise
			page.keyboard.press("Escape")
	page.wait_for_function(
		"typeof cur_dialog !== 'undefined' && cur_dialog && cur_dialog.display", timeout=WAIT
	)


def fill(page, **values) -> None:
	"""Fill fields of the open dialog and leave each: texts are typed, choices chosen by their stored value.

	The desk draws required fields anew a moment after a change; what it emptied is typed again, as a person would.
	"""
	left = values
	for _again in range(4):
		for name, value in left.items():
			field = page.locator(f".modal.show [data-fieldname={name}]").first
			if field.locator("select").count():
				field.locator("select").select_option(value)
			else:
				field.locator("input, textarea").first.fill(value)
			page.keyboard.press("Tab")
			page.wait_for_timeout(100)
		page.wait_for_timeout(150)
		empty = page.evaluate("(names) => names.filter((one) => !cur_dialog.get_value(one))", list(left))
		left = {name: values[name] for name in empty}
		if not left:
			return


def done(page, stage: str) -> None:
	"""Press the dialog's button, and wait until the record is read anew and stands at `stage`; a refusal is in the failure."""
	before = page.evaluate("[cur_frm.doc.name, cur_frm.doc.modified].join()")
	page.locator(".modal.show .btn-modal-primary:visible, .modal.show .btn-primary:visible").last.click()
	try:
		page.wait_for_function(
			"""([stage, before]) => !document.querySelector('.modal.show') && cur_frm && cur_frm.doc
			&& cur_frm.doc.stage === stage && [cur_frm.doc.name, cur_frm.doc.modified].join() !== before""",
			arg=[stage, before],
			timeout=WAIT,
		)
	except PlaywrightTimeout as error:
		said = page.locator(".modal.show, .desk-alert").all_inner_texts()
		raise AssertionError(f"{stage}: {said} {page.evaluate('cur_frm && cur_frm.doc.stage')}") from error
	page.wait_for_load_state("networkidle")


def narrowed(page) -> bool:
	"""Return whether the form fits on a telephone too."""
	page.set_viewport_size(SIZES[1])
	page.reload()
	page.wait_for_selector(".form-page:visible .frappe-control:visible", timeout=60_000)
	page.wait_for_load_state("networkidle")
	return fits(page)


def shot(page, name: str) -> None:
	"""Keep a picture where XF_SHOTS names a folder."""
	if os.environ.get("XF_SHOTS"):
		page.wait_for_timeout(500)
		page.screenshot(path=f"{os.environ['XF_SHOTS']}/{name}-{page.viewport_size['width']}.png")


def upload(page, field: str) -> None:
	"""Give the open dialog's file `field` a small PDF, stored as a person's own upload is."""
	url = page.evaluate(
		"""async (pdf) => {
			const form = new FormData();
			form.append("file", new Blob([pdf], { type: "application/pdf" }), "意见书.pdf");
			form.append("is_private", 1);
			const headers = { "X-Frappe-CSRF-Token": frappe.csrf_token };
			const answer = await fetch("/api/method/upload_file", { method: "POST", headers, body: form });
			return (await answer.json()).message.file_url;
		}""",
		handling.PDF.decode(),
	)
	page.evaluate("([name, url]) => cur_dialog.set_value(name, url)", [field, url])
