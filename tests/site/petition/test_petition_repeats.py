"""Repeats: what is shown, to whom, and that a human's decision is kept and nothing follows by itself."""

import pytest

from xinfang_app import when
from xinfang_app.petition.registering import repeats
from xinfang_app.petition.registering.errors import AlreadyRegistered, DecisionNeedsReason
from xinfang_app.petition.registering.register import register

LIN = {"name": "林青苗", "phone": "13900009901", "address": "东沟村三组9号"}
ZHOU = {"name": "周望山", "phone": "13900009902", "address": "前营村1号"}


def letter(county, **more):
	return {
		"form": "Letter",
		"organ": county.XFJ,
		"title": "青苗补偿款未足额发放",
		"content": "2025年修路征收承包地1.8亩，青苗补偿款只到账六成，要求补足并公开账目。",
		"purpose": "3",
		"category": "0201",
		"place": county.VILLAGE,
		"respondent_organ": county.LQ,
		"petitioners": [LIN],
		**more,
	}


def wages(county, **more):
	return letter(
		county,
		title="工地拖欠工资",
		content="石湾镇安置房工地拖欠务工人员三个月工资，劳动监察大队一直没有处理结果。",
		category="0402",
		place=county.FAR_VILLAGE,
		respondent_organ=county.SW,
		**more,
	)


def unsaved(values):
	"""The piece as a draft with its people, unsaved rows do for looking."""
	import frappe

	from xinfang_app.petition.registering import entry, receipt

	doc = frappe.new_doc("Petition Submission")
	people = values.pop("petitioners", [])
	doc.update(values)
	for person in people:
		entry.add(doc, **person)
	receipt.fill(doc)
	return doc


def test_candidates_with_their_reasons(county, as_user):
	with as_user(county.xfj):
		first = register(letter(county))
		register(wages(county, petitioners=[ZHOU]))
		found = repeats.candidates(
			unsaved(letter(county, content="要求公开账目并补足青苗补偿款。去年修路征收承包地，只发了六成。"))
		)
	assert [row["petition"] for row in found] == [first.petition]
	assert "信访人相同" in found[0]["reasons"] and "问题属地相同" in found[0]["reasons"]
	assert any("内容相似" in reason for reason in found[0]["reasons"])
	assert "林青苗" not in str(found), "the masked name is all that is shown"


def test_the_same_person_with_another_matter_is_shown_but_far_below(county, as_user):
	with as_user(county.xfj):
		same = register(letter(county))
		other = register(wages(county))
		found = repeats.candidates(unsaved(letter(county)))
	assert [row["petition"] for row in found] == [same.petition, other.petition]
	assert found[0]["score"] > 2 * found[1]["score"]


def test_the_upper_number_alone_finds_it(county, as_user):
	with as_user(county.xfj):
		first = register(letter(county, upper_number="GX2026-77"))
		found = repeats.candidates(unsaved({"organ": county.XFJ, "upper_number": "GX2026-77"}))
	assert [row["petition"] for row in found] == [first.petition]


def test_only_what_the_user_may_see(county, as_user):
	with as_user(county.lq):
		theirs = register(letter(county, organ=county.LQ))
	with as_user(county.sw):
		assert repeats.candidates(unsaved(letter(county, organ=county.SW))) == [], (
			"not even that there is one"
		)
	with as_user(county.xfj):
		assert [row["petition"] for row in repeats.candidates(unsaved(letter(county)))] == [theirs.petition]


def test_nothing_is_decided_by_itself(county, as_user):
	with as_user(county.xfj):
		first = register(letter(county))
		second = register(letter(county))
	assert second.relation == "New Matter" and second.petition != first.petition


def test_a_repeat_joins_the_running_matter_and_is_still_owed(county, as_user):
	import frappe

	with as_user(county.xfj), when.at("2026-03-02 09:00"):
		first = register(letter(county))
	with as_user(county.xfj), when.at("2026-03-06 09:00"):
		second = register(
			letter(
				county,
				claims=["公开账目", "青苗补偿款未足额发放"],
				decision={"relation": "Repeat", "petition": first.petition, "reason": "同一人、同一地块"},
			)
		)
	assert second.petition == first.petition and second.petition_number == first.number != second.number
	assert second.relation == "Repeat" and not second.is_first_here
	assert (second.repeat_of, second.repeat_decision_by) == (first.petition, county.xfj)
	assert second.repeat_decision_reason == "同一人、同一地块"
	petition = frappe.get_doc("Petition", first.petition)
	assert petition.submission_count == 2 and petition.people_count == 1
	assert [row.claim for row in petition.claims] == ["青苗补偿款未足额发放", "公开账目"]
	assert petition.claims[1].added_by == second.name
	due = frappe.db.get_value("Deadline", {"ref_name": second.name, "rule": "N02"}, ["due_on", "state"])
	assert (str(due[0]), due[1]) == ("2026-03-23", "Running"), "03-21 is a Saturday"


def test_other_people_join_and_add_to_the_head_count(county, as_user):
	import frappe

	with as_user(county.xfj):
		first = register(letter(county))
		joined = register(
			letter(
				county,
				petitioners=[ZHOU],
				people_count=5,
				decision={"relation": "Joined", "petition": first.petition, "reason": "同一征地项目"},
			)
		)
	petition = frappe.get_doc("Petition", first.petition)
	assert joined.relation == "Joined" and petition.people_count == 6 and petition.is_group


def test_a_decision_needs_target_and_reason(county, as_user):
	with as_user(county.xfj):
		first = register(letter(county))
		for decision in (
			{"relation": "Repeat", "reason": "x"},
			{"relation": "Repeat", "petition": first.petition, "reason": "  "},
		):
			with pytest.raises(DecisionNeedsReason):
				register(letter(county, decision=decision))


def test_one_cannot_join_what_one_may_not_see(county, as_user):
	import frappe

	with as_user(county.lq):
		theirs = register(letter(county, organ=county.LQ))
	with as_user(county.sw), pytest.raises(frappe.PermissionError):
		register(
			letter(
				county,
				organ=county.SW,
				decision={"relation": "Joined", "petition": theirs.petition, "reason": "x"},
			)
		)


def test_a_repeat_of_an_ended_matter_opens_its_own(county, as_user):
	import frappe

	with as_user(county.xfj):
		first = register(letter(county))
		frappe.db.set_value("Petition", first.petition, {"stage": "Terminated", "closing_code": "T3"})
		frappe.clear_document_cache("Petition", first.petition)
		hint = repeats.candidates(unsaved(letter(county)))[0]["hints"]
		assert "新的事实或者理由" in hint[0]
		again = register(
			letter(
				county,
				decision={"relation": "Repeat", "petition": first.petition, "reason": "复核后再次提出"},
			)
		)
	assert (
		again.petition != first.petition and again.repeat_of == first.petition and again.relation == "Repeat"
	)


def test_what_art_19_says_is_a_hint(county, as_user):
	import frappe

	with as_user(county.lq), when.at("2026-03-02 09:00"):
		first = register(letter(county, organ=county.LQ))
	piece = unsaved(letter(county))
	own = unsaved(letter(county, organ=county.LQ))
	term = {"rule": "N06", "ref_doctype": "Petition", "ref_name": first.petition, "state": "Running"}
	row = frappe._dict(name=first.petition, holder=county.LQ, stage="Handling", closing_code=None)
	with when.at("2026-03-20 09:00"):
		assert "尚未受理" in repeats.hints(piece, row)[0]
		assert "应当并入" in repeats.hints(own, row)[0]
	frappe.get_doc({"doctype": "Deadline", "name": "x1", **term, "due_on": "2026-05-11"}).db_insert()
	with when.at("2026-05-11 09:00"):
		assert "不予受理" in repeats.hints(piece, row)[0] and "2026-05-11" in repeats.hints(piece, row)[0]
	with when.at("2026-05-12 09:00"):
		assert "不得不予受理" in repeats.hints(piece, row)[0]


def test_a_decision_after_registration_merges_the_own_matter(county, as_user):
	import frappe

	with as_user(county.xfj):
		first = register(letter(county))
		second = register(letter(county, claims=["公开账目"]))
		own = second.petition
		repeats.decide(
			frappe.get_doc("Petition Submission", second.name), "Repeat", first.petition, "核对后为同一事项"
		)
	piece = frappe.get_doc("Petition Submission", second.name)
	assert (piece.petition, piece.petition_number, piece.relation) == (first.petition, first.number, "Repeat")
	assert frappe.db.get_value("Petition", own, ["stage", "merged_into"]) == ("Merged", first.petition)
	assert frappe.db.get_value("Petition", first.petition, "submission_count") == 2
	assert set(frappe.get_all("Deadline", filters={"ref_name": second.name}, pluck="petition")) == {
		first.petition
	}
	with as_user(county.xfj), pytest.raises(AlreadyRegistered):
		repeats.decide(piece, "Repeat", first.petition, "再来一次")


def test_a_decision_taken_back(county, as_user):
	import frappe

	with as_user(county.xfj):
		second = register(letter(county))
		piece = repeats.decide(frappe.get_doc("Petition Submission", second.name), "New Matter")
	assert piece.relation == "New Matter" and piece.repeat_decision_by == county.xfj


def test_a_like_text_alone_is_found_among_the_latest(county, as_user):
	with as_user(county.xfj):
		first = register(letter(county))
		found = repeats.candidates(unsaved({"organ": county.XFJ, "content": letter(county)["content"]}))
	assert first.petition in [row["petition"] for row in found]
