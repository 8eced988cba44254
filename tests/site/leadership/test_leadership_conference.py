"""联席会议: called with notice, met with a quorum, signed by the convener, decided things carried to where they belong."""

import frappe
import pytest

from tests.site.leadership.conftest import PAPER, post_row
from xinfang_app.access import scope
from xinfang_app.access.errors import BackDoor, NotPermitted
from xinfang_app.deadline import engine
from xinfang_app.leadership import calendars
from xinfang_app.leadership.conference import calling, holding, minutes, tasks, topics
from xinfang_app.leadership.errors import ConferenceRefused, NotTheConvener
from xinfang_app.leadership.owning import helps
from xinfang_app.letters import pdf
from xinfang_app.organization import posting
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment
from xinfang_app.supervision import proposals
from xinfang_app.supervision.refusals import NotYours


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch):
	"""The minutes' PDF takes seconds and is another test's business, but for one test here."""
	monkeypatch.setattr(pdf, "of", lambda paper, reason=None: f"%PDF {paper.name}".encode())


def dispute(lead):
	"""A dispute between two organs without a common superior, which the conference's office puts before it."""
	matter = lead.matter(holder="QH-XFJ")
	frappe.db.set_value("Petition", matter.name, "stage", "Registered")
	record = frappe.new_doc("Acceptance Dispute")
	record.update(
		{
			"petition": matter.name,
			"petition_number": matter.number,
			"scope_code": matter.scope_code,
			"holder": "QH-XFJ",
			"organ": "QH-XFJ",
			"kind": "Joint conference",
			"stage": "Raised",
			"decider": "QH-XFJ",
			"reason": "职责交叉",
			"raised_on": "2026-03-30 09:00:00",
		}
	)
	for organ in ("QH-RSJ", "QH-LQ"):
		record.append("parties", {"organ": organ})
	return record.insert(ignore_permissions=True)


def test_topics_are_collected_from_where_they_wait(lead):
	proposal, record = lead.put_forward(), dispute(lead)
	ownership = lead.owned()
	request = lead.by(
		"zf_a",
		"2026-03-31 09:00",
		helps.ask,
		ownership,
		"QH-XFJ",
		"多部门",
		"请联席会议研究",
		"2026-04-20",
		conference=True,
	)
	meeting = lead.drafted()
	found = {(row.kind, row.ref_name) for row in meeting.topics}
	assert found == {
		("Proposed measure", proposal.name),
		("Acceptance dispute", record.name),
		("Owned case", request.name),
	}
	meeting = lead.by("sup", "2026-04-01 09:30", topics.add, meeting, "通报一季度信访形势")
	assert len(meeting.topics) == 4 and not lead.by("sup", "2026-04-01 10:00", topics.waiting, "QH-XFJ")
	meeting = lead.by("sup", "2026-04-01 10:00", topics.remove, meeting, 1)
	assert [row.idx for row in meeting.topics] == [1, 2, 3]
	with pytest.raises(BackDoor):
		lead.by("sup", "2026-04-01 10:00", topics.add, meeting, "研究重点人员稳控")


def test_a_draft_is_the_offices_and_members_see_it_with_the_notice(lead):
	lead.put_forward()
	meeting = lead.drafted()
	for who in ("rsj", "zf_head", "lq"):
		assert not lead.by(who, "2026-04-01 10:00", scope.may, meeting, "read")
	meeting = lead.notified(meeting=meeting)
	assert lead.by("rsj", "2026-04-02 10:00", scope.may, meeting, "read")
	rows = lead.by("rsj", "2026-04-02 10:00", calendars.meetings, "2026-04-01", "2026-04-30")
	assert [row["name"] for row in rows] == [meeting.name]
	with pytest.raises(NotYours):
		lead.by(
			"lq",
			"2026-04-02 10:00",
			calling.draft,
			lead.get("Conference Body", meeting.body),
			"Work meeting",
			"2026-05-01 09:00",
		)


def test_notice_has_its_days_an_emergency_its_reason(lead):
	lead.put_forward()
	meeting = lead.drafted(planned="2026-04-03 09:00")
	with pytest.raises(ConferenceRefused, match="3"):
		lead.notified(moment="2026-04-01 10:00", meeting=meeting)
	meeting = lead.by(
		"sup", "2026-04-01 10:00", calling.change, meeting, planned_on="2026-04-04 09:00", place="会议室"
	)
	assert lead.notified(moment="2026-04-01 11:00", meeting=meeting).stage == "Notice Given"
	body = frappe.get_doc("Conference Body", meeting.body)
	urgent = lead.by(
		"sup",
		"2026-04-01 10:00",
		calling.draft,
		body,
		"Emergency meeting",
		"2026-04-01 16:00",
		place="会议室",
	)
	urgent = lead.by("sup", "2026-04-01 10:10", topics.add, urgent, "突发事项研判")
	with pytest.raises(SomethingMissing):
		lead.by("sup", "2026-04-01 10:20", calling.notify, urgent)
	urgent = lead.by(
		"sup", "2026-04-01 10:20", calling.notify, urgent, short_notice_reason="事发突然，须即时研判"
	)
	assert urgent.stage == "Notice Given" and urgent.short_notice_reason


def test_without_notice_topics_or_members_no_meeting_is_held(lead):
	lead.put_forward()
	meeting = lead.drafted()
	with pytest.raises(WrongMoment):
		lead.held(meeting=meeting)
	with pytest.raises(ConferenceRefused):
		meeting.stage = "Notice Given"
		holding.check_held(meeting)
	empty = _empty(lead, meeting)
	with pytest.raises(ConferenceRefused):
		lead.notified(meeting=empty)


def test_without_a_quorum_nothing_is_decided(lead):
	lead.put_forward()
	meeting = lead.notified()
	assert meeting.quorum_needed == 3
	with pytest.raises(ConferenceRefused):
		lead.held(present=("QH-SW",), meeting=meeting)
	meeting = lead.held(present=("QH-ZF", "QH-XFJ"), meeting=lead.get("Joint Conference", meeting.name))
	assert meeting.stage == "No Quorum" and meeting.present_count == 2
	with pytest.raises(WrongMoment):
		lead.decided(meeting, 1)
	following = lead.by("sup", "2026-04-10 15:00", calling.again, meeting, "2026-04-20 09:00")
	assert len(following.topics) == 1 and following.former == meeting.name
	assert following.topics[0].ref_name == meeting.topics[0].ref_name


def test_minutes_are_the_conveners(lead):
	lead.put_forward()
	meeting = lead.held()
	with pytest.raises(ConferenceRefused):
		lead.by("sup", "2026-04-10 15:00", minutes.submit, meeting)
	meeting = lead.decided(meeting, 1)
	meeting = lead.by("sup", "2026-04-10 15:00", minutes.submit, meeting, "听取汇报。")
	assert str(lead.clock("B11", meeting).due_on) == "2026-04-15"
	for who in ("sup", "zf_a", "xf_leader"):
		with pytest.raises(NotTheConvener):
			lead.by(who, "2026-04-13 09:00", minutes.sign, meeting)
	meeting = lead.by("zf_head", "2026-04-13 09:00", minutes.send_back, meeting, "写明时限")
	assert meeting.stage == "Held" and meeting.returned_reason == "写明时限"
	meeting = lead.by("sup", "2026-04-13 10:00", minutes.submit, meeting)
	meeting = lead.by("zf_b", "2026-04-14 09:00", minutes.sign, meeting)
	assert meeting.sign_mode == "By the deputy" and "代zf_head" in meeting.signer_name
	assert meeting.document_number and meeting.minutes_file


def test_signed_on_paper_needs_the_scan(lead):
	lead.put_forward()
	meeting = lead.decided(lead.held(), 1)
	meeting = lead.by("sup", "2026-04-10 15:00", minutes.submit, meeting)
	given = {"signer": lead.user("zf_head"), "occurred_on": "2026-04-13"}
	with pytest.raises(SomethingMissing):
		lead.by("sup", "2026-04-13 09:00", minutes.sign_on_paper, meeting, **given, scan=None)
	with pytest.raises(NotTheConvener):
		lead.by(
			"sup",
			"2026-04-13 09:00",
			minutes.sign_on_paper,
			meeting,
			**{**given, "signer": lead.user("zf_a")},
			scan=PAPER,
		)
	meeting = lead.by("sup", "2026-04-13 09:00", minutes.sign_on_paper, meeting, **given, scan=PAPER)
	assert meeting.stage == "Signed" and meeting.sign_mode == "On paper"


def test_listed_supervision_can_be_sent_on_its_decision_number(lead):
	from xinfang_app.petition.answering import passing
	from xinfang_app.supervision import drafting, letters

	matter = lead.matter()
	proposal = lead.put_forward(matter=matter)
	meeting = lead.issued(lead.signed(lead.decided(lead.held(), 1, decision="同意挂牌督办，期限三十日。")))
	proposal.reload()
	assert (proposal.status, proposal.decision_number) == ("Taken up", meeting.document_number)
	assert str(proposal.decided_on) == "2026-04-10" and "联席会议" in proposal.decided_by
	letter = lead.by(
		"sup",
		"2026-04-14 09:00",
		drafting.draft,
		[matter.name],
		"Listed Supervision",
		conference_proposal=proposal.name,
		cause="D07",
		article="《信访工作条例》第四十条第一款",
	)
	letter = lead.by("sup", "2026-04-14 09:10", letters.submit, letter)
	letter = lead.by("xf_head", "2026-04-14 10:00", passing.pass_on, letter)
	letter = lead.by("xf_leader", "2026-04-14 11:00", letters.sign, letter)
	assert letter.stage == "Sent" and letter.document_number
	assert meeting.document_number in frappe.db.get_value("Official Letter", letter.letter, "html")


def test_a_refused_proposal_and_a_deferred_one(lead):
	first, second = lead.put_forward("Interview"), lead.put_forward("Circular")
	meeting = lead.held()
	order = {row.ref_name: row.idx for row in meeting.topics}
	meeting = lead.decided(meeting, order[first.name], "Refused", "先行督办。")
	meeting = lead.decided(meeting, order[second.name], "Deferred", None)
	meeting = lead.issued(lead.signed(meeting))
	first.reload()
	second.reload()
	assert first.status == "Refused" and first.decision_note == "先行督办。"
	assert second.status == "Put forward"
	assert [row["ref_name"] for row in lead.by("sup", "2026-04-14 09:00", topics.waiting, "QH-XFJ")] == [
		second.name
	]


def test_a_proposal_withdrawn_meanwhile_falls_away_and_stops_nothing(lead):
	gone, stays = lead.put_forward("Interview"), lead.put_forward("Circular")
	meeting = lead.held()
	order = {row.ref_name: row.idx for row in meeting.topics}
	for name in (gone.name, stays.name):
		meeting = lead.decided(meeting, order[name])
	task = lead.by(
		"sup",
		"2026-04-10 14:30",
		tasks.draft,
		meeting,
		order[gone.name],
		"约谈主要负责人",
		"QH-LQ",
		"2026-05-10",
	)
	meeting = lead.signed(lead.get("Joint Conference", meeting.name))
	lead.by(
		"sup",
		"2026-04-13 10:00",
		proposals.withdraw,
		lead.get("Conference Proposal", gone.name),
		"问题已经解决",
	)
	meeting = lead.issued(meeting)
	rows = {row.ref_name: row for row in meeting.topics}
	assert rows[gone.name].outcome == "Fallen away" and rows[gone.name].applied_note
	for doc in (gone, stays, task):
		doc.reload()
	assert gone.status == "Withdrawn" and not gone.decision_number
	assert stays.status == "Taken up" and meeting.stage == "Decisions Issued"
	assert task.stage == "Withdrawn"


def test_a_competence_dispute_goes_to_the_organ_named(lead):
	record = dispute(lead)
	meeting = lead.held()
	with pytest.raises(SomethingMissing):
		lead.decided(meeting, 1)
	with pytest.raises(ConferenceRefused):
		lead.decided(meeting, 1, "Refused", "不定")
	meeting = lead.decided(meeting, 1, named_organ="QH-RSJ", decision="由人社局受理，理由为职责法定。")
	with pytest.raises(NotPermitted):
		lead.issued(lead.signed(meeting), who="rsj")
	meeting = lead.issued(lead.get("Joint Conference", meeting.name), who="xfj")
	record.reload()
	assert (record.stage, record.decided_organ) == ("Decided", "QH-RSJ") and record.decision_file
	assert frappe.db.get_value("Petition", record.petition, "holder") == "QH-RSJ"


def test_a_decision_that_cannot_be_carried_over_stops_no_other(lead):
	record, stays = dispute(lead), lead.put_forward("Circular")
	meeting = lead.held()
	order = {row.ref_name: row.idx for row in meeting.topics}
	meeting = lead.decided(meeting, order[record.name], named_organ="QH-RSJ", decision="由人社局受理。")
	meeting = lead.signed(lead.decided(meeting, order[stays.name]))
	# It turns out that the organ named was dissolved before.
	frappe.db.set_value("Organ", "QH-RSJ", "valid_to", "2026-04-09")
	frappe.clear_document_cache("Organ", "QH-RSJ")
	meeting = lead.issued(meeting, who="xfj")
	rows = {row.ref_name: row for row in meeting.topics}
	assert meeting.stage == "Decisions Issued" and rows[record.name].outcome == "Fallen away"
	assert rows[record.name].applied_note and not rows[stays.name].applied_note
	record.reload()
	stays.reload()
	assert record.stage == "Raised" and stays.status == "Taken up"
	assert [row["ref_name"] for row in lead.by("sup", "2026-04-14 09:00", topics.waiting, "QH-XFJ")] == [
		record.name
	]


def test_the_agenda_names_matters_by_number_and_category(lead):
	record = dispute(lead)
	category = frappe.get_last_doc("Petition Category")
	ownership = lead.owned(matter=lead.matter(category=category.name))
	lead.by(
		"zf_a",
		"2026-03-31 09:00",
		helps.ask,
		ownership,
		"QH-XFJ",
		"多部门",
		"请联席会议研究",
		"2026-04-20",
		conference=True,
	)
	meeting = lead.notified()
	titles = {row.kind: row.title for row in meeting.topics}
	assert record.petition_number in titles["Acceptance dispute"]
	assert ownership.petition_number in titles["Owned case"] and category.title in titles["Owned case"]
	paper = frappe.get_last_doc("Official Letter", {"ref_name": meeting.name, "template": "W35H"}).html
	for text in (ownership.title, "请联席会议研究", "多部门"):
		assert text not in str(meeting.as_dict()) and text not in paper


def test_minutes_wait_for_who_signs_them_however_many_wait(lead, monkeypatch):
	from xinfang_app.leadership import todo_office

	lead.put_forward("Interview")
	meeting = lead.by("sup", "2026-04-10 15:00", minutes.submit, lead.decided(lead.held(), 1), "听取汇报。")
	other = frappe.copy_doc(meeting)
	other.update({"convener": lead.user("rsj_head"), "minutes_due_on": "2026-04-01"})
	other.db_insert()
	frappe.db.set_value("Conference Body", meeting.body, "deputy_convener", None)
	monkeypatch.setattr(todo_office, "LIMIT", 1)
	(section,) = [
		one
		for one in lead.by("zf_head", "2026-04-11 09:00", todo_office.sections, lead.user("zf_head"))
		if one["key"] == "conference"
	]
	assert [item["name"] for item in section["items"]] == [meeting.name]


def test_the_decision_answers_a_leader(lead):
	ownership = lead.owned()
	request = lead.by(
		"zf_a",
		"2026-03-31 09:00",
		helps.ask,
		ownership,
		"QH-XFJ",
		"多部门",
		"请联席会议研究",
		"2026-04-20",
		conference=True,
	)
	meeting = lead.issued(lead.signed(lead.decided(lead.held(), 1, decision="由人社局牵头，财政局保障。")))
	request.reload()
	assert request.status == "Answered" and "人社局牵头" in request.answer
	assert meeting.stage == "Decisions Issued"


def test_a_task_from_the_decision_to_the_report_at_the_next_meeting(lead):
	lead.put_forward("Interview")
	meeting = lead.decided(lead.held(), 1)
	task = lead.by(
		"sup",
		"2026-04-10 14:30",
		tasks.draft,
		meeting,
		1,
		"牵头提出处理意见",
		"QH-RSJ",
		"2026-05-08",
		leader=lead.user("rsj_head"),
	)
	assert not lead.by("rsj", "2026-04-10 15:00", scope.may, task, "read") and not engine.clock(task, "B09")
	meeting = lead.issued(lead.signed(lead.get("Joint Conference", meeting.name)))
	task.reload()
	assert (
		task.stage == "Issued"
		and task.document_number
		and str(lead.clock("B09", task).due_on) == "2026-05-08"
	)
	assert lead.by("rsj", "2026-04-14 09:00", scope.may, task, "read")
	assert lead.by("rsj", "2026-04-14 09:00", scope.may, lead.get("Petition", task.petition), "read")
	with pytest.raises(SomethingMissing):
		lead.by("rsj", "2026-04-20 09:00", tasks.done, task, "已提出意见", [])
	proof = [{"file": lead.by("rsj", "2026-04-20 09:00", lambda url: url, "/private/files/done.pdf")}]
	task = lead.by("rsj", "2026-04-20 09:00", tasks.done, task, "已提出意见", proof)
	with pytest.raises(NotPermitted):
		lead.by("rsj", "2026-04-21 09:00", tasks.check, task, True, "属实")
	back = lead.by("sup", "2026-04-21 09:00", tasks.check, task, False, "缺少名册", "2026-05-20")
	assert back.stage == "Issued" and str(lead.clock("B09", back).due_on) == "2026-05-20"
	proof = [{"file": lead.by("rsj", "2026-04-28 09:00", lambda url: url, "/private/files/again.pdf")}]
	task = lead.by("rsj", "2026-04-28 09:00", tasks.done, back, "名册已补", proof)
	task = lead.by("sup", "2026-04-29 09:00", tasks.check, task, True, "属实")
	assert task.stage == "Checked" and not task.reported_at
	body = frappe.get_doc("Conference Body", meeting.body)
	following = lead.by(
		"sup", "2026-05-06 09:00", calling.draft, body, "Work meeting", "2026-05-20 09:00", place="会议室"
	)
	following = lead.by("sup", "2026-05-06 09:10", topics.collect, following)
	assert [(row.kind, row.ref_name) for row in following.topics] == [("Task report", task.name)]
	tasks.reported(task, following)
	task.reload()
	assert task.reported_at == following.name


def test_a_task_needs_a_leader_who_leads_and_a_decided_topic(lead):
	from xinfang_app.leadership.errors import NoLeadingPost

	lead.put_forward("Interview")
	meeting = lead.held()
	with pytest.raises(NoLeadingPost):
		lead.by(
			"sup",
			"2026-04-10 14:00",
			tasks.draft,
			meeting,
			1,
			"约谈",
			"QH-RSJ",
			"2026-05-08",
			leader=lead.user("rsj"),
		)
	lead.by("sup", "2026-04-10 14:00", tasks.draft, meeting, 1, "约谈", "QH-LQ", "2026-05-08")
	meeting = lead.decided(meeting, 1, "Deferred", None)
	with pytest.raises(ConferenceRefused):
		lead.by("sup", "2026-04-10 15:00", minutes.submit, meeting)


def test_late_tasks_come_before_the_next_meeting(lead):
	lead.put_forward("Interview")
	meeting = lead.decided(lead.held(), 1)
	task = lead.by("sup", "2026-04-10 14:30", tasks.draft, meeting, 1, "约谈", "QH-LQ", "2026-05-08")
	lead.issued(lead.signed(lead.get("Joint Conference", meeting.name)))
	assert not lead.by("sup", "2026-05-08 09:00", topics.waiting, "QH-XFJ")
	rows = lead.by("sup", "2026-05-09 09:00", topics.waiting, "QH-XFJ")
	assert [row["ref_name"] for row in rows] == [task.name]


def test_the_convener_is_away_and_his_stand_in_signs(lead):
	lead.put_forward("Interview")
	meeting = lead.decided(lead.held(), 1)
	meeting = lead.by("sup", "2026-04-10 15:00", minutes.submit, meeting)
	head = frappe.get_doc("Posting", lead.county.postings["zf_head"])
	post_row(
		lead.user("zf_a"),
		"QH-ZF",
		head.post,
		deputy_of=head.name,
		acting_from="2026-04-11",
		acting_to="2026-04-20",
	)
	posting.forget()
	meeting = lead.by("zf_a", "2026-04-13 09:00", minutes.sign, meeting)
	assert meeting.on_behalf_of == lead.user("zf_head")


def test_the_conference_is_set_up_by_rule(lead):
	with pytest.raises(ConferenceRefused):
		lead.body(office="QH-RSJ")
	with pytest.raises(ConferenceRefused):
		lead.body(quorum_percent=0)
	from xinfang_app.leadership.errors import NoLeadingPost

	with pytest.raises(NoLeadingPost):
		lead.body(convener=lead.user("sup"))


def _empty(lead, meeting):
	body = frappe.get_doc("Conference Body", meeting.body)
	return lead.by(
		"sup", "2026-04-01 09:00", calling.draft, body, "Special meeting", "2026-04-10 09:00", place="会议室"
	)
