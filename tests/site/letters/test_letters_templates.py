"""Templates: the shipped ones, the check on save, and what is the admin's afterwards."""

import pytest

from xinfang_app.letters.errors import LetterTextError

CODES = (
	"W01 W02 W03 W04 W05 W06 W07 W08 W09 W10 W11 W12 W13 W14 W15 W15J W16 W17 W18 W20 W21 W21S W22 W23 W24 W27 W28 W39 W41"
).split()


@pytest.fixture
def template(db):
	import frappe

	return frappe.get_doc("Letter Template", "W08")


@pytest.mark.parametrize("code", CODES)
def test_shipped_template_stands_and_renders(db, code):
	import frappe

	from xinfang_app.letters import checking, render

	doc = frappe.get_doc("Letter Template", code)
	assert checking.problems(doc) == []
	html = render.preview_on_sample(doc)
	assert doc.title in html and "预　览" in html
	if code != "W15":
		assert "信访工作条例" in html or code in ("W24", "W41", "W27"), "a paper names its article"


@pytest.mark.parametrize(
	("body", "says"),
	[
		("<p>{{ petition.titel }}</p>", "没有字段 petition.titel"),
		("<p>{% if letter.number == 'x' %}{{ petition.secret }}{% endif %}</p>", "没有字段 petition.secret"),
		("<p>{% for c in claims %}{{ c.wrong }}{% endfor %}</p>", "没有字段 c.wrong"),
		("<p>{{ opinion.intro }}</p>", "没有字段 opinion"),
		("<p>\n{% if %}</p>", "第 2 行"),
		("<p>{{ petition.title | nosuch }}</p>", "nosuch"),
		("<p>{{ ''.__class__ }}</p>", "模板中不得使用"),
		("<p><script>alert(1)</script></p>", "不允许的 HTML"),
		("<p>{{ petition.title }}", "不允许的 HTML"),
		("<img src='https://example.com/x.png'>", "不允许的 HTML"),
	],
)
def test_a_faulty_text_is_not_kept(template, body, says):
	import frappe

	frappe.local.lang = "zh"
	template.body = body
	with pytest.raises(LetterTextError) as caught:
		template.save()
	assert says in str(caught.value)
	assert "titel" not in frappe.db.get_value("Letter Template", "W08", "body")


def test_a_numbered_template_needs_its_word(template):
	template.number_word = ""
	with pytest.raises(LetterTextError):
		template.save()


def test_a_document_type_without_papers_is_refused(template):
	template.document_type = "ToDo"
	with pytest.raises(LetterTextError):
		template.save()


def test_the_admins_text_survives_migrate(template):
	import frappe

	from xinfang_app.letters import install

	template.body = template.body.replace("现将有关情况告知如下", "现将办理安排告知如下")
	template.save()
	frappe.delete_doc("Letter Template", "W23")
	frappe.db.set_value("Letter Template", "W05", "body", "<p>旧文</p>")
	install.after_sync()
	assert "现将办理安排告知如下" in frappe.db.get_value("Letter Template", "W08", "body")
	assert not frappe.db.exists("Letter Template", "W23"), "what the admin deleted stays deleted"
	assert frappe.db.get_value("Letter Template", "W05", "body") == "<p>旧文</p>"


def test_a_new_version_changes_only_what_nobody_changed(template, monkeypatch):
	"""The next version ships other texts and a new paper: the admin's own text stays, the untouched one is renewed."""
	import frappe

	from xinfang_app.letters import install

	template.body = template.body.replace("现将有关情况告知如下", "现将办理安排告知如下")
	template.save()
	shipped = install.templates()
	for record in shipped:
		if record["code"] in ("W08", "W09"):
			record["body"] += "<p>新版</p>\n"
	shipped.append({**shipped[0], "code": "W99", "title": "新文书"})
	monkeypatch.setattr(install, "templates", lambda: shipped)
	install.after_sync()
	body = lambda code: frappe.db.get_value("Letter Template", code, "body")  # noqa: E731
	assert "现将办理安排告知如下" in body("W08") and "新版" not in body("W08")
	assert "新版" in body("W09") and frappe.db.exists("Letter Template", "W99")
	told = frappe.db.get_value(
		"Shipped Record", {"kind": "Letter Template", "ref_name": "W08"}, ["status", "newer_shipped"]
	)
	assert told == ("Changed here", 1)
	assert frappe.db.get_value("Letter Template", "W08", "to_print") == 1


def test_a_used_template_is_not_deleted(words, road):
	import frappe

	road.referred()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Letter Template", "W05")


def test_changed_text_is_used_and_issued_papers_stay(words, road, letter_of):
	import frappe

	from xinfang_app import letters

	road.referred()
	old = letter_of("W05")
	doc = frappe.get_doc("Letter Template", "W05")
	doc.body = "<p>新的转送函：{{ petition.number }}</p>"
	doc.save()
	new = road.by(
		"xfj", "2026-03-06", letters.issue, "W05", frappe.get_last_doc("Petition Referral"), organ="QH-XFJ"
	)
	assert f"新的转送函：{road.petition.number}" in new.html
	assert old.html == frappe.db.get_value("Official Letter", old.name, "html")


def test_preview_needs_write_on_templates_and_read_on_the_record(words, road, as_user):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters import api

	road.referred()
	referral = frappe.get_last_doc("Petition Referral").name
	template = frappe.get_doc("Letter Template", "W05").as_dict()
	with as_user(words.lq), pytest.raises(frappe.PermissionError):
		api.preview(template)
	seen = api.preview(template, ref_name=referral, organ="QH-XFJ")
	assert seen["problems"] == [] and "林青禾" not in seen["html"] and "〕×号" in seen["html"]
	frappe.get_doc(
		{
			"doctype": "Posting",
			"user": words.rsj,
			"organ": "QH-XFJ",
			"post": "Petition Admin",
			"from_date": "2026-01-01",
		}
	).insert(ignore_permissions=True)
	with as_user(words.rsj):
		assert api.preview(template)["html"]
		with pytest.raises(NotPermitted):
			api.preview(template, ref_name=referral)
	before = frappe.db.count("Letter Number")
	api.preview(template, ref_name=referral)
	assert frappe.db.count("Letter Number") == before, "a preview takes no number"
