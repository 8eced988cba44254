"""The main road of art. 31(6), with the dates of case G1."""

from datetime import date

from xinfang_app.petition.answering import opinion
from xinfang_app.petition.ending import closing
from xinfang_app.petition.serving import execution


def test_g1_from_hearing_to_service(road):
	paper = road.signed()
	assert (paper.stage, paper.result, paper.late) == ("Signed", "Support", 0)
	assert paper.document_number
	petition = road.petition
	assert (petition.stage, petition.result) == ("Opinion Issued", "Support")
	assert petition.claims[0].granted == "补发青苗补偿款差额"
	clock = road.clock("N06")
	assert (clock.state, clock.due_on) == ("Running", date(2026, 5, 11))

	record = road.served()
	assert road.petition.stage == "Executing"
	assert road.petition.concluded
	clock = road.clock("N06")
	assert (clock.state, clock.stopped_on.date(), clock.was_late) == ("Met", date(2026, 4, 28), 0)
	assert record.review_until == date(2026, 5, 28)
	assert road.clock("N09", record).due_on == date(2026, 5, 28)
	assert road.petition.rating_state == "Pending"


def test_what_was_granted_becomes_a_task(road):
	road.served()
	(task,) = execution.unsettled(road.name)
	assert (task.executing_organ, task.due_on) == ("QH-LQ", date(2026, 5, 24))
	import frappe

	doc = frappe.get_doc("Execution Task", task.name)
	assert road.clock("N30", doc).due_on == date(2026, 5, 24)
	done = road.by(
		"lq",
		"2026-05-08 10:00",
		execution.done,
		doc,
		outcome="已转账并公示",
		proof="/private/files/receipt.pdf",
	)
	assert (done.status, done.overdue) == ("Executed", 0)
	assert road.petition.claims[0].executed == 1
	assert road.clock("N30", doc).state == "Met"


def test_closed_when_the_window_for_review_is_over(road):
	import frappe

	road.served()
	(task,) = execution.unsettled(road.name)
	doc = frappe.get_doc("Execution Task", task.name)
	road.by(
		"lq", "2026-05-08 10:00", execution.done, doc, outcome="已转账", proof="/private/files/receipt.pdf"
	)
	petition = road.by("lq", "2026-05-29 09:00", closing.close, road.petition, "T1")
	assert (petition.stage, petition.closing_code) == ("Terminated", "T1")
	assert not petition.resolved, "closing says nothing about the solution"


def test_the_remedy_writes_itself(road):
	draft = road.drafted()
	assert draft.remedy_organ == "QH-ZF"
	assert "青禾县人民政府" in draft.remedy_text and "三十日" in draft.remedy_text
	assert opinion.whole(["Support", "Explain"]) == "Partial"
	assert opinion.whole(["Explain", "Not Support"]) == "Explain"
	assert opinion.whole(["Not Support"]) == "Not Support"
