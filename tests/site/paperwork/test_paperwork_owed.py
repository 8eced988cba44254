"""A step never waits for its paper: a template with a fault stops nobody, and its paper is made afterwards."""

import pytest


@pytest.fixture
def faulty(words):
	"""The notice of acceptance names a field that an update took away."""
	import frappe

	frappe.db.set_value("Letter Template", "W08", "body", "<p>{{ petition.gone }}</p>")
	frappe.clear_document_cache("Letter Template", "W08")


def test_the_step_is_taken_and_no_number_used_up(faulty, words, road):
	import frappe

	road.accepted()
	assert road.petition.stage == "Accepted"
	assert not frappe.db.exists("Official Letter", {"template": "W08"})
	assert not frappe.db.exists("Letter Number", "QH-LQ-受-2026")
	notice = frappe.get_last_doc("Petition Notice", {"kind": "W08"})
	assert not notice.letter


def test_the_paper_is_made_once_the_template_is_mended(faulty, words, road):
	import frappe

	from xinfang_app.letters import by_hand
	from xinfang_app.letters.errors import LetterNotIssuable

	road.accepted()
	notice = frappe.get_last_doc("Petition Notice", {"kind": "W08"})
	frappe.db.set_value("Letter Template", "W08", "body", "<p>{{ petition.title }}受理告知。</p>")
	frappe.clear_document_cache("Letter Template", "W08")
	with road.as_user(words.lq):
		assert "W08" in [row["code"] for row in by_hand.offered("Petition Notice", notice.name)]
	letter = road.by("lq", "2026-03-13 09:00", by_hand.make, "W08", notice)
	notice.reload()
	assert (notice.letter, letter.document_number) == (letter.name, "柳政信受〔2026〕1号")
	with pytest.raises(LetterNotIssuable):
		road.by("lq", "2026-03-13 09:05", by_hand.make, "W08", notice)


def test_what_a_paper_asks_is_printed_and_nothing_else_enters(words, road):
	from xinfang_app.letters import by_hand

	piece = road.registered()
	with road.as_user(words.xfj):
		asked = {row["code"]: row["asks"] for row in by_hand.offered("Petition Submission", piece.name)}
	assert [ask["fieldname"] for ask in asked["W04"]] == ["note", "until", "contact", "contact_phone"]
	assert next(ask for ask in asked["W04"] if ask["fieldname"] == "note")["long"]
	assert asked["W01"] == []
	letter = road.by(
		"xfj", "2026-03-02 11:00", by_hand.make, "W04", piece,
		{"note": "承包合同⟦x:name⟧\n<b>银行流水</b>", "until": "2026年3月10日", "other": "不在模板里"},
	)  # fmt: skip
	assert "<p>&lt;b&gt;银行流水&lt;/b&gt;</p>" in letter.html and "2026年3月10日" in letter.html
	assert "不在模板里" not in letter.html and "承包合同[x:name]" in letter.html


def test_copies_stand_at_the_foot(words, road, letter_of):
	road.accepted()
	html = letter_of("W08").html
	assert "抄送：青禾县信访局。" in html and "印发" in html
	assert 'class="imprint"' not in letter_of("W07").html
