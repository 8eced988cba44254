"""Places, organs and categories: what their records refuse, what history they keep, who is competent."""

import pytest

from xinfang_app import when


def place(code, title="某地", **fields):
	import frappe

	return frappe.get_doc({"doctype": "Jurisdiction", "code": code, "title": title} | fields)


def organ(code, **fields):
	import frappe

	values = {
		"doctype": "Organ",
		"code": code,
		"title": "某机关",
		"kind": "Department",
		"jurisdiction": "980124000000",
	}
	return frappe.get_doc(values | fields)


def test_tier_and_parent_follow_from_the_code(county):
	made = place("980124101201", "新村").insert()
	assert (made.tier, made.parent_jurisdiction) == ("Village", "980124101000")
	assert place("980125000000", "新县").insert().parent_jurisdiction == "980100000000"


@pytest.mark.parametrize(
	("code", "fields"),
	[
		("98012400000", {}),
		("980024000000", {}),
		("980124000001", {}),
		("980124103000", {"parent_jurisdiction": "980124101000"}),
		("980124103000", {"successor": "980124101000"}),
		("980124103000", {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}),
	],
)
def test_what_a_place_refuses(county, code, fields):
	from xinfang_app.organization.errors import CodeError

	with pytest.raises(CodeError):
		place(code, **fields).insert()


def test_a_place_is_not_its_own_parent(county):
	import frappe

	from xinfang_app.organization.errors import CodeError

	with pytest.raises(CodeError):
		frappe.get_doc("Jurisdiction", "980124102000").update({"parent_jurisdiction": "980124102000"}).save()


def test_a_merged_place_keeps_its_record_and_leads_to_its_successor(county):
	from xinfang_app.organization import jurisdiction

	old = place("980124103000", "旧镇").insert()
	older = place("980124104000", "更旧的镇").insert()
	older.update({"valid_to": "2020-06-30", "successor": "980124103000"}).save()
	old.update({"valid_to": "2025-12-31", "successor": "980124101000"}).save()
	assert jurisdiction.current("980124104000", "2020-06-30") == "980124104000"
	assert jurisdiction.current("980124104000", "2020-07-01") == "980124103000"
	with when.at("2026-03-02"):
		assert jurisdiction.current("980124104000") == "980124101000"
		assert jurisdiction.current("980124101000") == "980124101000"
		assert jurisdiction.current("980124999000") == "980124999000"


def test_successors_may_not_run_in_a_circle(county):
	from xinfang_app.organization.errors import CodeError

	a = place("980124103000", "甲").insert()
	b = place("980124104000", "乙").insert()
	b.update({"valid_to": "2020-06-30", "successor": a.name}).save()
	with pytest.raises(CodeError):
		a.update({"valid_to": "2021-06-30", "successor": b.name}).save()


def test_a_renamed_place_keeps_its_former_name(county):
	import frappe

	town = frappe.get_doc("Jurisdiction", "980124102000")
	with when.at("2026-03-02"):
		town.update({"title": "新名镇"}).save()
	assert town.former_names == "邻镇(2026-03-02)"


def test_the_tree_shows_children_only(county):
	from xinfang_app.organization import api

	found = {row["value"]: row for row in api.get_children("Jurisdiction", "980124000000")}
	assert set(found) == {"980124101000", "980124102000"}
	assert found["980124101000"]["expandable"] and not found["980124102000"]["expandable"]
	for root in (
		{"parent": "行政区划", "is_root": "true"},
		{"parent": ""},
		{"parent": "行政区划", "is_root": True},
	):
		assert "980000000000" in {row["value"] for row in api.get_children("Jurisdiction", **root)}
	assert api.get_children("Jurisdiction", "980124101200") == []


def test_place_code_and_tier_of_an_organ_follow_its_place(county):
	import frappe

	made = organ("98-NEW").insert()
	assert (made.place_code, made.tier) == ("980124000000", "County")
	made.update({"jurisdiction": "980124101000"}).save()
	assert (made.place_code, made.tier) == ("980124101000", "Township")
	outside = organ("98-OUT", kind="External", jurisdiction=None).insert()
	assert (outside.is_external, outside.tier, outside.place_code) == (1, "National", None)
	assert frappe.db.get_value("Organ", "98-CITY", "is_external") == 1


@pytest.mark.parametrize(
	"fields",
	[
		{"code": "98 BAD"},
		{"code": "9" * 21},
		{"jurisdiction": None},
		{"parent_organ": "98-NEW"},
		{"review_organ": "98-NEW"},
		{"competences": [{"category": "0402"}, {"category": "0402"}]},
		{"successor": "98-RS"},
	],
)
def test_what_an_organ_refuses(county, fields):
	import frappe

	with pytest.raises((frappe.ValidationError, frappe.LinkValidationError)):
		organ(fields.pop("code", "98-NEW"), **fields).insert()


def test_superiors_may_not_run_in_a_circle(county):
	import frappe

	from xinfang_app.organization.errors import OrganError

	government = frappe.get_doc("Organ", "98-GOV")
	with pytest.raises(OrganError):
		government.update({"parent_organ": "98-V"}).save()


def names(found):
	return [code for code, _reason in found]


def test_the_very_category_first_then_the_nearest_tier(county):
	from xinfang_app.organization import competence

	assert names(competence.competent("0201", "980124101200")) == ["98-T", "98-ZR"]
	assert names(competence.competent("0201", "980124102000")) == ["98-ZR"]
	assert names(competence.competent("0202", "980124101200")) == ["98-ZR"], "by the group 02"
	assert names(competence.competent("0402", "980124000000")) == ["98-RS"]
	assert competence.competent("0801", "980124101200") == []
	assert competence.competent("0402", "980000000000") == []


def test_the_reason_names_organ_category_and_place(county):
	import frappe

	from xinfang_app.organization import competence

	frappe.local.lang = "zh"
	((_organ, reason),) = competence.competent("0402", "980124101200")
	assert reason == "试县人社局负责试县范围内“0402 工资福利”类事项"


def test_accusations_go_to_the_discipline_organ_and_to_nobody_else(county):
	import frappe

	from xinfang_app.organization import competence

	department = frappe.get_doc("Organ", "98-RS")
	department.append("competences", {"category": "1401"})
	department.save()
	assert names(competence.competent("1401", "980124101200")) == ["98-JW"]
	assert names(competence.competent("14", "980124101200")) == ["98-JW"]
	assert competence.sealed_route("1404") == "Discipline"
	assert competence.sealed_route("0201") is None and competence.sealed_route(None) is None


def test_a_local_category_under_the_sealed_group_is_sealed_too(county):
	import frappe

	from xinfang_app.organization import competence

	frappe.get_doc({"doctype": "Petition Category", "code": "1450", "title": "本县新增"}).insert()
	assert competence.sealed_route("1450") == "Discipline"
	assert names(competence.competent("1450", "980124101200")) == ["98-JW"]


def test_ended_and_external_organs_are_not_suggested(county):
	import frappe

	from xinfang_app.organization import competence

	organ("98-NEW", title="新局", competences=[{"category": "0402"}], valid_from="2026-07-01").insert()
	old = frappe.get_doc("Organ", "98-RS")
	old.update({"valid_to": "2026-06-30", "successor": "98-NEW"}).save()
	city = frappe.get_doc("Organ", "98-CITY")
	city.append("competences", {"category": "0402"})
	city.save()
	assert names(competence.competent("0402", "980124000000", "2026-06-30")) == ["98-RS"]
	assert names(competence.competent("0402", "980124000000", "2026-07-01")) == ["98-NEW"]
	assert competence.current_organ("98-RS", "2026-06-30") == "98-RS"
	assert competence.current_organ("98-RS", "2026-07-01") == "98-NEW"


def test_a_merged_place_is_asked_as_its_successor(county):
	import frappe

	from xinfang_app.organization import competence

	town = frappe.get_doc("Jurisdiction", "980124102000")
	town.update({"valid_to": "2025-12-31", "successor": "980124101000"}).save()
	assert names(competence.competent("0201", "980124102000", "2026-03-02")) == ["98-T", "98-ZR"]


def test_who_reviews_whom(county):
	import frappe

	from xinfang_app.organization import competence

	assert competence.review_superior("98-T") == "98-GOV"
	assert competence.review_superior("98-GOV") == "98-CITY"
	assert competence.review_superior("98-CITY") is None
	department = frappe.get_doc("Organ", "98-RS")
	department.update({"review_organ": "98-CITY"}).save()
	assert competence.review_superior("98-RS") == "98-CITY"
	assert competence.petition_office("980124101200") == "98-XF"
	assert competence.petition_office("980100000000") is None


def test_all_categories_of_the_table_are_there(db):
	import frappe

	rows = frappe.get_all(
		"Petition Category", filters={"shipped": 1}, fields=["code", "level", "parent_category"]
	)
	groups = [row for row in rows if row.level == 1]
	assert (len(groups), len(rows) - len(groups)) == (17, 132)
	assert all(row.parent_category == row.code[:2] for row in rows if row.level == 2)


def test_shipped_categories_stand_and_own_ones_are_added(county):
	import frappe

	from xinfang_app.organization.errors import CodeError

	shipped = frappe.get_doc("Petition Category", "0201")
	with pytest.raises(frappe.PermissionError):
		shipped.update({"title": "改名"}).save()
	with pytest.raises(frappe.PermissionError):
		frappe.delete_doc("Petition Category", "0201")
	own = frappe.get_doc(
		{"doctype": "Petition Category", "code": "0250", "title": "本县新增", "shipped": 1}
	).insert()
	assert (own.level, own.parent_category, own.shipped) == (2, "02", 0)
	own.update({"title": "改名"}).save()
	for code in ("8801", "2", "02010", "02a1"):
		with pytest.raises(CodeError):
			frappe.get_doc({"doctype": "Petition Category", "code": code, "title": "错"}).insert()
