"""Splitting, classifying, and the claims in between."""

import pytest

from xinfang_app import when
from xinfang_app.petition.registering import classification, split
from xinfang_app.petition.registering.errors import DecisionNeedsReason, MustBeSealed, SplitNotPossible
from xinfang_app.petition.registering.register import register

PERSON = {"name": "马河湾", "phone": "13900009903", "address": "前营村7号"}


def three_matters(county, **more):
	return {
		"form": "Letter",
		"organ": county.XFJ,
		"title": "三件事",
		"content": "一是低保，二是村道，三是医保。",
		"claims": ["恢复低保", "修复村道", "医保报销"],
		"purpose": "3",
		"category": "0701",
		"place": county.VILLAGE,
		"petitioners": [PERSON],
		**more,
	}


def test_each_further_matter_gets_a_part(county, as_user):
	import frappe

	with as_user(county.xfj), when.at("2026-03-02 09:00"):
		whole = register(three_matters(county))
	with as_user(county.xfj), when.at("2026-03-09 09:00"):
		parts = split.split(
			frappe.get_doc("Petition Submission", whole.name),
			[
				{"title": "修路", "claims": ["修复村道"], "category": "0904", "place": county.OTHER_VILLAGE},
				{"title": "医保", "claims": ["医保报销"], "category": "0506"},
			],
		)
	first = frappe.get_doc("Petition", whole.petition)
	assert [row.claim for row in first.claims] == ["恢复低保"]
	assert len(parts) == 2 and len({whole.number, *(part.number for part in parts)}) == 3
	for part in parts:
		part = frappe.get_doc("Petition Submission", part.name)
		assert part.is_part and part.split_from == whole.name and part.relation == "Split Part"
		assert str(part.received_on) == "2026-03-02 09:00:00", "the citizen brought it then"
		assert [row.masked_name for row in part.petitioners] == [row.masked_name for row in whole.petitioners]
		due = frappe.db.get_value("Deadline", {"ref_name": part.name, "rule": "N02"}, "due_on")
		assert str(due) == "2026-03-17", "an own clock, from the same day"
		matter = frappe.get_doc("Petition", part.petition)
		assert matter.number == part.number and matter.split_from == first.name and len(matter.claims) == 1
		assert matter.holder == county.XFJ
	assert parts[0].category == "0904" and parts[0].scope_code == county.OTHER_VILLAGE
	assert frappe.db.count("Petition Submission", {"status": "Registered", "is_part": 0}) == 1, (
		"still one piece"
	)
	assert not frappe.get_all("Clock Milestone", filters={"ref_name": parts[0].name, "backdated": 1})


def test_what_cannot_be_split(county, as_user):
	import frappe

	with as_user(county.xfj):
		whole = register(three_matters(county))
		piece = frappe.get_doc("Petition Submission", whole.name)
		for parts in (
			[],
			[{}],
			[{"title": "全部", "claims": ["恢复低保", "修复村道", "医保报销"]}],
			[{"title": "举报", "content": "举报村干部", "purpose": "4"}],
			[{"title": "举报", "content": "举报村干部", "category": "1401"}],
		):
			with pytest.raises(SplitNotPossible):
				split.split(piece, parts)
		assert frappe.db.count("Petition Submission", {"split_from": whole.name}) == 0
		draft = frappe.get_doc({"doctype": "Petition Submission", "title": "x"}).insert()
		with pytest.raises((SplitNotPossible, frappe.PermissionError)):
			split.split(draft, [{"title": "y"}])


def test_only_the_holder_splits(county, as_user):
	import frappe

	with as_user(county.xfj):
		whole = register(three_matters(county))
	with as_user(county.lq), pytest.raises(frappe.PermissionError):
		split.split(frappe.get_doc("Petition Submission", whole.name), [{"title": "修路"}])


def test_classifying_keeps_what_stood_before_and_why(county, as_user):
	import frappe

	with as_user(county.xfj):
		whole = register(three_matters(county))
		petition = frappe.get_doc("Petition", whole.petition)
		with pytest.raises(DecisionNeedsReason):
			classification.classify(petition, " ", category="0506")
		classification.classify(petition, "诉求为医保报销", category="0506", place=county.FAR_VILLAGE)
	petition.reload()
	piece = frappe.get_doc("Petition Submission", whole.name)
	assert petition.category == piece.category == "0506"
	assert petition.scope_code == piece.scope_code == county.FAR_VILLAGE
	assert set(frappe.get_all("Deadline", filters={"petition": petition.name}, pluck="scope_code")) == {
		county.FAR_VILLAGE
	}
	line = frappe.get_all(
		"Comment", filters={"reference_name": petition.name, "comment_type": "Info"}, pluck="content"
	)[0]
	assert "社会救助" in line and "医疗保障" in line and "诉求为医保报销" in line
	assert frappe.db.exists("Version", {"ref_doctype": "Petition", "docname": petition.name})


def test_a_suggestion_changes_its_road(county, as_user):
	import frappe

	with as_user(county.xfj):
		petition = frappe.get_doc("Petition", register(three_matters(county)).petition)
		ordinary = petition.procedure
		classification.classify(petition, "实为建议", purpose="1")
		petition.reload()
		assert petition.procedure != ordinary and petition.purpose_class == "Suggestion"
		classification.classify(petition, "仍为求决", purpose="3")
		petition.reload()
		assert petition.procedure == ordinary


def test_an_accusation_is_not_reached_by_reclassifying(county, as_user):
	import frappe

	with as_user(county.xfj):
		petition = frappe.get_doc("Petition", register(three_matters(county)).petition)
		for change in ({"purpose": "4"}, {"category": "1401"}):
			with pytest.raises(MustBeSealed):
				classification.classify(petition, "改为检举", **change)
	petition.reload()
	assert petition.purpose == "3"


def test_only_the_holder_classifies(county, as_user):
	import frappe

	with as_user(county.xfj):
		petition = frappe.get_doc("Petition", register(three_matters(county)).petition)
	with as_user(county.rsj), pytest.raises(frappe.PermissionError):
		classification.classify(petition, "x", category="0506")
