"""An officer tries to make his clock stop, move or vanish through the ordinary doors of Frappe."""

import frappe
import pytest
from sharing import module_at

from xinfang_app import when
from xinfang_app.deadline import engine, milestones
from xinfang_app.workflows import stages

place = module_at("site/conftest.py")


@pytest.fixture
def bare(db):
	return place.build()


@pytest.fixture
def running(bare):
	"""A petition with the sixty days running, in the hands of the attacker's own organ."""
	with when.at("2026-03-12 10:00"):
		matter = bare.petition(pathway="P6", simplified=0)
		milestones.record(matter, "accepted")
	bare.matter = matter
	bare.clock = engine.clock(matter, "N06")
	return bare


def call(method, *args, **kwargs):
	return frappe.get_attr(method)(*args, **kwargs)


ATTACKS = {
	"set_value": lambda r: call("frappe.client.set_value", "Deadline", r.clock.name, "due_on", "2030-01-01"),
	"save": lambda r: call("frappe.client.save", {**r.clock.as_dict(), "state": "Met"}),
	"delete": lambda r: call("frappe.client.delete", "Deadline", r.clock.name),
	"child": lambda r: call(
		"frappe.client.set_value", "Deadline Event", r.clock.history[0].name, "happened_on", "2030-01-01"
	),
	"insert clock": lambda r: call(
		"frappe.client.insert", {**r.clock.as_dict(), "name": None, "live_key": None, "__islocal": 1}
	),
	"insert milestone": lambda r: call(
		"frappe.client.insert",
		{
			"doctype": "Clock Milestone",
			"ref_doctype": "Petition",
			"ref_name": r.matter.name,
			"milestone": "served",
			"occurred_on": "2026-03-13",
			"recorded_on": "2026-03-13",
		},
	),
	"engine flag": lambda r: call(
		"frappe.client.save", {**r.clock.as_dict(), "state": "Met", "flags": {"xf_engine": True}}
	),
	"rename": lambda r: call("frappe.client.rename_doc", "Deadline", r.clock.name, "gone"),
	"bulk": lambda r: call(
		"frappe.client.bulk_update",
		frappe.as_json([{"doctype": "Deadline", "docname": r.clock.name, "was_late": 0, "state": "Met"}]),
	),
	"delete petition": lambda r: call("frappe.client.delete", "Petition", r.matter.name),
	"rule": lambda r: call("frappe.client.set_value", "Deadline Rule", "N06", "length", 90),
	"rule as condition": lambda r: call(
		"frappe.client.insert",
		{
			"doctype": "Deadline Rule Condition",
			"parent": "N06",
			"parenttype": "Deadline Rule",
			"parentfield": "conditions",
			"field": "urgency",
			"value": "Major",
		},
	),
	"calendar": lambda r: call(
		"frappe.client.insert",
		{"doctype": "Working Calendar Day", "date": "2026-05-11", "kind": "Holiday", "source_document": "x"},
	),
	"publication": lambda r: call(
		"frappe.client.set_value", "Procedure Publication", "Petition", "content", "{}"
	),
	"workflow": lambda r: call("frappe.client.set_value", "Workflow", "XF Petition", "is_active", 0),
	"ledger": lambda r: call(
		"frappe.client.set_value",
		"Shipped Record",
		frappe.db.get_value("Shipped Record", {"ref_name": "N06"}),
		"status",
		"Deleted here",
	),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_clock_runs_on(running, as_user, attack):
	with as_user(running.town):
		try:
			answer = ATTACKS[attack](running)
		except frappe.ValidationError:
			answer = None
		except frappe.PermissionError:
			answer = None
	# bulk_update reports failures instead of raising them.
	assert not answer or attack == "bulk"
	row = engine.clock(running.matter, "N06")
	assert (row.state, str(row.due_on), row.length) == ("Running", "2026-05-11", 60)
	assert [event.event for event in row.history] == ["Started"]
	assert frappe.db.count("Deadline", {"ref_name": running.matter.name}) == 1
	assert frappe.db.count("Clock Milestone", {"ref_name": running.matter.name}) == 1
	assert frappe.db.get_value("Deadline Rule", "N06", "length") == 60
	assert frappe.db.get_value("Workflow", "XF Petition", "is_active") == 1
	assert frappe.db.exists("Petition", running.matter.name)


@pytest.mark.parametrize("attack", ["set_value", "save", "delete", "insert milestone", "rename"])
def test_a_system_manager_cannot_either(running, as_user, attack):
	frappe.get_doc(
		{
			"doctype": "Has Role",
			"parent": running.town,
			"parenttype": "User",
			"parentfield": "roles",
			"role": "System Manager",
		}
	).db_insert()
	frappe.clear_cache(user=running.town)
	with as_user(running.town):
		assert "System Manager" in frappe.get_roles()
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			ATTACKS[attack](running)
	assert engine.clock(running.matter, "N06").state == "Running"


def test_a_server_method_for_clocks_asks_for_the_document(running, as_user):
	with as_user(running.other_town), pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
		call("xinfang_app.deadline.api.clock_bar", "Petition", running.matter.name)
	with as_user(running.town):
		assert [
			row["rule"] for row in call("xinfang_app.deadline.api.clock_bar", "Petition", running.matter.name)
		] == ["N06"]


def test_nobody_but_the_admin_publishes_or_previews(running, as_user):
	with as_user(running.town):
		with pytest.raises(frappe.PermissionError):
			call("xinfang_app.workflows.api.publish", "Petition")
		with pytest.raises(frappe.PermissionError):
			call("xinfang_app.deadline.api.confirm_override", "N06")
	with as_user("Guest"):
		for method in ("preview", "check", "stages"):
			with pytest.raises(frappe.PermissionError):
				call(f"xinfang_app.workflows.api.{method}", "Petition")
	assert stages.on(running.matter) == "Registered"
