"""A letter whose day is over: it runs from the sending, can still be answered, and does not stand for ever."""

import frappe
import pytest

from xinfang_app.deadline import engine
from xinfang_app.petition.answering import waiting
from xinfang_app.supervision import replying, todo, verifying, view
from xinfang_app.supervision.refusals import LetterRefused, NotTheVerifier, NotYours

LETTER = "Supervision Letter"
AFTER = "2026-04-20 09:00"


def raised(office, letter, who="sup", moment=AFTER, reason=None):
	return office.by(who, moment, verifying.unanswered, letter, reason)


def test_signing_for_it_late_gains_no_time(office):
	letter = office.sent()
	clock = engine.clock(letter, "S01")
	assert (clock.state, str(clock.due_on), clock.organ) == ("Running", "2026-04-10", "QH-LQ")
	letter = office.by("lq", AFTER, replying.receive, letter)
	assert (letter.stage, engine.clock(letter, "S01").state) == ("Received", "Running")
	letter = office.by("lq", "2026-04-21 09:00", replying.answer, letter, "已补发告知书。", office.evidence())
	clock = engine.clock(letter, "S01")
	assert (letter.stage, clock.state, bool(clock.was_late)) == ("Answered", "Late Met", True)


def test_answered_after_its_day_without_signing_before(office):
	letter = office.by("lq", AFTER, replying.answer, office.sent(), "已补发告知书。", office.evidence())
	assert letter.stage == "Answered" and engine.clock(letter, "S01").was_late


def test_never_signed_for_it_turns_late(office):
	from xinfang_app import when
	from xinfang_app.deadline import calendar, tick
	from xinfang_app.deadline.schedule import Schedule

	letter = office.sent()
	name = engine.clock(letter, "S01").name
	with when.at(AFTER):
		# What the job does with one row, without its commit.
		tick._take(tick.due_rows(1, name), Schedule(calendar.load()))
	clock = engine.clock(letter, "S01")
	assert clock.state == "Running" and clock.was_late


def test_nobody_answers_it_is_raised_a_level(office):
	letter = office.received(kind="Urging Notice")
	for moment in ("2026-03-30 09:00", "2026-03-31 23:00"):
		with pytest.raises(LetterRefused, match="期限"):
			raised(office, letter, moment=moment)
	with pytest.raises(NotTheVerifier):
		raised(office, letter, who="xf_leader")
	with pytest.raises((NotYours, frappe.PermissionError)):
		raised(office, letter, who="lq")
	assert frappe.db.get_value(LETTER, letter.name, "stage") == "Received"
	letter = raised(office, letter, reason="电话催问两次。")
	assert (letter.stage, letter.verdict, letter.verdict_reason) == (
		"Escalated",
		"Demand not met",
		"逾期未反馈：电话催问两次。",
	)
	following = frappe.get_doc(LETTER, letter.next_letter)
	assert (following.kind, following.former, following.stage) == ("Supervision Order", letter.name, "Draft")
	assert "你单位逾期未反馈" in following.facts
	clock = engine.clock(letter, "S01")
	assert clock.state == "Stopped" and clock.was_late
	check = frappe.get_last_doc("Supervision Check", {"letter": letter.name})
	assert check.organ_finding == "逾期未反馈" and check.not_asked_reason == "逾期未反馈"


def test_never_signed_for_an_order_goes_to_the_conference(office):
	letter = raised(office, office.sent())
	proposal = frappe.get_doc("Conference Proposal", letter.next_proposal)
	assert (proposal.measure, proposal.status) == ("Listed Supervision", "Draft")
	for rule in ("S01", "S02"):
		assert engine.clock(letter, rule).state == "Stopped"


def test_what_the_engine_has_drafted_already_is_taken(office):
	letter = office.sent(kind="Urging Notice")
	from xinfang_app.supervision import drafting

	drafted = office.by(
		"sup",
		AFTER,
		lambda: drafting.make(
			"Supervision Order", "QH-LQ", "QH-XFJ", [letter.matters[0].petition], former=letter.name
		),
	)
	letter = raised(office, letter)
	assert letter.next_letter == drafted.name and frappe.db.count(LETTER, {"former": letter.name}) == 1


def test_desk_and_morning_list_offer_it_when_the_day_is_over(office):
	letter = office.sent()

	def offered(who, moment):
		doc = frappe.get_doc(LETTER, letter.name)
		lines = office.by(who, moment, lambda: todo.sections(frappe.session.user))
		listed = [
			item["next_step"] for one in lines if one["key"] == "letters_verify" for item in one["items"]
		]
		return "unanswered" in office.by(who, moment, view.of_letter, doc)["steps"], listed

	assert offered("sup", "2026-04-10 09:00") == (False, [])
	assert offered("sup", AFTER) == (True, ["逾期未反馈，请核查升级"])
	assert offered("xf_leader", AFTER) == (False, [])
	assert not offered("lq", AFTER)[0]


def test_the_organ_is_told_in_the_right_words(office):
	from xinfang_app.messages import outbox
	from xinfang_app.supervision import telling

	letter = raised(office, office.sent())
	row = frappe.get_all(
		"Outbox Message", {"ref_name": letter.name, "key": ["like", "letter_no_reply:%"]}, ["*"]
	)[0]
	assert telling.text(outbox.read(row))["title"].endswith("逾期未反馈，予以升级")
	assert not office.by("xf_leader", AFTER, waiting.waiting)
