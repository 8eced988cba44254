"""What nobody may do with a hearing: sign over it, change who petitions, stretch the term, vote for another, sit on his own work."""

import frappe
import pytest

from tests.site.hearing.conftest import OUTSIDE
from tests.site.hearing.test_hearing_edges import MORE, PROOF, re_review, setting
from xinfang_app import when
from xinfang_app.access import custody, identity
from xinfang_app.deadline import engine, milestones
from xinfang_app.hearing import (
	by_citizen,
	challenges,
	citing,
	concluding,
	deliberation,
	exclusion,
	hearings,
	notices,
	pending,
	sitting,
	todo,
)
from xinfang_app.hearing.errors import HearingRefused, NoQuorum, PanelRefused, StillSealed
from xinfang_app.hearing.vocabulary import PHASES
from xinfang_app.petition.answering import hands, recusal
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment
from xinfang_app.review import casework, drafting
from xinfang_app.review.errors import PanelRefused as NoReviewer


@pytest.fixture
def again(court):
	"""A hearing in a re-review, told on 2026-12-14 with one working day's notice, of the organ's own motion."""
	setting(notice_days=1, least_members=3)
	court.review = re_review(court)
	told_again(court)
	return court


def told_again(court, day="2026-12-10", notice="2026-12-14 09:00", held="2026-12-17 09:00:00"):
	made = court.by(
		"gov", f"{day} 09:00", hearings.propose, court.road.petition, "政策争议大。", review=court.review
	)
	court.name = made.name
	court.by("gov_leader", f"{day} 10:00", hearings.decide, made, True)
	court.filled(f"{day} 11:00", who="gov", day=held)
	return court.notified(notice, who="gov")


def codes(review):
	return [one.code for one in drafting.problems(review, frappe.new_doc("Review Draft")) if one.hard]


def test_no_opinion_on_review_is_signed_over_an_open_hearing(court):
	setting(notice_days=1, least_members=3)
	court.review = re_review(court)
	with when.at("2026-12-09 09:00"):
		assert "hearing_open" not in codes(court.review)
	court.asked("2026-12-10 09:00", who="gov", review=court.review)
	for step in (
		lambda: None,
		lambda: court.by("gov_leader", "2026-12-10 10:00", hearings.decide, court.hearing, True),
		lambda: (
			court.filled("2026-12-11 09:00", who="gov", day="2026-12-17 09:00:00"),
			court.notified("2026-12-14 09:00", who="gov"),
		),
	):
		step()
		with when.at("2026-12-14 10:00"):
			assert "hearing_open" in codes(court.review), court.hearing.stage
	frappe.db.set_value("Petition Review", court.review.name, "stage", "Signed")
	with pytest.raises(WrongMoment):
		court.opened("2026-12-17 09:00")


@pytest.mark.parametrize("stage", ["Requested", "Preparing"])
def test_no_opinion_is_signed_over_a_request_and_nothing_is_told_after_it(court, stage):
	court.asked()
	if stage == "Preparing":
		court.filled()
	draft = frappe.new_doc("Handling Opinion")
	draft.petition = court.road.name
	assert [one.code for one in citing.check(draft) if one.hard] == ["hearing_open"]
	court.road.petition.db_set("stage", "Opinion Issued")
	with pytest.raises(WrongMoment):
		if stage == "Requested":
			court.by("lq_head", "2026-03-24 09:00", hearings.decide, court.hearing, True)
		else:
			court.by("lq", "2026-03-30 09:00", notices.notify, court.hearing)
	assert court.hearing.stage == stage


def left_out_of_the_panel(court, name="王慧", moment="2026-04-10 10:30"):
	member = next(row for row in court.hearing.panel if row.member_name == name)
	held = court.by(
		"recorder", moment, challenges.claim, court.hearing, member.name, "The petitioner", "有业务往来。"
	)
	court.by("lq_head", moment, challenges.decide, court.hearing, held.challenges[-1].name, True, "属实。")
	return member.name


def test_a_panel_that_loses_a_member_in_the_sitting_is_broken_off_and_goes_on_another_day(court):
	court.opened()
	with pytest.raises(HearingRefused, match="继续"):
		court.by("lq", "2026-04-10 09:30", notices.move, court.hearing, "2026-04-22 09:00:00", "人员不足。")
	for phase in PHASES:
		court.by("recorder", "2026-04-10 10:00", sitting.record, court.hearing, phase, "记录在卷。")
	member = left_out_of_the_panel(court)
	with pytest.raises(NoQuorum, match="不少于3"):
		court.by("chair", "2026-04-10 11:00", sitting.close, court.hearing)
	frappe.db.set_value("Hearing", court.name, "moved", 2)
	off = court.by(
		"lq", "2026-04-10 11:10", notices.move, court.hearing, "2026-04-22 09:00:00", "一名听证员回避。"
	)
	assert (off.stage, str(off.held_on), len(off.phases)) == ("Notified", "2026-04-22 09:00:00", len(PHASES))
	court.by(
		"lq",
		"2026-04-10 11:20",
		challenges.replace,
		court.hearing,
		member,
		name="孙立",
		capacity="Expert",
		unit="川禾大学",
	)
	court.opened("2026-04-22 09:00")
	closed = court.by("recorder", "2026-04-22 10:00", sitting.close, court.hearing)
	assert closed.stage == "Deliberation"


def test_a_member_who_stands_aside_after_the_sitting_takes_the_votes_along(court):
	court.voted()
	frappe.db.set_value("Hearing Member", {"parent": court.name, "member_name": "王慧"}, "stands_aside", 1)
	with pytest.raises(HearingRefused):
		court.by("chair", "2026-04-10 15:00", concluding.conclude, court.hearing)
	court.by("lq", "2026-04-10 15:10", notices.move, court.hearing, "2026-04-22 09:00:00", "一名听证员回避。")
	kept = frappe.get_doc("Hearing Deliberation", {"hearing": court.name})
	assert not kept.votes and kept.proposal


def test_the_organ_puts_nobody_in_the_place_of_the_petitioner(court):
	court.filled()
	true = next(row for row in court.hearing.parties if row.side == "Petitioner")

	def saved(parties, **values):
		hearing = court.hearing
		hearing.update(values)
		hearing.set("parties", parties)
		hearing.flags.ignore_permissions = False
		hearing.check_permission = lambda *args, **kwargs: None
		hearing.save()

	organ = {"side": "Handling organ", "organ": "QH-LQ"}
	with pytest.raises(HearingRefused, match="信访人"):
		court.by("lq", "2026-03-26 09:00", saved, [{"side": "Petitioner", "entry_name": "甄假"}, organ])
	court.by("lq", "2026-03-26 09:10", saved, [organ], reason="信访人不愿参加。")
	hearing = court.hearing
	assert [row.petitioner for row in hearing.parties if row.side == "Petitioner"] == [true.petitioner]
	assert hearing.reason == "对丈量面积有异议。"
	typed = [
		{**row.as_dict(), "entry_name": "甄假", "side": "Proxy"} for row in hearing.parties if row.petitioner
	]
	court.by("lq", "2026-03-26 09:20", saved, [*typed, organ])
	kept = next(row for row in court.hearing.parties if row.petitioner)
	assert (kept.side, kept.petitioner, kept.shown_name) == ("Petitioner", true.petitioner, true.shown_name)
	# Nor by what a service or another door wrote.
	other = identity.keep(name="甄假")
	frappe.db.set_value("Hearing Party", kept.name, "petitioner", other)
	with pytest.raises(HearingRefused):
		court.by("lq", "2026-03-30 09:00", notices.notify, court.hearing)


def test_an_absence_is_proved(court):
	court.notified()
	with pytest.raises(SomethingMissing):
		court.by(
			"recorder", "2026-04-10 09:40", sitting.absent, court.hearing, "未到。", "2026-04-22 09:00:00"
		)
	assert not court.hearing.absences
	court.by(
		"recorder",
		"2026-04-10 09:50",
		sitting.absent,
		court.hearing,
		"未到。",
		"2026-04-22 09:00:00",
		proof=PROOF,
	)
	assert court.hearing.absence_file and court.hearing.absences == 1


def clock(court):
	found = engine.clock(court.review, "N12")
	return found.state, str(found.due_on)


def test_a_hearing_that_the_organ_called_off_leaves_nothing_out(again):
	with when.at("2026-12-20 09:00"):
		assert clock(again)[0] == "Paused"
	off = again.by("gov_leader", "2026-12-23 09:00", hearings.call_off, again.hearing, "不再需要。")
	assert (off.stage, off.excluded_days) == ("Cancelled", 0)
	assert clock(again) == ("Running", "2027-01-07")


def test_the_days_of_all_hearings_of_a_re_review_are_counted_together(again):
	setting(most_excluded_days=10)
	frappe.db.set_value(
		"Hearing",
		again.name,
		{"excluded_days": 7, "excluded_to": "2026-12-21 09:00:00", "stage": "Waived", "live_key": None},
	)
	first, again.name = again.name, None
	with when.at("2026-12-21 09:00"):
		milestones.record(again.review, "hearing_concluded")
	told_again(again, "2026-12-21", "2026-12-22 09:00", "2026-12-30 09:00:00")
	assert again.name != first
	with when.at("2026-12-25 10:00"):
		exclusion.cap()
	assert (again.hearing.excluded_days, again.hearing.excluded_capped) == (3, 1)
	again.by("gov_leader", "2026-12-25 11:00", hearings.call_off, again.hearing, "不再需要。")
	told_again(again, "2026-12-28", "2026-12-29 09:00", "2026-12-31 09:00:00")
	assert not again.hearing.excluded_from and clock(again)[0] == "Running"


def test_a_conclusion_signed_on_paper_ends_the_days_when_it_was_signed(again):
	again.opened("2026-12-17 09:00")
	for phase in PHASES:
		again.by("recorder", "2026-12-17 10:00", sitting.record, again.hearing, phase, "记录在卷。")
	hearing = again.by("recorder", "2026-12-17 11:00", sitting.close, again.hearing)
	again.by("chair", "2026-12-17 11:10", deliberation.write, hearing, "评议。", "维持。")
	for row in hearing.panel:
		if row.role == "Hearing member":
			again.by("chair", "2026-12-17 11:20", deliberation.vote, hearing, row.name, "In favour")
	frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "signed.pdf",
			"file_url": "/private/files/signed.pdf",
			"is_private": 1,
		}
	).db_insert()
	done = again.by(
		"gov",
		"2026-12-28 09:00",
		concluding.conclude,
		again.hearing,
		scan="/private/files/signed.pdf",
		occurred_on="2026-12-18",
		backdate_reason="纸质件后补录入。",
	)
	assert (str(done.excluded_to)[:10], done.excluded_days) == ("2026-12-18", 4)


def test_one_bad_hearing_does_not_stop_the_daily_cap(again):
	setting(most_excluded_days=5)
	good = again.name
	bad = frappe.copy_doc(again.hearing)
	bad.update({"review": "no such review", "excluded_from": "2026-12-01 09:00:00", "live_key": None})
	bad.name = frappe.generate_hash(length=10)
	bad.db_insert()
	with when.at("2026-12-20 09:00"):
		exclusion.cap()
	assert frappe.db.get_value("Hearing", good, "excluded_capped") == 1


def test_a_member_who_may_no_longer_sit_stops_no_other_step(court):
	court.notified()
	for name in ("王慧", "李文斌"):
		frappe.db.set_value(
			"Hearing Member", {"parent": court.name, "member_name": name}, "unit", "柳桥镇人民政府"
		)
	first, second = (row.name for row in court.hearing.panel if row.member_name in ("王慧", "李文斌"))
	for seat, (name, capacity, unit) in zip((first, second), MORE, strict=True):
		court.by(
			"lq",
			"2026-04-07 09:00",
			challenges.replace,
			court.hearing,
			seat,
			name=name,
			capacity=capacity,
			unit=unit,
		)
	with pytest.raises(PanelRefused, match="办理机关"):
		court.by(
			"lq",
			"2026-04-07 09:10",
			challenges.replace,
			court.hearing,
			first,
			name="吕明",
			unit="柳桥镇人民政府",
		)
	assert court.opened().stage == "Under Way"


def test_whoever_had_a_hand_sits_nowhere(court):
	review = re_review(court)
	county = court.road.county
	court.road.heard("2026-03-18 10:00", who="lq2")
	frappe.db.set_value("Inquiry Record", {"petition": court.road.name}, "investigators", "周大同、吴岚")
	found = hands.of(court.road.name)
	assert county.lq2 in found.users and found.has(None, "吴岚") and not found.has(county.chair)
	# Who signed a review, sent it up, or for whom it was signed.
	review.db_set(
		{"signed_by": county.gov_leader, "submitted_by": county.gov, "on_behalf_of": county.xf_leader}
	)
	court.filled()
	for who in ("gov_leader", "gov", "xf_leader", "lq2"):
		with pytest.raises(PanelRefused, match="调查"):
			court.by("lq", "2026-03-26 09:00", court.save, chair=who)
		with pytest.raises(PanelRefused, match="调查"):
			court.by("lq", "2026-03-26 09:00", court.save, recorder=who)


def test_a_reviewer_is_no_named_investigator(court):
	review = re_review(court)
	court.road.heard("2026-03-18 10:00", who="lq2")
	name = frappe.utils.get_fullname(court.road.county.gov)
	frappe.db.set_value("Inquiry Record", {"petition": court.road.name}, "investigators", f"周大同、{name}")
	with pytest.raises(NoReviewer):
		casework.refuse_involved(review, court.road.county.gov)
	assert court.road.county.gov not in {row["value"] for row in casework.able(review)}


def test_nobody_changes_the_vote_that_a_member_gave_himself(court):
	court.filled(members=OUTSIDE[:2])
	hearing = court.hearing
	hearing.append("panel", {"role": "Hearing member", "user": court.road.county.gov})
	hearing.save(ignore_permissions=True)
	court.closed()
	row = next(row for row in court.hearing.panel if row.user == court.road.county.gov)
	court.by("recorder", "2026-04-10 14:00", deliberation.write, court.hearing, "评议。", "支持。")
	court.by("gov", "2026-04-10 14:10", deliberation.vote, court.hearing, row.name, "Opposed", "证据不足。")
	for who in ("recorder", "chair"):
		with pytest.raises(StillSealed, match="亲自表决"):
			court.by(who, "2026-04-10 14:20", deliberation.vote, court.hearing, row.name, "In favour")
	kept = court.by("gov", "2026-04-10 14:30", deliberation.vote, court.hearing, row.name, "In favour")
	assert next(one.vote for one in kept.votes if one.member == row.name) == "In favour"


def test_another_petitioner_neither_asks_in_a_review_nor_reads_of_it(again):
	mine, other = again.road.petition.first_petitioner, identity.keep(name="周禾田")
	petition = again.road.petition
	with when.at("2026-12-15 09:00"):
		assert len(by_citizen.of(petition, mine)) == 1 and not by_citizen.of(petition, other)
		again.by("gov_leader", "2026-12-15 09:00", hearings.call_off, again.hearing, "不再需要。")
		assert by_citizen.may_ask(petition, mine) == "复核"
		petition.stage = "Served"
		assert by_citizen.may_ask(petition, other) is None
		with pytest.raises(HearingRefused):
			by_citizen.ask(petition, "要求听证。", other)


def told(court, key):
	return frappe.get_all(
		"Outbox Message", {"ref_name": court.name, "key": ["like", f"%{key}%"]}, ["key", "organ", "users"]
	)


def test_organs_are_told_of_every_day_and_of_the_end(again):
	for count, day in ((1, "2026-12-21 09:00:00"), (2, "2026-12-23 09:00:00")):
		again.by("gov", "2026-12-15 09:00", notices.move, again.hearing, day, "听证员不足。")
		assert len([row for row in told(again, ":moved:QH-LQ") if row.organ == "QH-LQ"]) == count
	again.by("gov_leader", "2026-12-16 09:00", hearings.call_off, again.hearing, "不再需要。")
	assert [row.organ for row in told(again, ":off:QH-LQ")] == ["QH-LQ"]


def test_a_new_member_and_the_parties_are_told(court):
	court.notified()
	seat = next(row.name for row in court.hearing.panel if row.member_name == "王慧")
	before = frappe.db.count("Official Letter", {"ref_name": court.name, "template": "W19"})
	court.by("lq", "2026-04-07 09:00", challenges.replace, court.hearing, seat, user=court.road.county.gov)
	assert len(told(court, f":notice:{court.road.county.gov}")) == 1
	assert frappe.db.count("Official Letter", {"ref_name": court.name, "template": "W19"}) == before + 1


def test_the_database_keeps_one_open_hearing(court):
	court.asked()
	second = frappe.copy_doc(court.hearing)
	second.update({"live_key": court.hearing.live_key, "name": frappe.generate_hash(length=10)})
	with pytest.raises(frappe.UniqueValidationError):
		second.db_insert()
	court.by("lq", "2026-03-24 09:00", hearings.waive, court.hearing, "不再要求。", "/private/files/w.pdf")
	assert not court.hearing.live_key and not pending.standing(court.road.name, None, lock=False)


def test_a_page_locks_nothing(court, monkeypatch):
	court.voted()
	asked = []
	read = frappe.db.get_value
	monkeypatch.setattr(
		frappe.db,
		"get_value",
		lambda *args, **kwargs: asked.append(kwargs.get("for_update")) or read(*args, **kwargs),
	)
	court.by("chair", "2026-04-10 14:40", deliberation.view, court.hearing)
	by_citizen.may_ask(court.road.petition, None)
	assert not any(asked)


def test_people_of_the_organ_that_reviews_stand_aside_too(court):
	petition, county = court.accepted(), court.road.county
	with pytest.raises(WrongMoment):
		court.by("lq", "2026-12-09 09:00", recusal.declare, petition, county.gov, "系亲属。")
	re_review(court)
	with when.at("2026-12-09 09:00"):
		custody.give(petition, organ="QH-ZF", kind=custody.TASK, reason="复核")
	made = court.by("gov", "2026-12-09 10:00", recusal.declare, petition, county.gov, "系亲属。")
	assert made.organ == "QH-ZF" and recusal.is_recused(petition.name, county.gov)
	with pytest.raises(frappe.PermissionError):
		court.by("rsj", "2026-12-09 11:00", recusal.declare, petition, county.gov_leader, "系亲属。")
	court.by("gov_leader", "2026-12-09 11:00", recusal.lift, made, "关系不实。")
	assert not recusal.is_recused(petition.name, county.gov)


def test_seats_of_hearings_that_ended_long_ago_push_none_off_the_list(court, monkeypatch):
	court.notified()
	monkeypatch.setattr(todo, "LIMIT", 1)
	user = court.road.county.chair
	old = frappe.copy_doc(frappe.get_doc("Hearing Member", {"parent": court.name, "user": user}))
	for number in range(3):
		old.update(
			{
				"name": f"{number:010d}",
				"parent": f"old{number}",
				"parenttype": "Hearing",
				"parentfield": "panel",
			}
		)
		old.db_insert()
	assert todo._seats(user) == [court.name]
