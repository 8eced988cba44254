"""The law's rules are locked to their article: shortened yes; lengthened, paused, conditioned away no."""

from datetime import date

import frappe
import pytest

from xinfang_app.deadline import api, install, milestones, rules
from xinfang_app.deadline.errors import RuleLocked


def rule(code="N04"):
	return frappe.get_doc("Deadline Rule", code)


@pytest.mark.parametrize(
	"change",
	[
		{"length": 16},
		{"length": 0},
		{"enabled": 0},
		{"locked": 0},
		{"unit": "Working Day"},
		{"end_milestone": "received"},
		{"also_ends_on": "returned, sent"},
		{"pause_events": "objected > objection_decided"},
		{"suspends_on": "objected", "resumes_on": "objection_decided"},
		{"bearer_field": ""},
		{"shipped_length": 30},
		{"article": "内部规定"},
		{"kind": "Window"},
		{"roll": 0},
	],
)
def test_an_admin_cannot_soften_a_locked_rule(bare, as_user, change):
	with as_user(bare.admin):
		doc = rule()
		doc.update(change)
		with pytest.raises(RuleLocked):
			doc.save()


def test_no_condition_can_be_added_taken_or_changed(bare, as_user):
	with as_user(bare.admin):
		doc = rule()
		doc.append("conditions", {"field": "kind", "value": "Assign"})
		with pytest.raises(RuleLocked):
			doc.save()
		doc = rule()
		doc.conditions[0].value = "Co-organ"
		with pytest.raises(RuleLocked):
			doc.save()
		doc = rule()
		doc.conditions = []
		with pytest.raises(RuleLocked):
			doc.save()


def test_it_may_be_shortened_and_brought_back_but_no_further(bare, as_user):
	with as_user(bare.admin):
		doc = rule()
		doc.length = 10
		doc.save()
		doc.length = 15
		doc.save()
		doc.length = 16
		with pytest.raises(RuleLocked):
			doc.save()


def test_a_shorter_term_counts_for_new_clocks_only(bare, at, clocks, as_user):
	with at("2026-03-02 10:00"):
		first = bare.referral(bare.petition())
		milestones.record(first, "received")
		with as_user(bare.admin):
			doc = rule()
			doc.length = 10
			doc.save()
		second = bare.referral(bare.petition())
		milestones.record(second, "received")
	assert (clocks(first)["N04"].due_on, clocks(second)["N04"].due_on) == (
		date(2026, 3, 17),
		date(2026, 3, 12),
	)


@pytest.mark.parametrize("length", [29, 31])
def test_a_right_can_be_neither_shortened_nor_lengthened(bare, as_user, length):
	with as_user(bare.admin):
		doc = rule("N09")
		doc.length = length
		with pytest.raises(RuleLocked):
			doc.save()


def test_the_extension_stays_at_thirty_days(bare, as_user):
	with as_user(bare.admin):
		doc = rule("N07")
		doc.length = 31
		with pytest.raises(RuleLocked):
			doc.save()


def test_a_locked_rule_cannot_be_deleted(bare, as_user):
	with as_user(bare.admin), pytest.raises(RuleLocked):
		frappe.delete_doc("Deadline Rule", "N04")


def test_nobody_else_edits_rules(bare, as_user):
	for user in (bare.office, bare.town_leader):
		with as_user(user):
			assert frappe.has_permission("Deadline Rule", "read")
			assert not frappe.has_permission("Deadline Rule", "write")


def new_rule(**values):
	return frappe.get_doc(
		{
			"doctype": "Deadline Rule",
			"code": "L90",
			"title": "初次联系信访人",
			"document_type": "Petition",
			"kind": "Duty",
			"length": 2,
			"unit": "Working Day",
			"start_milestone": "registered",
			"end_milestone": "heard",
			"bearer_field": "holder",
			"enabled": 1,
			**values,
		}
	)


def test_an_admins_own_target_works(bare, at, clocks, as_user):
	with as_user(bare.admin):
		new_rule().insert()
	with at("2026-03-02 10:00"):
		matter = bare.petition()
		milestones.record(matter, "registered")
	assert clocks(matter)["L90"].due_on == date(2026, 3, 4)


@pytest.mark.parametrize(
	"values",
	[
		{"locked": 1},
		{"bearer_field": ""},
		{"bearer_field": "first_petitioner"},
		{"kind": "Window", "bearer_field": ""},
		{"document_type": "Petitioner"},
		{"end_milestone": ""},
		{"conditions": [{"field": "no_such_field", "value": "1"}]},
	],
)
def test_an_own_rule_binds_an_organ_and_reads_its_document(bare, as_user, values):
	with as_user(bare.admin), pytest.raises(RuleLocked):
		new_rule(**values).insert()


def test_a_longer_local_term_needs_its_document_and_a_second_person(bare, at, clocks, as_user):
	with as_user(bare.admin):
		doc = rule()
		doc.override_length = 20
		with pytest.raises(RuleLocked):
			doc.save()
		doc = rule()
		doc.update(
			{
				"override_length": 20,
				"override_document": "华禾省信发〔2026〕3号",
				"override_confirmed_by": bare.admin2,
			}
		)
		doc.save()
		assert not rule().override_confirmed_by and rule().override_proposed_by == bare.admin
		with pytest.raises(RuleLocked):
			api.confirm_override("N04")
	with at("2026-03-02 10:00"):
		before = bare.referral(bare.petition())
		milestones.record(before, "received")
	with as_user(bare.office), pytest.raises(frappe.PermissionError):
		api.confirm_override("N04")
	with as_user(bare.admin2):
		assert api.confirm_override("N04") == bare.admin2
	with at("2026-03-02 10:00"):
		after = bare.referral(bare.petition())
		milestones.record(after, "received")
	assert (clocks(before)["N04"].length, clocks(after)["N04"].length) == (15, 20)
	assert clocks(after)["N04"].override_document == "华禾省信发〔2026〕3号"
	assert not clocks(before)["N04"].override_document
	with as_user(bare.admin2):
		doc = rule()
		doc.override_length = 25
		doc.save()
	assert not rule().override_confirmed_by, "a changed proposal is confirmed by nobody"
	assert rules.length_of(rule()) == 15


def test_a_right_has_no_longer_local_term(bare, as_user):
	with as_user(bare.admin):
		doc = rule("N05")
		doc.update({"override_length": 9, "override_document": "华禾省信发〔2026〕3号"})
		with pytest.raises(RuleLocked):
			doc.save()


def test_shipped_rules_are_all_there_and_locked_as_the_law_says(bare):
	shipped = {row["code"]: row for row in install.rules()}
	locked = {code for code, row in shipped.items() if row["locked"]}
	first = {"N01", "N02", "N02S", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N15"}
	assert locked == first | {"N06R", "N10", "N11", "N12"}
	for code, row in shipped.items():
		doc = rule(code)
		assert (doc.length, doc.unit, doc.locked, doc.shipped_length) == (
			row["length"],
			row["unit"],
			row["locked"],
			row["length"],
		)
		assert doc.article


def test_only_one_extension_rule_counts(bare):
	assert rules.extension_of("N06").name == "N07"
	assert rules.extension_of("N04") is None
