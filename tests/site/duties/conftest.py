"""The county of the office's tests, and the clocks of urgent reports and calls for a site that has not got them."""

import pytest
from sharing import module_at

_OFFICE = module_at("site/office/conftest.py")
_HANDLING = module_at("site/handling/conftest.py")

RULES = [
	{"code": "N16", "document_type": "Urgent Report", "start_milestone": "known", "end_milestone": "reported",
		"length": 2, "unit": "Hour", "bearer_field": "organ"},
	{"code": "N16a", "document_type": "Urgent Report", "start_milestone": "known", "end_milestone": "reported_above",
		"length": 4, "unit": "Hour", "bearer_field": "office", "conditions": [{"field": "needs_above", "value": "1"}]},
	{"code": "L01", "document_type": "On-site Duty", "start_milestone": "called", "end_milestone": "arrived",
		"length": 20, "unit": "Minute", "bearer_field": "organ", "also_ends_on": "not_come, withdrawn",
		"conditions": [{"field": "outside_town", "value": "0"}]},
	{"code": "L01a", "document_type": "On-site Duty", "start_milestone": "called", "end_milestone": "arrived",
		"length": 20, "unit": "Minute", "bearer_field": "organ", "extra_field": "travel_minutes",
		"also_ends_on": "not_come, withdrawn",
		"conditions": [{"field": "outside_town", "value": "1"}]},
]  # fmt: skip


@pytest.fixture
def county(db):
	"""The county in the test's transaction, in Chinese."""
	import frappe

	before, frappe.local.lang = frappe.local.lang, "zh"
	people = _OFFICE.build()
	people.lq_deputy = _HANDLING.user("lq_deputy")
	_HANDLING.post_row(people.lq_deputy, "QH-LQ", "Township Leader")
	frappe.set_user("Administrator")
	for values in RULES:
		if frappe.db.exists("Deadline Rule", values["code"]):
			frappe.db.set_value("Deadline Rule", values["code"], "enabled", 1)
			continue
		frappe.get_doc(
			{
				"doctype": "Deadline Rule",
				"title": values["code"],
				"enabled": 1,
				"source_tag": "Own target",
				"kind": "Duty",
				**values,
			}
		).insert(ignore_permissions=True)
	from xinfang_app.deadline import rules

	rules.forget()
	yield people
	rules.forget()
	frappe.local.lang = before


@pytest.fixture
def road(county, as_user):
	"""Steps taken by people at moments."""
	return _HANDLING.Road(county, as_user)
