"""What waits for whom, reading it, signing many at once, and what happens meanwhile."""

import frappe
import pytest

from tests.site.handling.conftest import post_row
from xinfang_app import when
from xinfang_app.organization import posting
from xinfang_app.petition import timeline
from xinfang_app.petition.answering import extension, many, opinion, passing, recusal, trail, waiting
from xinfang_app.petition.handling_errors import NotTheSigner, SomethingMissing
from xinfang_app.petition.referral_errors import StaleDocument

MOMENT = "2026-04-21 09:00"


def rows(names):
	return [
		{
			"doctype": "Handling Opinion",
			"name": name,
			"seen": str(frappe.db.get_value("Handling Opinion", name, "modified")),
		}
		for name in names
	]


def stage(name):
	return frappe.db.get_value("Handling Opinion", name, "stage")


def test_it_waits_for_whom_the_chain_names(road, reviewed):
	paper = reviewed()
	waits = {
		who: [row["name"] for row in road.by(who, MOMENT, waiting.waiting)]
		for who in ("lq", "lq2", "lq_head", "rsj_head")
	}
	# A leader's role stands in the review as well.
	assert waits == {"lq": [], "lq2": [paper.name], "lq_head": [paper.name], "rsj_head": []}
	(row,) = road.by("lq2", MOMENT, waiting.waiting)
	assert [step["action"] for step in row["steps"]] == ["审核", "审核并送会签"]
	assert row["due_on"] == "2026-05-11" and not row["overdue"] and row["seen"] == str(paper.modified)
	road.by("lq2", MOMENT, passing.pass_on, paper)
	assert not road.by("lq2", MOMENT, waiting.waiting)
	read = road.by(
		"lq_head", "2026-05-12 09:00", waiting.read, frappe.get_doc("Handling Opinion", paper.name)
	)
	assert read["items"][0]["facts"] and [line["outcome"] for line in read["trail"]] == [
		trail.SENT,
		trail.PASSED,
	]
	assert [problem["hard"] for problem in read["problems"]] == [False] and read["overdue"]


def test_two_hundred_wait_and_a_batch_is_signed_row_by_row(road, copies, as_user):
	first, more = copies(200)
	listed = road.by("lq_head", MOMENT, waiting.waiting)
	assert {row["name"] for row in listed} == {first, *more}
	stale, unready, good = more[0], more[1], [first, *more[2:5]]
	batch = rows([good[0], stale, unready, *good[1:]])
	frappe.db.set_value("Handling Opinion", stale, "modified", "2026-04-20 23:00:00", update_modified=False)
	frappe.db.set_value("Handling Opinion", unready, "remedy_text", "", update_modified=False)
	done = road.by("lq_head", MOMENT, many.sign_many, batch)
	assert [row["done"] for row in done] == [True, False, False, True, True, True]
	assert "改动" in done[1]["text"] and "复查" in done[2]["text"]
	assert [stage(row["name"]) for row in batch] == [
		"Signed",
		"Pending Signature",
		"Pending Signature",
		*["Signed"] * 3,
	]
	# Nothing half-done stays with a refused row, and every number was given once.
	assert not frappe.db.exists(
		"Signing Step", {"ref_name": ["in", [stale, unready]], "outcome": trail.SIGNED}
	)
	numbers = [frappe.db.get_value("Handling Opinion", name, "document_number") for name in good]
	assert len(set(numbers)) == 4
	with pytest.raises(frappe.ValidationError):
		road.by("lq_head", MOMENT, many.sign_many, rows(more[10 : 11 + many.AT_ONCE]))
	assert stage(more[10]) == "Pending Signature"


def test_the_second_of_two_leaders_is_told(road, leader):
	paper = road.pending()
	seen = str(paper.modified)
	one = road.by("lq_head", MOMENT, many.seen_and_locked, "Handling Opinion", paper.name, seen)
	road.by("lq_head", MOMENT, many.take, one)
	with pytest.raises(StaleDocument):
		road.by(leader, MOMENT, many.seen_and_locked, "Handling Opinion", paper.name, seen)
	(answer,) = road.by(
		leader, MOMENT, many.sign_many, [{"doctype": "Handling Opinion", "name": paper.name, "seen": seen}]
	)
	assert not answer["done"]
	assert frappe.db.get_value("Handling Opinion", paper.name, "signed_by") == road.county.lq_head


def test_a_draft_mended_after_it_was_read_is_not_signed(road):
	paper = road.pending()
	seen = str(paper.modified)
	draft = road.by("lq", "2026-04-20 11:00", opinion.recall, paper)
	draft = road.by(
		"lq", "2026-04-20 11:05", opinion.fill, draft, [{"claim_no": 1, "opinion": "改为按七成补足。"}]
	)
	road.by("lq", "2026-04-20 11:10", opinion.submit, draft)
	(answer,) = road.by(
		"lq_head", MOMENT, many.sign_many, [{"doctype": "Handling Opinion", "name": paper.name, "seen": seen}]
	)
	assert not answer["done"] and stage(paper.name) == "Pending Signature"
	with pytest.raises(SomethingMissing):
		road.by("lq_head", MOMENT, many.seen_and_locked, "Handling Opinion", paper.name, None)


def test_a_grant_due_before_its_signature_is_named_in_the_check(road):
	"""The term of carrying out begins with the signature; a day before it stopped the signature half-way, without a word."""
	paper = road.pending(due_on="2026-04-22")
	(answer,) = road.by("lq_head", "2026-04-23 09:00", many.sign_many, rows([paper.name]))
	assert not answer["done"] and "落实" in answer["text"]
	# On paper it was signed in time, and is recorded later.
	signed = road.by(
		"lq",
		"2026-04-23 10:00",
		opinion.sign_on_paper,
		frappe.get_doc("Handling Opinion", paper.name),
		signer=road.county.lq_head,
		occurred_on="2026-04-22",
		scan="/private/files/signed.pdf",
	)
	assert signed.stage == "Signed"


def test_acting_ends_with_the_midnight_of_its_last_day(road):
	paper = road.pending()
	post_row(
		road.county.lq2, "QH-LQ", "Township Leader",
		deputy_of=road.county.postings["lq_head"], acting_from="2026-04-20", acting_to="2026-04-21",
	)  # fmt: skip
	assert [row["name"] for row in road.by("lq2", "2026-04-21 23:59:59", waiting.waiting)] == [paper.name]
	# The list was opened before midnight, the signature comes after it.
	(answer,) = road.by("lq2", "2026-04-22 00:00:00", many.sign_many, rows([paper.name]))
	assert not answer["done"] and stage(paper.name) == "Pending Signature"
	(answer,) = road.by("lq2", "2026-04-21 23:59:59", many.sign_many, rows([paper.name]))
	assert answer["done"]
	signed = frappe.get_doc("Handling Opinion", paper.name)
	assert (signed.sign_mode, signed.on_behalf_of) == ("By the deputy", road.county.lq_head)


def test_a_posting_ended_while_signing_refuses_and_loses_nothing(road, as_user):
	paper = road.pending()
	posting.forget()
	with when.at(MOMENT), as_user(road.county.lq_head):
		# The right was read earlier in this request; then the petition admin ends the posting.
		assert posting.may_sign(road.county.lq_head, "QH-LQ", "opinion")
		frappe.db.set_value("Posting", road.county.postings["lq_head"], "to_date", "2026-04-20")
		doc = frappe.get_doc("Handling Opinion", paper.name)
		with pytest.raises((NotTheSigner, frappe.PermissionError)):
			opinion.sign(doc)
	kept = frappe.get_doc("Handling Opinion", paper.name)
	assert (kept.stage, kept.signed_by) == ("Pending Signature", None)
	assert str(kept.modified) == str(paper.modified)
	assert len(kept.items) == len(paper.items)


def test_whoever_stands_aside_sees_it_and_cannot_sign(road):
	paper = road.pending()
	road.by("lq", "2026-04-20 12:00", recusal.declare, road.petition, road.county.lq_head, "近亲属")
	(row,) = road.by("lq_head", MOMENT, waiting.waiting)
	assert row["blocked"]
	(answer,) = road.by("lq_head", MOMENT, many.sign_many, rows([paper.name]))
	assert not answer["done"] and "回避" in answer["text"] and stage(paper.name) == "Pending Signature"


def test_the_reason_of_sending_back_stays_in_the_story(road):
	paper = road.pending()
	draft = road.by("lq_head", MOMENT, many.send_back, paper, "请补充补偿标准")
	assert draft.returned_reason == "请补充补偿标准"
	road.by("lq", "2026-04-22 09:00", opinion.submit, draft)
	signed = road.by(
		"lq_head", "2026-04-22 10:00", opinion.sign, frappe.get_doc("Handling Opinion", paper.name)
	)
	assert not signed.returned_reason
	story = road.by("lq", "2026-04-22 11:00", timeline.timeline, road.petition)
	(line,) = [line for line in story if "请补充补偿标准" in line["detail"]]
	assert line["ref_name"] == paper.name and line["by"] and str(line["on"])[:10] == "2026-04-21"


def test_opinions_and_extensions_wait_in_one_list_the_earliest_due_first(road):
	road.accepted()
	asked = road.by("lq", "2026-04-20 09:00", extension.request, road.petition, "情况复杂", 20)
	road.name = None
	paper = road.pending()
	listed = road.by("lq_head", MOMENT, waiting.waiting)
	assert {row["doctype"] for row in listed} == {"Extension Request", "Handling Opinion"}
	assert [row["due_on"] for row in listed] == sorted(row["due_on"] for row in listed)
	batch = [{key: row[key] for key in ("doctype", "name", "seen")} for row in listed]
	done = road.by("lq_head", MOMENT, many.sign_many, batch)
	assert all(row["done"] for row in done)
	assert frappe.db.get_value("Extension Request", asked.name, "stage") == "Approved"
	assert stage(paper.name) == "Signed"
