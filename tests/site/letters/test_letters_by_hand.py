"""Papers that an officer makes from a form: only those meant for it, only for his own organ."""

import pytest


@pytest.fixture
def piece(words, road):
	return road.registered()


def test_the_holder_makes_a_registration_form(words, road, piece, as_user):
	import frappe

	from xinfang_app.letters import api
	from xinfang_app.organization.role_sync import sync_roles

	sync_roles(words.xfj)
	with as_user(words.xfj):
		assert [row["code"] for row in api.made_by_hand("Petition Submission")] == [
			"W01",
			"W02",
			"W03",
			"W04",
		]
		name = api.issue_by_hand("W01", "Petition Submission", piece.name)
	assert frappe.db.get_value("Official Letter", name, ["organ", "template"]) == ("QH-XFJ", "W01")


def test_others_make_nothing(words, road, piece, as_user):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters import api

	before = frappe.db.count("Official Letter")
	for user in (words.lq, words.rsj):
		with as_user(user), pytest.raises(NotPermitted):
			api.issue_by_hand("W01", "Petition Submission", piece.name)
	assert frappe.db.count("Official Letter") == before


def test_papers_of_a_step_come_with_their_step(words, road, as_user):
	import frappe

	from xinfang_app.letters import api
	from xinfang_app.letters.errors import LetterNotIssuable

	road.accepted()
	notice = frappe.get_last_doc("Petition Notice", {"kind": "W08"})
	with as_user(words.lq):
		with pytest.raises(LetterNotIssuable):
			api.issue_by_hand("W08", "Petition Notice", notice.name)
		with pytest.raises(LetterNotIssuable):
			api.issue_by_hand("W01", "Petition", road.name)


def test_papers_are_listed_by_scope(words, road, as_user):
	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters import api

	road.accepted()
	with as_user(words.lq):
		codes = [row["title"] for row in api.letters_about("Petition", road.name)]
	assert {"信访事项受理告知书", "信访事项转送函"} <= set(codes)
	with as_user(words.rsj), pytest.raises(NotPermitted):
		api.letters_about("Petition", road.name)


def test_the_desk_shows_a_paper_masked_and_only_in_scope(words, road, letter_of, as_user):
	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.letters import api

	road.accepted()
	letter = letter_of("W08")
	with as_user(words.lq):
		html = api.show(letter.name)
	assert "林青禾" not in html and "林" in html and "<style>" in html
	with as_user(words.rsj), pytest.raises(NotPermitted):
		api.show(letter.name)


def test_a_download_is_an_opening_with_its_reason(words, road, letter_of, as_user):
	import frappe

	from xinfang_app.access.errors import NotPermitted, ReasonMissing
	from xinfang_app.letters import api, pdf

	road.accepted()
	letter = letter_of("W08")
	pdf.make_in_background(letter.name)
	frappe.set_user("Administrator")
	petitioner = road.petition.first_petitioner

	def opened():
		return frappe.db.count("Identity Access Log", {"petitioner": petitioner, "way": "Opened"})

	before = opened()
	with as_user(words.lq):
		api.download(letter.name)
		assert frappe.local.response.filecontent.startswith(b"%PDF")
		assert opened() == before + 1
	with as_user(words.xfj):
		frappe.local.response.filecontent = None
		with pytest.raises(ReasonMissing):
			api.download(letter.name)
		api.download(letter.name, reason="领导接访核对文书")
	assert opened() == before + 2
	with as_user(words.rsj), pytest.raises(NotPermitted):
		api.download(letter.name, reason="随便看看")
