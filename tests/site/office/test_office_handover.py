"""Handing over: everything open is in the list, both confirm, and then it is the receiver's."""

import pytest

from xinfang_app import when


@pytest.fixture
def busy(county, road, as_user):
	"""The first township officer has a draft and a task on a matter."""
	import frappe

	road.referred()
	with when.at("2026-03-06 10:00"), as_user(county.lq):
		draft = frappe.get_doc(
			{"doctype": "Petition Submission", "title": "尚未看过的来信", "form": "Letter", "organ": "QH-LQ"}
		).insert(ignore_permissions=True)
	with when.at("2026-03-06 11:00"), as_user(county.lq_head):
		from xinfang_app.office import reassign

		reassign.reassign(road.petition, county.lq)
	return frappe._dict(draft=draft.name, posting=frappe.get_doc("Posting", county.postings["lq"]))


def test_it_moves_group_by_group_when_each_has_confirmed(county, road, busy, post_row):
	import frappe

	from xinfang_app.office import handover, handover_list, handover_work
	from xinfang_app.office.errors import HandoverRefused

	parts = {
		group["part"]: group
		for group in road.by("lq", "2026-04-01 09:00", handover_work.groups, busy.posting)
	}
	assert set(parts) == {handover_work.DRAFTS, handover_work.TASKS}
	assert "尚未看过" not in str(parts) and "收到于2026-03-06" in str(parts)
	receivers = {handover_work.DRAFTS: county.lq2}
	with pytest.raises(HandoverRefused):
		road.by("lq", "2026-04-01 09:00", handover.prepare, busy.posting, receivers, "调任")
	receivers[handover_work.TASKS] = county.lq_head
	doc = road.by("lq", "2026-04-01 09:00", handover.prepare, busy.posting, receivers, "调任", "2026-04-03")
	with pytest.raises(HandoverRefused):
		road.by("lq2", "2026-04-01 10:00", handover.confirm_receiving, doc)
	road.by("lq", "2026-04-01 10:00", handover.confirm_giving, doc)
	road.by("lq2", "2026-04-01 11:00", handover.confirm_receiving, doc)
	assert frappe.db.get_value("Petition Submission", busy.draft, "owner") == county.lq2
	assert doc.stage == handover.GIVEN
	task = {"reference_name": road.name, "status": "Open"}
	assert frappe.get_all("ToDo", filters=task, pluck="allocated_to") == [county.lq]
	road.by("lq_head", "2026-04-01 12:00", handover.confirm_receiving, doc)
	assert frappe.get_all("ToDo", filters=task, pluck="allocated_to") == [county.lq_head]
	assert doc.stage == handover.DONE
	paper = handover_list.html(doc)
	assert "2026-04-01 10:00 在系统内确认" in paper and "2026年4月3日" in paper and "尚未看过" not in paper
	assert handover_list.pages(doc).startswith(b"%PDF")


def test_the_leader_confirms_for_who_cannot_and_strangers_do_nothing(county, road, busy):
	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.office import api, handover
	from xinfang_app.office.errors import HandoverRefused

	receivers = {"Drafts": county.lq2, "Tasks on matters": county.lq2}
	for who in ("sw", "xfj", "kz", "lq2"):
		with pytest.raises(NotPermitted):
			road.by(who, "2026-04-01 09:00", handover.prepare, busy.posting, receivers, "调任")
	with pytest.raises(HandoverRefused):
		road.by(
			"lq_head",
			"2026-04-01 09:00",
			handover.prepare,
			busy.posting,
			{**receivers, "Drafts": county.sw},
			"病假",
		)
	doc = road.by("lq_head", "2026-04-01 09:00", handover.prepare, busy.posting, receivers, "病假")
	with pytest.raises(NotPermitted):
		road.by("lq2", "2026-04-01 09:00", handover.confirm_giving, doc, "我来")
	with pytest.raises(HandoverRefused):
		road.by("lq_head", "2026-04-01 09:00", handover.confirm_giving, doc)
	road.by("lq_head", "2026-04-01 09:00", handover.confirm_giving, doc, "住院")
	for who in ("sw", "xfj", "rsj"):
		with pytest.raises(NotPermitted):
			road.by(who, "2026-04-01 09:00", api.show_handover, doc.name)
	told = road.by("lq2", "2026-04-01 09:00", api.show_handover, doc.name)
	assert told["steps"]["receive"] and not told["steps"]["give"]
	with pytest.raises(HandoverRefused):
		road.by("lq_head", "2026-04-01 09:00", handover.prepare, busy.posting, receivers, "再来")


def test_work_that_is_done_meanwhile_moves_nothing(county, road, busy):
	import frappe

	from xinfang_app.office import handover

	receivers = {"Drafts": county.lq2, "Tasks on matters": county.lq2}
	doc = road.by("lq", "2026-04-01 09:00", handover.prepare, busy.posting, receivers, "调任")
	road.by("lq", "2026-04-01 09:00", handover.confirm_giving, doc)
	task = frappe.get_doc("ToDo", {"reference_name": road.name, "allocated_to": county.lq})
	task.status = "Closed"
	task.save(ignore_permissions=True)
	road.by("lq2", "2026-04-02 09:00", handover.confirm_receiving, doc)
	task.reload()
	assert (task.allocated_to, task.status, doc.stage) == (county.lq, "Closed", handover.DONE)


def test_reminding_is_on_record_and_once_a_day(county, road):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.office import remind, worklist
	from xinfang_app.office.errors import ReminderRefused
	from xinfang_app.petition import timeline

	road.registered()
	with pytest.raises(ReminderRefused):
		road.by("dc", "2026-03-03 09:00", remind.remind, road.petition, "请抓紧")
	road.referred()
	for who in ("lq", "sw", "rsj"):
		with pytest.raises(NotPermitted):
			road.by(who, "2026-03-21 09:00", remind.remind, road.petition, "请抓紧")
	with pytest.raises(ReminderRefused):
		road.by("dc", "2026-03-21 09:00", remind.remind, road.petition, " ")
	before = frappe.db.get_value("Deadline", {"petition": road.name, "rule": "N04"}, ["state", "due_on"])
	road.by("dc", "2026-03-21 09:00", remind.remind, road.petition, "告知已逾期，请即办理")
	with pytest.raises(ReminderRefused):
		road.by("xfj", "2026-03-21 10:00", remind.remind, road.petition, "再催")
	assert (
		frappe.db.get_value("Deadline", {"petition": road.name, "rule": "N04"}, ["state", "due_on"]) == before
	)
	lines = road.by("lq", "2026-03-22 09:00", timeline.timeline, road.petition)
	assert [line["detail"] for line in lines if line["what"] == "催办"] == ["告知已逾期，请即办理"]
	alert = frappe.get_all(
		"Notification Log", filters={"document_name": road.name}, fields=["for_user", "subject"]
	)
	assert [row.for_user for row in alert] == [county.lq_head] and "青苗" not in alert[0].subject
	told = road.by("lq2", "2026-03-22 09:00", worklist.of)
	assert [one["key"] for one in told["sections"]] == ["overdue", "reminded"]
