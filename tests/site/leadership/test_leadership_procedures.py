"""A task of the conference walks a procedure of the admin; the calendars of instructions and tasks show what is due."""

import frappe
import pytest

from xinfang_app.leadership import calendars, instructions
from xinfang_app.leadership.conference import tasks
from xinfang_app.leadership.errors import ConferenceRefused
from xinfang_app.petition.handling_errors import SomethingMissing
from xinfang_app.workflows import install, publishing, stages
from xinfang_app.workflows.errors import StageNotAllowed

pytestmark = pytest.mark.usefixtures("db")
DAYS = ("2026-05-01", "2026-05-31")


def drafted(lead):
	"""A task for the department out of a meeting, drafted."""
	lead.put_forward("Interview")
	meeting = lead.decided(lead.held(), 1)
	task = lead.by(
		"sup", "2026-04-10 14:30", tasks.draft, meeting, 1, "牵头提出处理意见", "QH-RSJ", "2026-05-08"
	)
	return lead.get("Joint Conference", meeting.name), task


def issued(lead):
	meeting, task = drafted(lead)
	lead.issued(lead.signed(meeting))
	return lead.get("Conference Task", task.name)


def reported(lead, task, who="rsj", moment="2026-04-20 09:00"):
	proof = [{"file": lead.by(who, moment, lambda url: url, "/private/files/done.pdf")}]
	return lead.by(who, moment, tasks.done, lead.get("Conference Task", task.name), "已提出意见", proof)


def test_the_admin_lets_a_departments_leader_alone_report_after_a_further_step(lead):
	procedure = frappe.get_doc("Procedure", "联席会议议定事项")
	way = next(row for row in procedure.transitions if row.action == "报告落实情况")
	way.update({"from_state": "落实情况待审", "action": "审定并报告", "roles": "Department Leader"})
	procedure.append("states", {"state": "落实情况待审", "stage": "Issued", "role": "Petition Staff"})
	procedure.append(
		"transitions",
		{
			"from_state": "议定事项已下达",
			"action": "送审",
			"to_state": "落实情况待审",
			"roles": "Department Leader",
		},
	)
	procedure.save()
	publishing.publish("Conference Task")
	install.after_sync()
	task = issued(lead)
	with pytest.raises(StageNotAllowed):
		reported(lead, task)
	assert lead.get("Conference Task", task.name).stage == "Issued"
	task = reported(lead, task, "rsj_head")
	assert (task.stage, task.workflow_state) == ("Done", "议定事项已落实")
	assert lead.by("sup", "2026-04-21 09:00", tasks.check, task, True, "属实").stage == "Checked"


def test_no_stage_of_a_task_is_entered_without_what_it_needs(lead):
	_meeting, task = drafted(lead)
	with pytest.raises(ConferenceRefused):
		stages.advance(lead.get("Conference Task", task.name), "Issued", by_service=True)
	with pytest.raises(SomethingMissing):
		stages.advance(lead.get("Conference Task", task.name), "Withdrawn", by_service=True)


def test_calendars_show_instructions_and_tasks_by_the_day_they_are_due(lead):
	meeting, task = drafted(lead)
	assert lead.by("sup", "2026-04-11 09:00", calendars.tasks, *DAYS) == []
	lead.issued(lead.signed(meeting))
	(shown,) = lead.by("rsj", "2026-04-14 09:00", calendars.tasks, *DAYS)
	assert (shown["name"], shown["start"], shown["color"]) == (task.name, "2026-05-08", "blue")
	assert lead.by("rsj", "2026-05-10 09:00", calendars.tasks, *DAYS)[0]["color"] == "red"
	assert lead.by("lq", "2026-04-14 09:00", calendars.tasks, *DAYS) == []
	matter = lead.matter()
	given = lead.by(
		"zf_a", "2026-04-14 10:00", instructions.give, matter, "请抓紧办理。", [matter.holder], "2026-05-11"
	)[0]
	rows = lead.by("zf_a", "2026-04-14 11:00", calendars.instructions, *DAYS)
	assert [(row["name"], row["start"], row["color"]) for row in rows] == [(given.name, "2026-05-11", "blue")]
	assert lead.by("rsj", "2026-04-14 11:00", calendars.instructions, *DAYS) == []
