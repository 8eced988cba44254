"""Rotas, visits and promises walk procedures of the admin: what he changes counts for the services, and stays."""

import frappe
import pytest

from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.reception.leaders import promises, rota, visits
from xinfang_app.reception.leaders.errors import PromiseRefused, RotaRefused, VisitRefused
from xinfang_app.workflows import install, publishing, stages
from xinfang_app.workflows.errors import StageNotAllowed

pytestmark = pytest.mark.usefixtures("db", "own_workflows")
PAPER = "/private/files/f-proof.pdf"
HEAD = "County Section Head"


def again(doc):
	return frappe.get_doc(doc.doctype, doc.name)


def through(title, action, state, renamed):
	"""Have `action` of a procedure taken by the section head alone, under another name, after a further state."""
	procedure = frappe.get_doc("Procedure", title)
	way = next(row for row in procedure.transitions if row.action == action)
	here = next(row for row in procedure.states if row.state == way.from_state)
	procedure.append("states", {"state": state, "stage": here.stage, "role": here.role})
	procedure.append(
		"transitions", {"from_state": here.state, "action": "送审", "to_state": state, "roles": HEAD}
	)
	way.update({"from_state": state, "action": renamed, "roles": HEAD})
	procedure.save()
	publishing.publish(procedure.document_type)
	# As every upgrade does.
	install.after_sync()
	assert frappe.get_doc("Shipped Record", {"kind": "Procedure", "ref_name": title}).status == "Changed here"


def test_a_rota_is_approved_before_it_is_published(receive):
	through("接访排班表发布", "发布排班", "排班待审定", "审定发布")
	made = receive.rota()
	with pytest.raises(StageNotAllowed):
		receive.by("xfj", "2026-11-20 11:00", rota.publish, made)
	assert (again(made).stage, receive.day(made, "2026-12-01").status) == ("Rota draft", "Rota draft")
	receive.by("kz", "2026-11-20 11:30", rota.publish, again(made))
	assert (again(made).stage, again(made).workflow_state) == ("Rota published", "排班已发布")
	assert receive.day(made, "2026-12-01").status == "Announced"


def test_a_record_of_a_reception_is_read_before_it_is_completed(receive):
	through("领导接访下访记录", "记录完成", "接访记录待审", "审核完成")
	visit = receive.visit(kind="Visit down", subjects=[])
	with pytest.raises(StageNotAllowed):
		receive.by("xfj", "2026-12-01 12:30", visits.complete, visit)
	receive.by("kz", "2026-12-01 13:00", visits.complete, again(visit))
	assert (again(visit).stage, again(visit).workflow_state) == ("Completed", "接访记录已完成")


def test_that_a_promise_is_kept_is_confirmed_by_the_office(receive):
	through("接访承诺兑现", "兑现承诺", "兑现待核", "核实兑现")
	visit = receive.visit()
	entry = receive.by("xfj", "2026-12-01 12:00", promises.make, visit, "修好路灯", "QH-LQ", "2026-12-10")
	with pytest.raises(StageNotAllowed):
		receive.by("lq", "2026-12-05 09:00", promises.keep, again(entry), "已修好", PAPER)
	assert receive.road.clock("L02P", entry).state == "Running"
	receive.by("kz", "2026-12-05 10:00", promises.keep, again(entry), "已修好", PAPER)
	assert again(entry).stage == "Promise kept" and receive.road.clock("L02P", entry).state == "Met"


def test_no_stage_is_entered_without_what_it_needs(receive):
	made, visit = receive.rota(), receive.visit()
	frappe.db.set_value("Reception Duty", {"rota": made.name}, "leader", None)
	with pytest.raises(RotaRefused):
		stages.advance(again(made), "Rota published", by_service=True)
	with pytest.raises(VisitRefused):
		stages.advance(again(visit), "Completed", by_service=True)
	entry = receive.by("xfj", "2026-12-01 12:00", promises.make, visit, "修好路灯", "QH-LQ", "2026-12-10")
	for stage in ("Promise kept", "Promise not kept"):
		with pytest.raises(SomethingMissing):
			stages.advance(again(entry), stage, by_service=True)
	entry.not_kept_reason = "没有修"
	with pytest.raises(PromiseRefused):
		receive.by(
			"xfj",
			"2026-12-05 09:00",
			stages.advance,
			entry,
			"Promise not kept",
			by_service=True,
			in_post=True,
		)
