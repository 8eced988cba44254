"""A draft that has lain for a while: it goes out with what the record says on that day, or not at all."""

import frappe
import pytest

from xinfang_app.deadline import milestones
from xinfang_app.petition.answering import passing
from xinfang_app.supervision import drafting, letters
from xinfang_app.supervision.refusals import LetterRefused

LETTER = "Supervision Letter"


def up(office, letter, moment="2026-03-31 09:00"):
	return office.by("sup", moment, letters.submit, letter)


def out(office, letter, day="2026-04-02"):
	letter = office.by("xf_head", f"{day} 09:00", passing.pass_on, letter)
	return office.by("xf_leader", f"{day} 15:00", letters.sign, letter)


def test_facts_and_day_are_those_of_the_day_it_goes_out(office):
	letter = office.draft()
	assert "已逾期6日" in letter.matters[0].facts and str(letter.due_on) == "2026-04-10"
	letter = up(office, letter)
	assert "已逾期11日" in letter.matters[0].facts and str(letter.due_on) == "2026-04-15"
	letter = out(office, letter)
	assert "已逾期13日" in letter.matters[0].facts and str(letter.due_on) == "2026-04-17"
	assert "已逾期13日" in frappe.db.get_value("Official Letter", letter.letter, "html")


def test_what_a_hand_wrote_stays(office):
	letter = office.draft()

	def by_form():
		doc = frappe.get_doc(LETTER, letter.name)
		doc.matters[0].facts = "经电话核实，镇里仍未告知。"
		doc.update({"due_on": "2026-04-08", "demand": "请三日内办结。"})
		return doc.save()

	changed = out(office, up(office, office.by("sup", "2026-03-26 10:00", by_form)))
	assert changed.matters[0].facts == "经电话核实，镇里仍未告知。"
	assert (str(changed.due_on), changed.demand) == ("2026-04-08", "请三日内办结。")


def test_days_set_on_the_form_are_counted_from_the_sending(office):
	letter = office.draft()

	def by_form():
		doc = frappe.get_doc(LETTER, letter.name)
		return doc.update({"term_days": 5, "due_on": "2026-03-31"}).save()

	letter = office.by("sup", "2026-03-26 10:00", by_form)
	assert letter.term_days == 5 and str(out(office, up(office, letter)).due_on) == "2026-04-07"


def test_a_matter_that_ended_or_went_on_is_not_pressed(office):
	letter = office.draft()
	name = letter.matters[0].petition
	frappe.db.set_value("Deadline", {"petition": name}, "state", "Met")
	before = frappe.db.get_value(LETTER, letter.name, "modified")
	frappe.db.set_value("Petition", name, "stage", "Filed")
	with pytest.raises(LetterRefused, match="已经办结"):
		up(office, letter)
	frappe.db.set_value("Petition", name, {"stage": "Sent", "holder": "QH-RSJ"})
	frappe.db.set_value("Custody", {"ref_name": name, "organ": "QH-LQ"}, "to_on", "2026-03-27 09:00")
	with pytest.raises(LetterRefused, match="已不由该单位办理"):
		up(office, letter)
	assert frappe.db.get_value(LETTER, letter.name, "modified") == before


def test_it_is_asked_again_at_the_signature(office):
	letter = up(office, office.draft())
	letter = office.by("xf_head", "2026-04-01 09:00", passing.pass_on, letter)
	name = letter.matters[0].petition
	frappe.db.set_value("Deadline", {"petition": name}, "state", "Met")
	frappe.db.set_value("Petition", name, "stage", "Filed")
	with pytest.raises(LetterRefused, match="已经办结"):
		office.by("xf_leader", "2026-04-02 15:00", letters.sign, letter)
	assert frappe.db.get_value(LETTER, letter.name, "stage") == "Pending Signature"


def test_done_late_it_is_to_be_explained(office):
	letter = office.draft()
	assert "立即" in letter.demand
	clock = frappe.get_doc("Deadline", letter.deadline)
	referral = frappe.get_doc(clock.ref_doctype, clock.ref_name)
	office.by("lq", "2026-03-30 09:00", milestones.record, referral, "notified")
	letter = up(office, letter)
	assert letter.demand == drafting.EXPLAIN and "说明逾期原因" in letter.demand
	assert "实际于2026年3月30日完成" in letter.matters[0].facts
	# The same at once, where it has ended when the letter is drafted.
	assert office.draft(petitions=[letter.matters[0].petition]).demand == drafting.EXPLAIN
