"""A review from the request to its service, with the dates of G1; the three results and what they do to the matter."""

import json

import frappe
import pytest

from xinfang_app.petition.answering import opinion, redo
from xinfang_app.petition.handling_errors import NotReadyToSign, SomethingMissing
from xinfang_app.review import reviews


def test_g1_dates(review):
	"""Asked on 05-20, due on 06-22 (06-19 is a holiday); served on 06-15, then thirty days until 07-15."""
	made = review.requested()
	assert (made.stage, made.organ, made.respondent_organ) == ("Requested", "QH-ZF", "QH-LQ")
	assert review.due("N10") == ("2026-06-22", "Running")
	assert str(made.due_on) == "2026-06-22"
	own = frappe.get_doc("Service Record", made.requesters[0].service_record)
	assert review.due("N09", own) == ("2026-05-28", "Met")
	record = review.served()
	assert review.doc.stage == "Served" and str(review.doc.served_on) == "2026-06-15"
	assert review.due("N10") == ("2026-06-22", "Met")
	assert review.due("N11", frappe.get_doc("Service Record", record.name)) == ("2026-07-15", "Running")
	assert str(frappe.get_doc("Service Record", record.name).review_until) == "2026-07-15"
	assert reviews.current(review.road.name).name == review.name
	assert review.road.petition.stage in ("Served", "Executing")


def test_the_papers_of_the_road(review):
	review.served()
	codes = frappe.get_all(
		"Official Letter",
		{"ref_doctype": "Petition Review", "ref_name": review.name},
		["template", "document_number", "recipient_organ"],
		order_by="creation asc",
	)
	assert [row.template for row in codes] == ["W25A", "W25D", "W25"]
	assert codes[1].recipient_organ == "QH-LQ"
	assert review.doc.document_number == codes[2].document_number and "复查" in review.doc.document_number
	html = frappe.db.get_value("Official Letter", {"template": "W25", "ref_name": review.name}, "html")
	assert "维持" in html and "川禾市人民政府请求复核" in html and "三十日内" in html


def test_a_redo_begins_the_handling_again(review):
	"""The term is the review's; the new opinion replaces the old one and may not repeat it."""
	review.signed(result="Revoked and to be redone", redo_days=30)
	matter = review.road.petition
	assert (matter.stage, matter.concluded, matter.served_on) == ("Handling", 0, None)
	assert str(review.doc.redo_due_on) == "2026-07-10"
	assert review.due("N06R", matter) == ("2026-07-10", "Running")
	assert opinion.current(matter.name) is None
	tasks = frappe.get_all("Execution Task", {"petition": matter.name}, ["status", "void"])
	assert tasks and all((row.status, row.void) == ("Not executed", 1) for row in tasks)

	old = redo.ordered(matter.name)
	draft = review.by("lq", "2026-06-20 09:00", opinion.draft, matter, review.road.items())
	with pytest.raises(NotReadyToSign, match="相同"):
		review.by("lq", "2026-06-20 10:00", opinion.submit, draft)
	cited = review.road.items(
		law="《中华人民共和国土地管理法》第四十七条、第四十八条；《信访工作条例》第三十二条"
	)
	draft = review.by(
		"lq", "2026-06-20 10:10", opinion.fill, frappe.get_doc("Handling Opinion", draft.name), cited
	)
	with pytest.raises(NotReadyToSign, match="相同"):
		review.by("lq", "2026-06-20 10:20", opinion.submit, draft)
	changed = review.road.items(
		facts="2026年6月18日重新丈量，实际征收1.9亩。", opinion="按实际面积补发差额。", due_on="2026-08-01"
	)
	draft = review.by(
		"lq", "2026-06-20 11:00", opinion.fill, frappe.get_doc("Handling Opinion", draft.name), changed
	)
	draft = review.by("lq", "2026-06-20 12:00", opinion.submit, draft)
	signed = review.by("lq_head", "2026-06-22 09:00", opinion.sign, draft)
	assert signed.supersedes == old.name
	assert frappe.db.get_value("Handling Opinion", old.name, "stage") == "Superseded"
	review.road.served("2026-06-24 09:00")
	assert review.road.petition.stage == "Executing"
	assert review.due("N06R", review.road.petition) == ("2026-07-10", "Met")
	# The new opinion may be reviewed again.
	again = review.requested("2026-07-01 09:00")
	assert again.opinion == signed.name and review.due("N10") == ("2026-07-31", "Running")


def test_a_change_writes_the_results_of_the_review(review):
	items = [{"claim_no": 1, "result": "Explain"}]
	before = frappe.get_last_doc("Execution Task", {"petition": review.road.name})
	review.signed(result="Changed", items=items)
	assert review.road.petition.result == "Explain" and review.road.petition.claims[0].granted is None
	assert frappe.db.get_value("Execution Task", before.name, "void") == 1
	assert [(row.former_result, row.result) for row in review.doc.items] == [("Support", "Explain")]
	assert opinion.current(review.road.name)


def test_what_a_change_grants_becomes_a_task(review):
	items = [{"claim_no": 1, "result": "Support", "granted": "按1.8亩补发", "due_on": "2026-07-15"}]
	review.signed(result="Changed", items=items)
	task = frappe.get_last_doc("Execution Task", {"petition": review.road.name, "void": 0})
	assert (task.content, str(task.due_on), task.executing_organ) == ("按1.8亩补发", "2026-07-15", "QH-LQ")


def test_revoked_takes_the_opinion_away(review):
	review.signed(result="Revoked")
	assert opinion.current(review.road.name) is None
	assert redo.ordered(review.road.name) is None
	assert review.road.petition.stage in ("Served", "Executing")


def test_the_last_word_follows_the_re_review(review):
	"""Three tiers: the re-review outside is entered, served, and ends the matter (art. 36)."""
	from xinfang_app.petition.ending import closing, closing_guards
	from xinfang_app.petition.serving import service
	from xinfang_app.review import decision

	review.served()
	first = review.name
	assert closing_guards.faults(review.road.petition, "T2")
	again = review.requested("2026-07-10 09:00", by="xfj", level="Re-Review")
	assert (again.organ, again.external, again.respondent_organ) == ("QH-SZF", 1, "QH-ZF")
	assert again.previous_review == first and review.due("N12") == ("2026-08-10", "Running")
	review.by(
		"xfj",
		"2026-07-30 09:00",
		decision.record_outside,
		review.doc,
		result="Upheld",
		document_number="川政信复核〔2026〕2号",
		signed_on="2026-07-29",
		file="/private/files/proof.pdf",
	)
	review.by("xfj", "2026-08-03 09:00", service.serve, review.doc, review.who)
	assert review.doc.stage == "Served" and review.due("N12") == ("2026-08-10", "Met")
	found = reviews.final_of(review.road.petition)
	assert [(row["number"], row["served_on"]) for row in found] == [("川政信复核〔2026〕2号", "2026-08-03")]
	with pytest.raises(SomethingMissing):
		review.requested("2026-08-04 09:00", by="xfj", level="Third")
	faults = closing_guards.faults(review.road.petition, "T3")
	assert not [fault for fault in faults if "复核" in fault]
	assert closing.codes_for(review.road.petition)


def test_a_word_from_outside_on_a_revocation_says_that_it_changes_nothing(review):
	"""It is recorded, and whoever enters it is told how the matter would be handled anew."""
	from xinfang_app.review import decision

	review.served(result="Revoked")
	before = review.road.petition.stage
	review.requested("2026-07-10 09:00", by="xfj", level="Re-Review")
	entered = {
		"document_number": "川政信复核〔2026〕3号",
		"signed_on": "2026-07-29",
		"file": "/private/files/proof.pdf",
	}
	review.by("xfj", "2026-07-30 09:00", decision.record_outside, review.doc, result="Revoked", **entered)
	assert (review.doc.stage, review.road.petition.stage) == ("Signed", before)
	assert opinion.current(review.road.name) is None
	told = [json.loads(row) if isinstance(row, str) else row for row in frappe.message_log]
	assert any("责令重新办理" in row["message"] for row in told)
