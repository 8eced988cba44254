"""What an admin may add to the rules and change in them."""

import frappe
import pytest

from xinfang_app.insight.quality import rule_lock, run
from xinfang_app.insight.quality.errors import QualityRuleRefused

pytestmark = pytest.mark.usefixtures("db")


def rule(**values):
	return frappe.get_doc(
		{
			"doctype": "Quality Rule",
			"code": "X01",
			"title": "送达未登记回执号",
			"document_type": "Service Record",
			"kind": "Incomplete",
			"check_kind": "Field filled",
			"field_checked": "mail_number",
			"severity": "Note",
			"message": "邮寄没有登记邮件号。",
			"enabled": 1,
			**values,
		}
	)


def test_an_admin_adds_one_from_the_closed_list(road):
	rule(conditions=[{"field": "way", "value": "By post"}]).insert()
	road.served(way="By post", proof=None, mail_number="1234567890123")
	record = frappe.get_all("Service Record", {"petition": road.name}, pluck="name")[0]
	own = frappe.get_doc("Quality Rule", "X01")
	assert run.still(own, [record]) == set()
	frappe.db.set_value("Service Record", record, "mail_number", "")
	assert run.still(own, [record]) == {record}
	own.milestone = "review_requested"
	own.save()
	assert run.still(own, [record]) == set()


@pytest.mark.parametrize(
	"values",
	[
		{"document_type": "User", "field_checked": "email"},
		{"document_type": "Petitioner", "field_checked": "masked_name"},
		{"document_type": "Petition", "field_checked": "masked_name"},
		{"document_type": "Petition", "field_checked": "first_petitioner"},
		{"document_type": "Petition Submission", "field_checked": "query_code_hash"},
		{"field_checked": "no_such_field"},
		{"field_checked": "name` or 1=1 -- "},
		{"stages": "Flying"},
		{
			"check_kind": "Built in",
			"built_in": "ownerless",
			"document_type": "Petition",
			"field_checked": None,
		},
		{"check_kind": "Dates in order", "field_checked": "sent_on", "second_field": "note"},
		{"check_kind": "Not longer than", "field_checked": "sent_on", "days": 0},
		{"check_kind": "Child rows present", "field_checked": "note"},
		{"check_kind": "File present", "field_checked": "note"},
		{"document_type": "Petition", "field_checked": "claims"},
		{"bearer_field": "recipient"},
		{"bearer_field": "note"},
		{"conditions": [{"field": "recipient", "value": "x"}]},
		{"locked": 1},
	],
)
def test_what_it_may_not_look_at(values):
	with pytest.raises(QualityRuleRefused):
		rule(**values).insert()


def test_stages_are_typed_and_fields_picked_in_chinese():
	before, frappe.local.lang = frappe.local.lang, "zh"
	try:
		doc = rule(document_type="Petition", field_checked="category", stages="已受理、办理中").insert()
		assert doc.stages == "Accepted\nHandling"
		offered = rule_lock.choices("Petition")
		assert {"value": "Handling", "label": "办理中"} in offered["stages"]
		names = {field["value"] for field in offered["fields"]}
		assert "category" in names and not names & {"masked_name", "first_petitioner"}
		assert not rule_lock.choices("User")["fields"]
	finally:
		frappe.local.lang = before


@pytest.mark.parametrize(
	"change",
	[
		{"enabled": 0},
		{"severity": "Note"},
		{"days": 5},
		{"stages": ""},
		{"field_checked": "modified"},
		{"locked": 0},
	],
)
def test_a_locked_rule_becomes_no_milder(change):
	doc = frappe.get_doc("Quality Rule", "Q01")
	doc.update(change)
	with pytest.raises(QualityRuleRefused):
		doc.save()
	with pytest.raises(QualityRuleRefused):
		frappe.get_doc("Quality Rule", "Q01").delete()


def test_the_rest_is_the_admins():
	doc = frappe.get_doc("Quality Rule", "Q51")
	doc.update({"days": 10, "severity": "Note"})
	doc.save()
	doc.enabled = 0
	doc.save()
	locked = frappe.get_doc("Quality Rule", "Q04")
	locked.message = "请先选信访目的。"
	locked.save()
