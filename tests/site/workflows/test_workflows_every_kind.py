"""Every kind with a procedure: an admin's change is published, and stays through an upgrade; a kind that had a fixed status is adopted."""

import frappe
import pytest

from xinfang_app import hooks
from xinfang_app.workflows import adopting, install, published, publishing
from xinfang_app.workflows.install import install_shipped

KINDS = sorted(hooks.xf_stages)
#: Kinds that had a fixed status once.
ADOPTED = [
	"Rights Report",
	"Screening Round",
	"Reception Rota",
	"Reception Visit",
	"Reception Promise",
	"Conference Task",
	"Inspection",
	"Rectification",
]


@pytest.fixture(autouse=True)
def forget(db):
	"""Workflows stay in redis beyond a rollback."""
	yield
	frappe.db.rollback()
	for doctype in KINDS:
		frappe.clear_cache(doctype=doctype)
	for doctype in ("Workflow", "Procedure Publication"):
		frappe.clear_document_cache(doctype)


def shipped(kind):
	return next(row for row in install.procedures() if row["document_type"] == kind and row["is_default"])


@pytest.mark.parametrize("kind", KINDS)
def test_an_admins_change_is_published_and_survives_an_upgrade(kind):
	record = shipped(kind)
	procedure = frappe.get_doc("Procedure", record["title"])
	way = procedure.transitions[0]
	was, way.action, way.roles = way.action, "本县改称", "County Section Head"
	origin, target = way.from_state, way.to_state
	stage = next(row.stage for row in procedure.states if row.state == origin)
	role = next(row.role for row in procedure.states if row.state == origin)
	procedure.append("states", {"state": "本县加的一步", "stage": stage, "role": role})
	for one, other in ((origin, "本县加的一步"), ("本县加的一步", target)):
		procedure.append(
			"transitions",
			{"from_state": one, "action": "本县加办", "to_state": other, "roles": "County Section Head"},
		)
	procedure.save()
	publishing.publish(kind)
	# An upgrade ships other words for the same procedure.
	newer = {**record, "description": "新版说明"}
	assert install_shipped("Procedure", [newer]) == set()
	install.after_sync()
	ledger = frappe.get_doc("Shipped Record", {"kind": "Procedure", "ref_name": record["title"]})
	assert ledger.status == "Changed here"
	rows = published.workflow(kind).transitions
	assert {row.allowed for row in rows if row.action == "本县改称"} == {"County Section Head"}, was
	assert published.stage_of(kind)["本县加的一步"] == stage


@pytest.mark.parametrize("kind", KINDS)
def test_its_controller_derives_the_stage_and_its_form_shows_it(kind):
	meta = frappe.get_meta(kind)
	vocabulary = hooks.xf_stages[kind]
	assert not meta.has_field("status") or kind == "Petition"
	assert [option for option in (meta.get_field("stage").options or "").split("\n") if option] == list(
		vocabulary
	)
	assert meta.get_field("stage").read_only and getattr(frappe.new_doc(kind), "takes_service_moves", False)


@pytest.mark.parametrize("kind", ADOPTED)
def test_documents_from_before_find_the_state_of_their_stage(kind):
	record = shipped(kind)
	table = frappe.qb.DocType(kind)
	made = {}
	for stage in hooks.xf_stages[kind]:
		made[stage] = frappe.generate_hash(length=10)
		frappe.qb.into(table).columns(table.name, table.stage).insert(made[stage], stage).run()
	adopting.adopt(kind)
	adopting.adopt(kind)
	for stage, name in made.items():
		state, procedure = frappe.db.get_value(kind, name, ["workflow_state", "procedure"])
		assert procedure == record["title"] and published.stage_of(kind)[state] == stage
	assert publishing.publish(kind)["moved"] == {}
