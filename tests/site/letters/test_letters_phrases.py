"""The dictionary of phrases and policy texts: found by typing, dated, with what holds now."""

from datetime import date

import pytest


@pytest.fixture
def texts(words):
	import frappe

	from xinfang_app.access.errors import NotPermitted  # noqa: F401

	def made(**values):
		return frappe.get_doc({"doctype": "Letter Phrase", "kind": "Policy text", **values}).insert()

	new = made(
		title="青苗补偿标准（新）",
		source="青政发〔2026〕3号",
		text="按每亩1800元补偿。",
		valid_from="2026-01-01",
	)
	old = made(
		title="青苗补偿标准（旧）", source="青政发〔2023〕9号", text="按每亩1500元补偿。",
		valid_from="2023-01-01", valid_to="2025-12-31", successor=new.name,
	)  # fmt: skip
	made(title="感谢来信", kind="Phrase", text="感谢您对我们工作的关心。")
	return {"new": new, "old": old}


def found(text="", **kwargs):
	from xinfang_app.letters import phrases

	return [row["title"] for row in phrases.search(text, **kwargs)]


def test_found_by_words_of_title_number_and_text(texts):
	assert found("青苗") == ["青苗补偿标准（新）", "青苗补偿标准（旧）"]
	assert found("2026〕3号") == ["青苗补偿标准（新）"]
	assert found("补偿 1800") == ["青苗补偿标准（新）"]
	assert found("%") == [] or "青苗补偿标准（新）" in found("%")
	assert len(found()) == 3


def test_what_expired_says_so_and_names_what_holds_now(texts):
	from xinfang_app.letters import phrases

	row = next(row for row in phrases.search("旧", on=date(2026, 3, 2)))
	assert (row["state"], row["successor_title"]) == ("Expired", "青苗补偿标准（新）")
	assert row["successor_text"] == "按每亩1800元补偿。"
	assert phrases.search("旧", on=date(2025, 12, 31))[0]["state"] == "", "the last day counts"
	assert phrases.search("（新）", on=date(2025, 12, 31))[0]["state"] == "Not yet in force"


def test_categories(texts, words):
	import frappe

	for code in ("02", "0201", "04"):
		if not frappe.db.exists("Petition Category", code):
			frappe.get_doc({"doctype": "Petition Category", "code": code, "title": code}).insert(
				ignore_permissions=True
			)
	texts["new"].db_set("category", "02")
	assert "青苗补偿标准（新）" in found("青苗", category="0201")
	assert "青苗补偿标准（新）" not in found("青苗", category="04")
	assert "感谢来信" in found(category="04")


def test_dates_and_successors_make_sense(texts):
	import frappe

	texts["old"].valid_from = "2026-02-01"
	with pytest.raises(frappe.ValidationError):
		texts["old"].save()
	texts["new"].reload()
	texts["new"].update({"valid_to": "2026-12-31", "successor": texts["old"].name})
	with pytest.raises(frappe.ValidationError):
		texts["new"].save()


def test_an_opinion_that_cites_an_expired_text_is_noted_before_signing(texts, road):
	import frappe

	from xinfang_app.petition.answering import opinion

	road.drafted(law="《青苗补偿标准》（青政发〔2023〕9号）第二条")
	draft = frappe.get_last_doc("Handling Opinion")
	problems = road.by("lq", "2026-04-20 10:00", opinion.presign_check, draft)
	said = [problem for problem in problems if problem.code == "expired_text"]
	assert len(said) == 1 and not said[0].hard and "青政发〔2026〕3号" in said[0].text


def test_officers_read_it_and_do_not_write_it(texts, words, as_user):
	import frappe

	from xinfang_app.letters import api_desk
	from xinfang_app.organization.role_sync import sync_roles

	sync_roles(words.lq)
	with as_user(words.lq):
		assert api_desk.search_phrases("青苗")
		assert not frappe.has_permission("Letter Phrase", "write")
		with pytest.raises(frappe.PermissionError):
			texts["new"].save()
