"""Milestones begin and end clocks by the rules; what was late stays on record."""

from datetime import date

import frappe
import pytest

from xinfang_app.deadline import engine, milestones, recount, tick
from xinfang_app.deadline.errors import AppendOnly, BackdatingUnproved, ClockRefused, MomentRefused

SCAN = {"scan": "/private/files/receipt.pdf", "backdate_reason": "送达回证次周寄回"}


def p6(bare, **values):
	return bare.petition(pathway="P6", simplified=0, **values)


def test_g1_runs_as_the_domain_sheet_says(bare, at, clocks):
	with at("2026-03-05 10:00"):
		matter = p6(bare)
		lead = bare.referral(matter)
		milestones.record(lead, "received")
	found = clocks(lead)
	assert set(found) == {"N04", "N05"}
	assert (found["N04"].due_on, found["N05"].due_on) == (date(2026, 3, 20), date(2026, 3, 12))
	assert (found["N04"].organ, found["N04"].petition, found["N04"].scope_code) == (
		"QH-LQ",
		matter.name,
		"990124003000",
	)
	with at("2026-03-12 10:00"):
		milestones.record(lead, "notified")
		milestones.record(matter, "accepted")
	found = clocks(lead)
	assert (found["N04"].state, found["N05"].state) == ("Met", "Stopped")
	n06 = clocks(matter)["N06"]
	assert (n06.due_on, n06.state, n06.organ) == (date(2026, 5, 11), "Running", "QH-LQ")
	with at("2026-04-28 10:00"):
		milestones.record(matter, "opinion_issued", "2026-04-24 09:00", **SCAN)
		milestones.record(matter, "served")
	n06 = clocks(matter)["N06"]
	assert (n06.state, n06.was_late, str(n06.stopped_on)) == ("Met", 0, "2026-04-28 10:00:00")


def test_other_pathways_have_no_sixty_days(bare, at, clocks):
	with at("2026-03-12 10:00"):
		for pathway in ("P1", "P5", "P7", "P8"):
			matter = bare.petition(pathway=pathway)
			milestones.record(matter, "accepted")
			assert "N06" not in clocks(matter)


def test_the_simplified_track_has_ten_working_days(bare, at, clocks):
	with at("2026-06-18 10:00"):
		matter = bare.petition(pathway="P6", simplified=1)
		milestones.record(matter, "accepted")
	found = clocks(matter)
	assert set(found) == {"N15"} and found["N15"].due_on == date(2026, 7, 3)


def test_a_co_organ_owes_no_notice(bare, at, clocks):
	with at("2026-06-18 10:00"):
		co = bare.referral(p6(bare), role="Co-organ", sub_term_on="2026-07-10")
		milestones.record(co, "received")
	found = clocks(co)
	assert {code for code in found if code != "N05"} == {"N31"}
	assert found["N31"].due_on == date(2026, 7, 10)


def test_an_assigned_matter_has_the_date_of_its_letter(bare, at, clocks):
	with at("2026-07-06 10:00"):
		lead = bare.referral(p6(bare), kind="Assign", due_on="2026-10-14")
		milestones.record(lead, "received")
		bad = bare.referral(p6(bare), kind="Assign")
		with pytest.raises(ClockRefused):
			milestones.record(bad, "received")
	assert clocks(lead)["N08"].due_on == date(2026, 10, 14)
	assert not milestones.history(bad)


def test_extension_counts_from_the_start_and_keeps_the_first_date(bare, at, clocks):
	with at("2026-07-13 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with at("2026-09-08 10:00"):
		milestones.record(matter, "extension_approved")
		row = engine.extend(matter, "N06", 30, note="案情复杂")
		assert (row.due_on_raw, row.due_on, row.first_due_on) == (
			date(2026, 10, 11),
			date(2026, 10, 12),
			date(2026, 9, 11),
		)
		with pytest.raises(ClockRefused):
			engine.extend(matter, "N06", 1)
	with at("2026-09-09 10:00"):
		milestones.record(matter, "extension_notified")
	with at("2026-10-09 10:00"):
		milestones.record(matter, "served")
	found = clocks(matter)
	assert (found["N06"].state, found["N06"].was_late, found["N07a"].state) == ("Met", 0, "Met")


def test_extension_after_the_end_or_beyond_thirty_days_is_refused(bare, at):
	with at("2026-07-13 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with at("2026-08-13 10:00"), pytest.raises(ClockRefused):
		engine.extend(matter, "N06", 31)
	with at("2026-09-12 10:00"), pytest.raises(ClockRefused):
		engine.extend(matter, "N06", 10)


def test_the_law_knows_no_pause_of_the_sixty_days(bare, at):
	with at("2026-07-13 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
		with pytest.raises(ClockRefused):
			engine.pause(matter, "N06", "等待鉴定")


def test_another_pathway_stops_the_sixty_days_until_it_is_refused(bare, at, clocks):
	with at("2026-03-12 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with at("2026-04-01 10:00"):
		milestones.record(matter, "diverted")
		assert clocks(matter)["N06"].state == "Stopped"
		milestones.record(matter, "accepted")  # being accepted again begins no new sixty days
	with at("2026-04-15 10:00"):
		milestones.record(matter, "route_refused")
	row = clocks(matter)["N06"]
	assert (row.state, row.paused_days, row.due_on) == ("Running", 14, date(2026, 5, 25))
	assert frappe.db.count("Deadline", {"ref_name": matter.name, "rule": "N06"}) == 1
	with at("2026-04-16 10:00"):
		assert engine.reopen(matter, "N06").due_on == date(2026, 5, 25)


def test_a_return_reopens_the_first_term_of_the_sender(bare, at, clocks):
	with at("2026-06-08 10:00"):
		piece = bare.submission()
		milestones.record(piece, "received")
	with at("2026-06-09 10:00"):
		milestones.record(piece, "disposed")
	with at("2026-06-15 10:00"):
		engine.reopen(piece, "N02", "异议成立")
		assert clocks(piece)["N02"].due_on == date(2026, 6, 23)
	with at("2026-06-17 10:00"):
		milestones.record(piece, "disposed")
	row = clocks(piece)["N02"]
	assert (row.state, row.was_late) == ("Met", 0)


def test_reopening_after_the_term_shows_the_sender_late(bare, at, clocks):
	with at("2026-06-08 10:00"):
		piece = bare.submission()
		milestones.record(piece, "received")
		milestones.record(piece, "disposed")
	with at("2026-06-25 10:00"):
		engine.reopen(piece, "N02", "异议成立")
		milestones.record(piece, "disposed")
	assert (clocks(piece)["N02"].state, clocks(piece)["N02"].was_late) == ("Late Met", 1)


def test_a_second_start_never_resets_a_term(bare, at, clocks):
	with at("2026-06-08 10:00"):
		piece = bare.submission()
		milestones.record(piece, "received")
	with at("2026-06-18 10:00"):
		milestones.record(piece, "received")
		assert clocks(piece)["N02"].due_on == date(2026, 6, 23)
		milestones.record(piece, "disposed")
		milestones.record(piece, "received")
	assert frappe.db.count("Deadline", {"ref_name": piece.name, "rule": "N02"}) == 1


def test_a_term_that_repeats_may_come_again(bare, at):
	with at("2026-06-08 10:00"):
		matter = p6(bare)
		for _time in range(2):
			milestones.record(matter, "extension_approved")
			milestones.record(matter, "extension_notified")
	assert frappe.db.count("Deadline", {"ref_name": matter.name, "rule": "N07a", "state": "Met"}) == 2


def test_one_rule_cannot_run_twice_on_a_document(bare, at):
	with at("2026-06-08 10:00"):
		piece = bare.submission()
		milestones.record(piece, "received")
	row = engine.clock(piece, "N02")
	twin = frappe.copy_doc(row)
	twin.live_key = row.live_key
	twin.flags.xf_engine = True
	with pytest.raises(frappe.UniqueValidationError):
		twin.insert(ignore_permissions=True)


def test_a_late_entry_needs_scan_and_reason(bare, at, clocks):
	with at("2026-03-12 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with at("2026-04-30 10:00"):
		for proof in (
			{},
			{"scan": "/private/files/receipt.pdf"},
			{"scan": "/private/files/receipt.pdf", "backdate_reason": " "},
			{"backdate_reason": "补录"},
			{"scan": "/private/files/never-uploaded.pdf", "backdate_reason": "补录"},
		):
			with pytest.raises(BackdatingUnproved):
				milestones.record(matter, "served", "2026-04-20", **proof)
		assert clocks(matter)["N06"].state == "Running"
		row = milestones.record(matter, "served", "2026-04-20", **SCAN)
	assert (row.backdated, str(row.recorded_on), str(row.occurred_on)) == (
		1,
		"2026-04-30 10:00:00",
		"2026-04-20 17:00:00",
	)
	assert clocks(matter)["N06"].was_late == 0


def test_a_late_entry_never_turns_late_into_on_time(bare, at, clocks):
	with at("2026-03-12 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with at("2026-05-20 10:00"):
		milestones.record(matter, "served", "2026-05-08", **SCAN)
	row = clocks(matter)["N06"]
	assert (row.state, row.was_late, row.late_by_record) == ("Met", 1, 1)


def test_what_the_law_sets_needs_no_proof(bare, at, clocks):
	with at("2026-03-05 10:00"):
		matter = p6(bare)
	with at("2026-04-20 10:00"):
		row = milestones.record(matter, "accepted", "2026-03-20", by_law="第十五日视为受理")
	assert row.backdated == 0
	assert clocks(matter)["N06"].due_on == date(2026, 5, 19)


def test_the_future_and_the_time_before_the_start_are_refused(bare, at):
	with at("2026-03-12 10:00"):
		matter = p6(bare)
		with pytest.raises(MomentRefused):
			milestones.record(matter, "accepted", "2026-03-13")
		milestones.record(matter, "accepted")
	with at("2026-03-13 10:00"):
		with pytest.raises(ClockRefused):
			milestones.record(matter, "served", "2026-03-11 09:00")
	assert [row.milestone for row in milestones.history(matter)] == ["accepted"]


def test_milestones_and_clocks_cannot_be_edited_or_deleted(bare, at, as_user):
	with at("2026-03-12 10:00"):
		matter = p6(bare)
		row = milestones.record(matter, "accepted")
	row.occurred_on = "2026-03-01"
	with pytest.raises(AppendOnly):
		row.save(ignore_permissions=True)
	with pytest.raises(AppendOnly):
		frappe.delete_doc("Clock Milestone", row.name, ignore_permissions=True)
	clock = engine.clock(matter, "N06")
	clock.due_on = "2030-01-01"
	with pytest.raises(AppendOnly):
		clock.save(ignore_permissions=True)
	with pytest.raises(AppendOnly):
		frappe.delete_doc("Deadline", clock.name, ignore_permissions=True, force=True)
	with as_user(bare.town):
		for doctype in ("Deadline", "Clock Milestone"):
			assert frappe.has_permission(doctype, "read")
			assert not frappe.has_permission(doctype, "write")
			assert not frappe.has_permission(doctype, "create")


def test_clocks_are_seen_by_whoever_has_the_matter(bare, at, as_user):
	with at("2026-03-12 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with as_user(bare.town):
		assert [row.rule for row in frappe.get_list("Deadline", {"petition": matter.name}, ["rule"])] == [
			"N06"
		]
	with as_user(bare.other_town):
		assert frappe.get_list("Deadline", {"petition": matter.name}) == []
		assert frappe.get_list("Clock Milestone", {"petition": matter.name}) == []


def test_the_job_marks_what_is_lost_oldest_first_and_only_that(bare, at, clocks):
	with at("2026-03-02 10:00"):
		early, piece = p6(bare), bare.submission()
		milestones.record(early, "accepted")
		milestones.record(piece, "received")
	with at("2026-03-05 10:00"):
		late = p6(bare)
		milestones.record(late, "accepted")
		lead = bare.referral(late)
		milestones.record(lead, "received")
	with at("2026-05-06 10:00"):
		# early is due on 05-06 (rolled over the May holidays), late on 05-06 as well; N02 on 03-17, N04 on 03-20.
		assert tick.run(limit=1) == 1
		assert clocks(piece)["N01"].was_late == 1 and clocks(lead)["N05"].state == "Running"
		tick.run()
		assert tick.run() == 0
	assert clocks(piece)["N02"].was_late == 1
	assert clocks(lead)["N04"].was_late == 1 and clocks(lead)["N04"].state == "Running"
	assert (clocks(lead)["N05"].state, clocks(lead)["N05"].was_late) == ("Lapsed", 0)
	assert clocks(early)["N06"].was_late == 0
	events = [row.event for row in frappe.get_doc("Deadline", clocks(lead)["N04"].name).history]
	assert events == ["Started", "Late"]
	with at("2026-05-07 10:00"):
		milestones.record(lead, "notified")
	row = clocks(lead)["N04"]
	assert (row.state, row.was_late) == ("Late Met", 1)


def test_the_verdict_is_the_same_without_the_job(bare, at, clocks):
	with at("2026-03-02 10:00"):
		marked, unmarked = p6(bare), p6(bare)
		for matter in (marked, unmarked):
			milestones.record(matter, "accepted")
	with at("2026-05-20 10:00"):
		frappe.db.set_value("Deadline", clocks(unmarked)["N06"].name, "next_step_on", None)
		tick.run()
		assert (clocks(marked)["N06"].was_late, clocks(unmarked)["N06"].was_late) == (1, 0)
		for matter in (marked, unmarked):
			milestones.record(matter, "served", "2026-04-28", **SCAN)
	keep = ("state", "was_late", "late_by_record")
	assert [clocks(marked)["N06"][key] for key in keep] == [clocks(unmarked)["N06"][key] for key in keep]


def test_the_citizens_letter_posted_in_time_counts_after_the_window_lapsed(bare, at, clocks):
	with at("2026-04-28 10:00"):
		matter = p6(bare)
		service = frappe.get_doc(
			{
				"doctype": "Service Record",
				"petition": matter.name,
				"organ": "QH-LQ",
				"holder": "QH-LQ",
				"scope_code": "990124003000",
			}
		)
		service.flags.ignore_mandatory = service.flags.ignore_links = True
		service.insert(ignore_permissions=True)
		milestones.record(service, "served")
	row = clocks(service)["N09"]
	assert (row.due_on, row.organ, row.kind) == (date(2026, 5, 28), None, "Window")
	with at("2026-06-05 10:00"):
		tick.run()
		assert clocks(service)["N09"].state == "Lapsed"
		milestones.record(
			service,
			"review_requested",
			"2026-05-20",
			scan="/private/files/envelope.pdf",
			backdate_reason="以交邮日为准",
		)
	assert (clocks(service)["N09"].state, clocks(service)["N09"].was_late) == ("Met", 0)


def test_a_published_year_recounts_what_was_provisional(bare, at, clocks):
	with at("2026-12-08 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
		row = clocks(matter)["N06"]
		assert (row.due_on_raw, row.due_on, row.provisional) == (date(2027, 2, 6), date(2027, 2, 8), 1)
		for day, kind in (("2027-02-06", "Workday"), ("2027-02-08", "Holiday")):
			frappe.get_doc(
				{
					"doctype": "Working Calendar Day",
					"date": day,
					"kind": kind,
					"source_document": "国办发明电〔2026〕99号",
					"completes_year": int(kind == "Workday"),
				}
			).insert()
		assert recount.recount() >= 1
	row = clocks(matter)["N06"]
	assert (row.due_on, row.first_due_on, row.provisional) == (date(2027, 2, 6), date(2027, 2, 6), 0)
	assert frappe.get_doc("Deadline", row.name).history[-1].event == "Recalculated"


def test_no_announcement_makes_anybody_late(bare, at, clocks):
	with at("2026-12-08 10:00"):
		matter = p6(bare)
		milestones.record(matter, "accepted")
	with at("2027-02-07 10:00"):
		frappe.get_doc(
			{
				"doctype": "Working Calendar Day",
				"date": "2027-02-06",
				"kind": "Workday",
				"source_document": "迟到的通知",
			}
		).insert()
		recount.recount()
	assert clocks(matter)["N06"].due_on == date(2027, 2, 8)


def test_ending_a_matter_ends_duties_and_leaves_the_citizens_rights(bare, at, clocks):
	with at("2026-03-05 10:00"):
		matter = p6(bare)
		lead = bare.referral(matter)
		milestones.record(lead, "received")
		milestones.record(matter, "accepted")
		milestones.record(matter, "served")
	with at("2026-03-25 10:00"):
		engine.stop_all(matter.name, "信访人撤回")
	assert (clocks(lead)["N04"].state, clocks(lead)["N04"].was_late) == ("Stopped", 1)
	assert clocks(matter)["N22"].state == "Running"


def test_a_clock_begun_by_mistake_is_cancelled_and_may_begin_anew(bare, at, clocks):
	with at("2026-03-05 10:00"):
		matter = bare.petition(pathway="P6", simplified=1)
		milestones.record(matter, "accepted")
		engine.cancel(matter, "N15", "转为普通程序")
		matter.simplified = 0
		started = engine.start(matter, "N06", "2026-03-05")
		assert started.due_on == date(2026, 5, 6)
		assert engine.start(matter, "N06") is None
	assert clocks(matter)["N15"].state == "Cancelled"


def test_a_switched_off_rule_begins_nothing_but_still_ends_what_runs(bare, at, clocks):
	with at("2026-06-08 10:00"):
		matter = p6(bare)
		milestones.record(matter, "extension_approved")
		rule = frappe.get_doc("Deadline Rule", "N07a")
		rule.enabled = 0
		rule.save()
		milestones.record(matter, "extension_notified")
		assert clocks(matter)["N07a"].state == "Met"
		milestones.record(matter, "extension_approved")
	assert frappe.db.count("Deadline", {"ref_name": matter.name, "rule": "N07a"}) == 1
