"""Looking at a paper on a real case, and taking it into Word: who sees the names, and what is on record."""

import io

import docx
import pytest


def text_of(content):
	document = docx.Document(io.BytesIO(content))
	cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
	return "\n".join([*(line.text for line in document.paragraphs), *cells])


def opened(road):
	import frappe

	return frappe.db.count(
		"Identity Access Log", {"petitioner": road.petition.first_petitioner, "way": "Opened"}
	)


@pytest.fixture
def referral(words, road):
	import frappe

	road.accepted()
	return frappe.get_last_doc("Petition Referral")


def test_cases_are_found_by_number_and_title_in_ones_scope(referral, words, road, as_user):
	from xinfang_app.organization.role_sync import sync_roles

	from xinfang_app.letters import api  # isort: skip

	for user in (words.lq, words.rsj):
		sync_roles(user)
	with as_user(words.lq):
		for text in (road.petition.number, "青苗", ""):
			(row,) = api.cases("Petition Referral", "W05", text)
			assert row["value"] == referral.name and road.petition.number in row["label"]
		assert api.cases("Petition Referral", "W05", "没有这样的标题") == []
		assert [row["value"] for row in api.cases("Petition", "W20", "青苗")] == [road.name]
		assert len(api.cases("Petition Notice", "W08", "青苗")) == 1
		assert api.cases("Petition Notice", "W09", "青苗") == []
		assert api.cases("Sealed Register", "W15J", "") == []
	with as_user(words.rsj):
		assert api.cases("Petition Referral", "W05", "青苗") == []


def test_names_show_on_ones_own_task_and_are_on_record(referral, words, road, as_user):
	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters import previewing
	from xinfang_app.letters.issuing import template

	before = opened(road)
	with as_user(words.lq):
		own = previewing.on_record(template("W05"), referral.name)
	assert "林青禾" in own and "预　览" in own and opened(road) == before + 1
	with as_user(words.xfj):
		other = previewing.on_record(template("W05"), referral.name)
	assert "林青禾" not in other and "13900000011" not in other and opened(road) == before + 1
	with as_user(words.rsj), pytest.raises(NotPermitted):
		previewing.on_record(template("W05"), referral.name)


def test_a_reader_of_templates_looks_at_stored_ones_only(referral, words, as_user):
	import frappe

	from xinfang_app.letters import api
	from xinfang_app.organization.role_sync import sync_roles

	sync_roles(words.lq)
	stored = frappe.get_doc("Letter Template", "W05")
	with as_user(words.lq):
		assert api.preview("W05", ref_name=referral.name)["html"]
		with pytest.raises(frappe.PermissionError):
			api.preview(stored.as_dict(), ref_name=referral.name)


def test_an_issued_paper_in_word_is_an_opening(referral, words, road, letter_of, as_user):
	from xinfang_app.access.errors import ReasonMissing
	from xinfang_app.letters import previewing, word

	letter, before = letter_of("W08"), opened(road)
	with as_user(words.lq):
		text = text_of(previewing.issued_word(letter))
	assert "林青禾：" in text and letter.document_number in text and opened(road) == before + 1
	with as_user(words.xfj), pytest.raises(ReasonMissing):
		previewing.issued_word(letter)
	document = docx.Document(io.BytesIO(previewing.issued_word(letter, reason="核对文书内容")))
	assert word.COPY_NOTE in document.sections[0].header.paragraphs[0].text
	letter.reload()
	assert letter.html.count("⟦"), "the frozen text stays as it is"


def test_a_draft_in_word_takes_no_number_and_bears_no_code(words, road, as_user):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters import previewing, word
	from xinfang_app.letters.issuing import template

	road.drafted()
	draft = frappe.get_last_doc("Handling Opinion")
	numbers = frappe.db.count("Letter Number")
	with as_user(words.lq):
		content = previewing.draft_word(template("W21"), draft)
		assert {row["code"] for row in previewing.drafts_of(draft)} == {"W21", "W21S"}
	text = text_of(content)
	assert "林青禾：" in text and "予以支持" in text and "〕×号" in text
	head = docx.Document(io.BytesIO(content)).sections[0].header
	assert word.DRAFT_NOTE in head.paragraphs[0].text and len(head.paragraphs) == 1
	assert frappe.db.count("Letter Number") == numbers
	with as_user(words.xfj), pytest.raises(NotPermitted):
		previewing.draft_word(template("W21"), draft)
