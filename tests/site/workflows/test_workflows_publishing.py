"""An admin renames, adds and removes states, and everything goes on working."""

import json

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import engine, milestones
from xinfang_app.workflows import api, preview, published, publishing, simulating, stages
from xinfang_app.workflows.errors import ProcedureFault, StatesInUse, UnknownState, WorkflowBound


@pytest.fixture(autouse=True)
def unguarded(monkeypatch):
	"""The moves alone, without the records that the stages of the road want."""
	whole = stages.registered
	monkeypatch.setattr(
		stages, "registered", lambda name, *rest: [] if name == "xf_stage_guards" else whole(name, *rest)
	)


@pytest.fixture(autouse=True)
def forget():
	"""Workflows stay in redis beyond a rollback."""
	yield
	frappe.db.rollback()
	frappe.clear_cache(doctype="Petition")
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


def fresh(doc):
	return frappe.get_doc(doc.doctype, doc.name)


def ordinary():
	return frappe.get_doc("Procedure", published.of("Petition").content["default"])


def every_petition_procedure():
	return [frappe.get_doc("Procedure", name) for name in published.of("Petition").procedures]


def rename(old, new):
	"""Rename a state in every procedure, as an admin would: they share it."""
	for procedure in every_petition_procedure():
		for row in procedure.states:
			if row.state == old:
				row.state = new
		procedure.save()


def remove(state, procedures=None):
	for procedure in procedures or every_petition_procedure():
		procedure.states = [row for row in procedure.states if row.state != state]
		procedure.transitions = [
			row for row in procedure.transitions if state not in (row.from_state, row.to_state)
		]
		procedure.save()


def accepted(bare, moment="2026-03-12 09:00"):
	with when.at(moment):
		doc = stages.advance(bare.petition(pathway="P6"), "Referred", by_service=True)
		doc = stages.advance(fresh(doc), "Accepted", by_service=True)
		milestones.record(doc, "accepted")
	return fresh(doc)


def test_a_renamed_state_takes_its_documents_along(bare, as_user):
	doc = accepted(bare)
	with as_user(bare.admin):
		rename("已受理", "受理完毕")
		done = publishing.publish("Petition")
	assert done["moved"] == {"已受理 → 受理完毕": 1}
	doc = fresh(doc)
	assert (doc.workflow_state, doc.stage) == ("受理完毕", "Accepted")
	# The clock runs on and ends, the officer still sees and moves it.
	with as_user(bare.town), when.at("2026-04-20 09:00"):
		assert scope.may(doc, "read") and scope.may(doc, "act")
		doc = stages.advance(doc, "Handling")
	with when.at("2026-05-11 09:00"):
		for stage in ("Opinion Issued", "Served"):
			doc = stages.advance(fresh(doc), stage, by_service=True)
		milestones.record(doc, "served")
	assert engine.clock(doc, "N06").state == "Met"


def test_a_document_saved_with_the_old_name_meanwhile_is_not_stuck(bare, as_user):
	doc = accepted(bare)
	with as_user(bare.admin):
		rename("已受理", "受理完毕")
		publishing.publish("Petition")
	# Another request, still with the old workflow in hand, wrote the old name after the move.
	frappe.db.set_value("Petition", doc.name, "workflow_state", "已受理", update_modified=False)
	doc = fresh(doc)
	with as_user(bare.town):
		doc.save()
		assert (doc.workflow_state, doc.stage) == ("受理完毕", "Accepted")
	frappe.db.set_value("Petition", doc.name, "workflow_state", "已受理", update_modified=False)
	with as_user(bare.town):
		assert stages.advance(fresh(doc), "Handling").stage == "Handling"


def test_an_added_state_leaves_every_service_working(bare, as_user):
	with as_user(bare.admin):
		for procedure in every_petition_procedure():
			procedure.append("states", {"state": "初审中", "stage": "Registered", "role": "Petition Staff"})
			for row in procedure.transitions:
				if (row.from_state, row.to_state) == ("已登记", "已转送"):
					row.from_state = "初审中"
			procedure.append(
				"transitions",
				{
					"from_state": "已登记",
					"action": "初审",
					"to_state": "初审中",
					"roles": "County Petition Officer",
				},
			)
			procedure.save()
		publishing.publish("Petition")
	doc = bare.petition()
	assert doc.workflow_state == "已登记"
	doc = stages.advance(doc, "Referred", by_service=True)
	assert fresh(doc).stage == "Referred"


def test_removing_a_state_with_documents_needs_a_mapping(bare, as_user):
	doc = accepted(bare)
	doc = stages.advance(doc, "Handling", by_service=True)
	with as_user(bare.admin):
		for procedure in every_petition_procedure():
			procedure.append("states", {"state": "会商中", "stage": "Handling", "role": "Petition Staff"})
			for row in list(procedure.transitions):
				if row.from_state == "办理中":
					procedure.append(
						"transitions",
						{
							"from_state": "会商中",
							"action": row.action,
							"to_state": row.to_state,
							"roles": row.roles,
						},
					)
				if row.to_state == "办理中":
					row.to_state = "会商中"
			procedure.save()
		remove("办理中")
		with pytest.raises(StatesInUse, match="办理中"):
			publishing.publish("Petition")
		assert fresh(doc).workflow_state == "办理中"
		plan = preview.preview("Petition")
		assert plan["waiting"] == [
			{
				"procedure": doc.procedure,
				"state": "办理中",
				"stage": "Handling",
				"count": 1,
				"proposed": "会商中",
				"choices": ["会商中"],
			}
		]
		with pytest.raises(StatesInUse):
			publishing.publish("Petition", {"办理中": "已受理"})
		api.publish("Petition", json.dumps({doc.procedure: {"办理中": "会商中"}}))
	assert (fresh(doc).workflow_state, fresh(doc).stage) == ("会商中", "Handling")
	assert stages.advance(fresh(doc), "Opinion Issued", by_service=True).stage == "Opinion Issued"


def test_a_state_removed_from_one_procedure_only_moves_its_documents_only(bare, as_user):
	doc, other = accepted(bare), bare.petition()
	stages.switch(other, "suggestion")
	other = stages.advance(other, "Accepted", by_service=True)
	with as_user(bare.admin):
		procedure = ordinary()
		for row in procedure.states:
			if row.state == "已受理":
				row.state = "受理在办"
		procedure.save()
		publishing.publish("Petition")
	assert fresh(doc).workflow_state == "受理在办"
	assert fresh(other).workflow_state == "已受理"
	assert stages.advance(fresh(other), "Suggestion Replied", by_service=True).stage == "Suggestion Replied"
	assert stages.advance(fresh(doc), "Handling", by_service=True).stage == "Handling"


def test_a_publication_never_changes_a_stage(bare, as_user):
	doc = accepted(bare)
	with as_user(bare.admin):
		for procedure in every_petition_procedure():
			next(row for row in procedure.states if row.state == "已受理").stage = "Handling"
			procedure.needed_stages = ""
			procedure.save()
		with pytest.raises((StatesInUse, ProcedureFault)):
			publishing.publish("Petition")
	assert fresh(doc).stage == "Accepted"


@pytest.mark.parametrize(
	("spoil", "message"),
	[
		(lambda p: p.states[2].update({"stage": "Nowhere"}), "Nowhere"),
		(lambda p: p.transitions[0].update({"roles": "No Such Role"}), "No Such Role"),
		(lambda p: p.transitions[0].update({"to_state": "没有此状态"}), "没有此状态"),
		(lambda p: p.transitions[0].update({"condition": "frappe.db.get_value('User', 'x')"}), "."),
		(lambda p: p.transitions[0].update({"condition": "doc.no_such_field == 1"}), "no_such_field"),
		(lambda p: p.append("states", {"state": "孤岛", "stage": "Handling"}), "孤岛"),
		(lambda p: [row.update({"is_final": 0}) for row in p.states], "."),
		(lambda p: p.states[0].update({"stage": "Referred"}), "."),
	],
)
def test_faults_stop_the_publication(bare, as_user, spoil, message):
	with as_user(bare.admin):
		procedure = ordinary()
		spoil(procedure)
		procedure.save()
		version = frappe.db.get_value("Procedure Publication", "Petition", "version")
		with pytest.raises(ProcedureFault, match=message):
			publishing.publish("Petition")
	assert frappe.db.get_value("Procedure Publication", "Petition", "version") == version


def test_a_stage_the_services_need_cannot_be_taken_out(bare, as_user):
	with as_user(bare.admin):
		remove("落实中", [ordinary()])
		with pytest.raises(ProcedureFault, match="Executing"):
			publishing.publish("Petition")


def test_what_is_edited_counts_only_once_published(bare, as_user):
	with as_user(bare.admin):
		for procedure in every_petition_procedure():
			procedure.states[0].state = "新登记"
			procedure.save()
	assert bare.petition().workflow_state == "已登记"
	publishing.publish("Petition")
	assert bare.petition().workflow_state == "新登记"


def test_each_procedure_has_its_own_first_state(bare, as_user):
	with as_user(bare.admin):
		procedure = frappe.get_doc("Procedure", stages.procedure("Petition", "suggestion"))
		procedure.states[0].state = "建议已登记"
		procedure.save()
		publishing.publish("Petition")
	doc = bare.petition(procedure=procedure.name)
	assert (doc.workflow_state, fresh(doc).workflow_state, doc.stage) == (
		"建议已登记",
		"建议已登记",
		"Registered",
	)
	assert bare.petition().workflow_state == "已登记"


def test_only_the_petition_admin_publishes(bare, as_user):
	with as_user(bare.office), pytest.raises(frappe.PermissionError):
		publishing.publish("Petition")
	with as_user(bare.admin):
		assert publishing.publish("Petition")["moved"] == {}


def test_preview_shows_what_changes_and_writes_nothing(bare, as_user):
	with as_user(bare.admin):
		assert preview.preview("Petition")["unchanged"]
		rename("存查", "留存备查")
		plan = preview.preview("Petition")
	assert plan["states"]["added"] == [("留存备查", "Filed")]
	assert plan["states"]["removed"] == [("存查", "Filed")]
	assert plan["transitions"]["added"] and not plan["faults"] and not plan["direct_edits"]
	assert "存查" in published.stage_of("Petition")


def builder_save(change):
	"""Save the workflow as Frappe's Workflow Builder does: new rows, without conditions."""
	workflow = frappe.get_doc("Workflow", publishing.workflow_name("Petition")).as_dict()
	for row in workflow["states"]:
		row["name"] = None
		row["update_field"] = None if row["state"] == "已受理" else row["update_field"]
	for row in workflow["transitions"]:
		row["name"] = None
		row["condition"] = None
	change(workflow)
	return frappe.get_attr("frappe.client.save")(workflow)


def test_workflow_builder_keeps_stages_conditions_and_optional_states(bare):
	before = frappe.get_doc("Workflow", publishing.workflow_name("Petition"))

	def change(workflow):
		workflow["send_email_alert"] = 1
		workflow["states"][3]["is_optional_state"] = 0
		workflow["states"][3]["update_value"] = ""
		workflow["states"][3]["doc_status"] = "1"

	builder_save(change)
	after = frappe.get_doc("Workflow", before.name)
	key = lambda row: (row.state, row.action, row.next_state, row.allowed)  # noqa: E731
	assert {key(row): row.condition or "" for row in after.transitions} == {
		key(row): row.condition or "" for row in before.transitions
	}
	assert [
		(row.state, row.update_field, row.update_value, row.is_optional_state, row.doc_status)
		for row in after.states
	] == [(row.state, "stage", row.update_value, 1, "0") for row in before.states]
	assert not after.send_email_alert
	assert stages.advance(bare.petition(), "Referred", by_service=True).stage == "Referred"


def test_workflow_builder_cannot_drop_a_state_in_use(bare):
	doc = accepted(bare)

	def change(workflow):
		workflow["states"] = [row for row in workflow["states"] if row["state"] != doc.workflow_state]
		workflow["transitions"] = [
			row
			for row in workflow["transitions"]
			if doc.workflow_state not in (row["state"], row["next_state"])
		]

	with pytest.raises(StatesInUse):
		builder_save(change)


def test_workflow_builder_must_give_a_new_state_its_stage(bare):
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "另行处理"}).insert()

	def add(stage):
		def change(workflow):
			workflow["states"].append(
				{
					"doctype": "Workflow Document State",
					"state": "另行处理",
					"allow_edit": "Petition Staff",
					"update_value": stage,
				}
			)
			workflow["transitions"].append(
				{
					"doctype": "Workflow Transition",
					"state": "已登记",
					"action": "受理",
					"next_state": "另行处理",
					"allowed": "Township Officer",
				}
			)

		return change

	with pytest.raises(WorkflowBound):
		builder_save(add(None))
	builder_save(add("Handling"))
	doc = bare.petition()
	doc.workflow_state = "另行处理"
	doc.save(ignore_permissions=True)
	assert fresh(doc).stage == "Handling"
	assert preview.preview("Petition")["direct_edits"]["states"]["added"] == [("另行处理", "Handling")]


def test_the_workflow_stays_active_and_there(bare):
	workflow = frappe.get_doc("Workflow", publishing.workflow_name("Petition"))
	workflow.is_active = 0
	with pytest.raises(WorkflowBound):
		workflow.save()
	with pytest.raises(WorkflowBound):
		frappe.delete_doc("Workflow", workflow.name)


def test_a_procedure_in_use_cannot_be_deleted(bare, as_user):
	doc = bare.petition()
	stages.switch(doc, "suggestion")
	stages.advance(doc, "Registered", by_service=True)
	with as_user(bare.admin):
		with pytest.raises(frappe.ValidationError):
			frappe.delete_doc("Procedure", doc.procedure)
		with pytest.raises(ProcedureFault):
			frappe.delete_doc("Procedure", ordinary().name)


def test_an_unknown_state_is_said_in_words(bare):
	doc = bare.petition()
	frappe.db.sql("update `tabPetition` set workflow_state = '待签' where name = %s", doc.name)
	with pytest.raises(UnknownState, match="待签"):
		fresh(doc).save(ignore_permissions=True)


def test_simulate_walks_the_edited_rows(bare, as_user):
	with as_user(bare.admin):
		steps = simulating.simulate(ordinary().name, ["转送交办", "受理", "开始办理", "归档"])
	assert [step.get("stage") for step in steps] == ["Registered", "Referred", "Accepted", "Handling", None]
	assert "出具意见" in steps[3]["next"] and steps[4]["error"]
	assert "Township Officer" in steps[2]["roles"]


def test_roles_may_be_typed_in_chinese(bare, as_user):
	with as_user(bare.admin):
		procedure = ordinary()
		frappe.local.lang = "zh"
		procedure.transitions[0].roles = "乡镇信访干部、County Section Head，部门领导"
		procedure.save()
	assert fresh(procedure).transitions[0].roles == "Township Officer, County Section Head, Department Leader"
