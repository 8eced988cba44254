"""A hundred and twenty days of a county, day by day through the app's clock: every shipped ladder, and what befalls it."""

from collections import Counter
from datetime import datetime, timedelta

import frappe
import pytest

from xinfang_app import when
from xinfang_app.deadline import api, bar, changing, engine, milestones, telling, tick
from xinfang_app.deadline.errors import AppendOnly, PolicyRefused
from xinfang_app.messages import sending

SCAN = {"scan": "/private/files/receipt.pdf", "backdate_reason": "送达回证次周寄回"}


def run(first, last, *, outage=(), each=None, hours=(9,)):
	"""Go round on every day from `first` to `last` at `hours`, but not on the days of `outage`."""
	day, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
	while day <= end:
		stamp = str(day.date())
		if not outage or not outage[0] <= stamp <= outage[1]:
			for hour in hours:
				with when.at(f"{stamp} {hour:02d}:00"):
					tick.run()
		for moment, action in (each or {}).items():
			if moment[:10] == stamp:
				with when.at(moment if len(moment) > 10 else f"{moment} 10:00"):
					action()
		day += timedelta(days=1)


def steps(doc, rule):
	"""(month-day, action, status) of each step of a clock, in its order."""
	name = frappe.db.get_value("Deadline", {"ref_name": doc.name, "rule": rule})
	return [
		(f"{row.done_on:%m-%d}", row.action, row.status)
		for row in frappe.get_all(
			"Deadline Step",
			filters={"deadline": name},
			fields=["done_on", "action", "status"],
			order_by="planned_on asc, `key` asc",
		)
	]


def outbox(doc):
	return Counter(
		(row.kind, frappe.parse_json(row.content)["step"])
		for row in frappe.get_all(
			"Outbox Message", filters={"ref_name": doc.name}, fields=["kind", "content"]
		)
	)


def p6(bare, **values):
	return bare.petition(pathway="P6", simplified=0, **values)


def accepted(bare, on, **values):
	with when.at(on):
		matter = p6(bare, **values)
		milestones.record(matter, "accepted")
	return matter


# Half of the term lies in the Qingming holidays. 60 days from 03-02 end on Friday 05-01, a holiday, moved on to 05-06; ordinary records until 05-08, and 05-09 is a
# make-up workday.
CLIMB = [
	("04-07", "Reminder", "Done"),
	("04-21", "Reminder", "Done"),
	("04-28", "Reminder", "Done"),
	("05-07", "Yellow Card", "Done"),
	("05-09", "Red Card", "Done"),
	("05-09", "Draft Supervision Letter", "Done"),
	("05-11", "Copy to Leader", "Done"),
	("05-14", "Urge", "Done"),
	("05-21", "Report Above", "Done"),
	("05-21", "Raise Flag", "Done"),
	("05-21", "Urge", "Done"),
	("05-28", "Urge", "Done"),
	("06-04", "Propose to Conference", "Done"),
	("06-04", "Urge", "Done"),
	("06-11", "Urge", "Done"),
	("06-18", "Urge", "Done"),
	("06-26", "Urge", "Done"),
]


def test_sixty_days_climb_to_the_conference(bare, clocks):
	matter = accepted(bare, "2026-03-02 10:00")
	run("2026-03-02", "2026-06-30")
	assert sorted(steps(matter, "N06")) == sorted(CLIMB)
	row = clocks(matter)["N06"]
	assert (row.was_late, row.card, row.state) == (1, "Red", "Running")
	assert outbox(matter) == Counter(
		{
			("Message", "Reminder"): 3,
			("Message", "Yellow Card"): 1,
			("Message", "Red Card"): 1,
			("Message", "Copy to Leader"): 1,
			("Message", "Report Above"): 1,
			("Message", "Urge"): 7,
			("Action", "Draft Supervision Letter"): 1,
			("Action", "Raise Flag"): 1,
			("Action", "Propose to Conference"): 1,
		}
	)


def test_it_does_not_matter_how_often_the_job_goes_round(bare):
	once, often = (accepted(bare, "2026-03-02 10:00") for _number in range(2))
	frappe.db.set_value("Deadline", {"ref_name": often.name}, "next_step_on", None)
	run("2026-03-02", "2026-05-30")
	waiting = frappe.db.get_value("Deadline", {"ref_name": often.name})
	frappe.db.set_value("Deadline", waiting, "next_step_on", "2026-04-01 00:00:00")
	run("2026-03-02", "2026-05-30", hours=(0, 7, 9, 12, 23))
	assert [row[1:] for row in steps(once, "N06")] == [row[1:] for row in steps(often, "N06")]


def test_a_week_of_outage_is_caught_up_in_order_and_tells_the_organ_one_thing(bare, clocks):
	matter = accepted(bare, "2026-03-02 10:00")
	run("2026-03-02", "2026-05-15", outage=("2026-04-20", "2026-05-12"))
	caught = [row for row in steps(matter, "N06") if row[0] == "05-13"]
	assert caught == [
		("05-13", "Reminder", "Overtaken"),
		("05-13", "Reminder", "Overtaken"),
		("05-13", "Yellow Card", "Done"),
		("05-13", "Draft Supervision Letter", "Done"),
		("05-13", "Red Card", "Done"),
		("05-13", "Copy to Leader", "Done"),
	]
	sent = outbox(matter)
	assert sent["Message", "Yellow Card"] == 0 and sent["Message", "Red Card"] == 1
	assert clocks(matter)["N06"].was_late == 1


def test_an_extension_begins_a_new_round_and_a_pathway_stops_the_pressing(bare, clocks):
	longer, away = accepted(bare, "2026-03-02 10:00"), accepted(bare, "2026-03-02 10:00")
	run(
		"2026-03-02",
		"2026-06-30",
		each={
			"2026-04-24": lambda: engine.extend(longer, "N06", 30),
			"2026-03-30": lambda: milestones.record(away, "diverted"),
			"2026-04-29": lambda: milestones.record(away, "route_refused"),
		},
	)
	# 90 days from 03-02 end on Sunday 05-31, moved on to 06-01.
	# The old term gave two warnings; its last one and its cards never came.
	assert [row[:2] for row in steps(longer, "N06")][:6] == [
		("04-07", "Reminder"),
		("04-21", "Reminder"),
		("05-21", "Reminder"),
		("05-27", "Reminder"),
		("06-02", "Yellow Card"),
		("06-04", "Draft Supervision Letter"),
	]
	# Thirty days away are not counted: 05-01 + 30 = Sunday 05-31. Half of the longer term lies at the resumption or after.
	assert str(clocks(away)["N06"].due_on) == "2026-06-01"
	assert not [row for row in steps(away, "N06") if "03-30" < row[0] < "04-16"]
	assert ("06-02", "Yellow Card", "Done") in steps(away, "N06")


def test_a_record_in_the_two_working_days_takes_the_card_back(bare, clocks):
	matter = accepted(bare, "2026-03-02 10:00")

	def served():
		milestones.record(matter, "served", "2026-05-06 16:00")

	run("2026-03-02", "2026-06-30", each={"2026-05-08": served})
	row = clocks(matter)["N06"]
	assert (row.state, row.was_late, row.card) == ("Met", 0, None)
	assert steps(matter, "N06")[-1] == ("05-07", "Yellow Card", "Withdrawn")


def test_pieces_referrals_and_simplified_matters_climb_their_own_ladders(bare, clocks):
	with when.at("2026-03-02 10:00"):
		piece = bare.submission()
		milestones.record(piece, "received")
		matter = p6(bare)
		lead = bare.referral(matter, kind="Assign", due_on="2026-04-10")
		milestones.record(lead, "received")
		simple = bare.petition(pathway="P6", simplified=1)
		milestones.record(simple, "accepted")
	run("2026-03-02", "2026-06-30")
	# 1 working day; 15 days: 03-17; the day set; 10 working days: 03-16.
	assert [row for row in steps(piece, "N01")][:4] == [
		("03-04", "Yellow Card", "Done"),
		("03-06", "Red Card", "Done"),
		("03-09", "Report Above", "Done"),
		("03-12", "Raise Flag", "Done"),
	] or sorted(row[1] for row in steps(piece, "N01"))[:2] == ["Raise Flag", "Red Card"]
	assert [row[:2] for row in steps(lead, "N04")][:4] == [
		("03-12", "Reminder"),
		("03-16", "Reminder"),
		("03-18", "Yellow Card"),
		("03-20", "Draft Supervision Letter"),
	]
	assert ("04-03", "Reminder", "Done") in steps(lead, "N08") and (
		"04-11",
		"Yellow Card",
		"Done",
	) not in steps(lead, "N08")
	assert [row[:2] for row in steps(simple, "N15")][:3] == [
		("03-11", "Reminder"),
		("03-13", "Reminder"),
		("03-17", "Yellow Card"),
	]
	# A right presses nobody.
	assert steps(lead, "N05") == [] and clocks(lead)["N05"].state == "Lapsed"
	# Nothing climbs for ever.
	assert Counter(row[1] for row in steps(lead, "N04"))["Urge"] <= 12


def test_an_objection_has_a_term_that_only_reminds(bare):
	with when.at("2026-03-02 10:00"):
		lead = bare.referral(p6(bare))
		milestones.record(lead, "received")
	with when.at("2026-03-05 10:00"):
		milestones.record(lead, "objected")
	run("2026-03-05", "2026-05-30")
	assert {row[1] for row in steps(lead, "N05a")} == {"Reminder", "Urge", "Copy to Leader"}


def test_a_changed_policy_counts_for_new_clocks_and_for_the_others_when_chosen(bare, clocks):
	old = accepted(bare, "2026-03-02 10:00")
	policy = frappe.get_doc("Escalation Policy", "settle")
	before = policy.ladder

	def change():
		policy.steps = [row for row in policy.steps if row.action != "Copy to Leader"]
		policy.append(
			"steps",
			{
				"action": "Reminder",
				"basis": "Before Due",
				"amount": 20,
				"unit": "Calendar Day",
				"to_officer": 1,
			},
		)
		policy.append(
			"steps",
			{
				"action": "Reminder",
				"basis": "Before Due",
				"amount": 6,
				"unit": "Calendar Day",
				"office_hours": 1,
				"to_officer": 1,
			},
		)
		policy.save()

	run("2026-03-02", "2026-04-20", each={"2026-04-15": change})
	assert policy.ladder != before
	new = accepted(bare, "2026-04-15 10:00")
	assert (clocks(old)["N06"].ladder, clocks(new)["N06"].ladder) == (before, policy.ladder)
	with when.at("2026-04-20 10:00"):
		seen = changing.preview("Escalation Policy", "settle")
		assert (seen["running"], seen["changed"], seen["steps"], seen["moved"]) == (2, 1, 1, 0)
		assert changing.apply_to(["N06"]) == 1
		assert changing.preview("Escalation Policy", "settle")["changed"] == 0
	run("2026-04-20", "2026-06-30")
	days = [row[:2] for row in steps(old, "N06")]
	# 20 days before the due date was 04-11, before the change: it is not made up. 6 days before is 04-25, a Saturday.
	assert ("04-24", "Reminder") in days and ("04-11", "Reminder") not in days
	assert "Copy to Leader" not in {action for _day, action in days}


def test_a_shortened_rule_moves_running_terms_but_never_into_the_past(bare, clocks):
	soon, late = accepted(bare, "2026-04-10 10:00"), accepted(bare, "2026-03-02 10:00")
	with when.at("2026-04-20 10:00"):
		rule = frappe.get_doc("Deadline Rule", "N06")
		rule.length = 45
		rule.save()
		seen = changing.preview("Deadline Rule", "N06")
		assert (seen["changed"], seen["moved"], seen["kept"]) == (2, 1, 1)
		changing.apply_to(["N06"])
	# 45 days from 04-10: Monday 05-25. 45 days from 03-02 were over on 04-16.
	assert str(clocks(soon)["N06"].due_on) == "2026-05-25"
	assert str(clocks(late)["N06"].due_on) == "2026-05-06" and clocks(late)["N06"].was_late == 0


def test_a_posting_that_ends_in_mid_run_leaves_nobody_untold(bare):
	matter = accepted(bare, "2026-03-02 10:00", holder="QH-LQ")

	def leave():
		frappe.db.set_value("Posting", "bare-town_leader", {"to_date": "2026-04-21", "active": 0})
		from xinfang_app.organization import posting

		posting.forget()

	def deliver():
		sending.run()

	days = {f"2026-04-{day:02d} 11:00": deliver for day in range(1, 30)}
	run("2026-03-02", "2026-04-29", each={**days, "2026-04-22": leave})
	told = frappe.get_all(
		"Notification Log",
		filters={"document_name": matter.name},
		fields=["for_user", "subject"],
		order_by="creation",
	)
	assert {row.for_user for row in told} == {bare.town, bare.town_leader}
	assert all("青苗" not in row.subject for row in told)
	assert not frappe.db.count("Outbox Message", {"ref_name": matter.name, "status": "Waiting"})


def test_a_row_that_cannot_be_judged_is_set_aside_and_stops_nobody(bare, clocks, monkeypatch):
	broken, whole = accepted(bare, "2026-03-02 10:00"), accepted(bare, "2026-03-02 10:00")
	good = clocks(broken)["N06"].ladder
	frappe.db.set_value("Deadline", {"ref_name": broken.name}, "ladder", "gone-000000")
	# A rollback of the test's own transaction would take the matters with it.
	monkeypatch.setattr(frappe.db, "rollback", lambda *_args, **_named: None)
	with when.at("2026-05-07 09:00"):
		tick.run()
	row = clocks(broken)["N06"]
	assert (row.step_attempts, row.step_error) == (1, "KeyError")
	assert str(row.next_step_on) == "2026-05-07 09:01:00" and clocks(whole)["N06"].card == "Yellow"
	with when.at("2026-05-07 09:01"):
		tick.run()
	assert str(clocks(broken)["N06"].next_step_on) == "2026-05-07 09:06:00"
	frappe.db.set_value("Deadline", {"ref_name": broken.name}, "ladder", good)
	with when.at("2026-05-07 09:06"):
		tick.run()
	row = clocks(broken)["N06"]
	assert (row.step_attempts, row.step_error, row.card) == (0, None, "Yellow")
	assert [one[1:] for one in steps(broken, "N06")] == [one[1:] for one in steps(whole, "N06")]


def test_what_was_written_is_never_written_twice(bare):
	matter = accepted(bare, "2026-03-02 10:00")
	with when.at("2026-05-07 09:00"):
		tick.run()
		first = steps(matter, "N06"), outbox(matter)
		frappe.db.set_value(
			"Deadline", {"ref_name": matter.name}, {"next_step_on": when.now(), "stepped_to": None}
		)
		tick.run()
	assert (steps(matter, "N06"), outbox(matter)) == first


def test_the_form_shows_what_comes_and_what_was_done(bare):
	matter = accepted(bare, "2026-03-02 10:00")
	run("2026-03-02", "2026-05-08")
	frappe.set_user(bare.town)
	with when.at("2026-05-08 10:00"):
		row = next(row for row in bar.clock_bar(matter) if row["rule"] == "N06")
	assert row["card"] == "Yellow"
	assert [(step["on"][:10], step["action"]) for step in row["coming"]][:2] == [
		("2026-05-09", "Red Card"),
		("2026-05-09", "Draft Supervision Letter"),
	]
	assert (
		row["taken"][0]["action"] == "Yellow Card"
		and row["taken"][0]["whom"] == "Officer in charge of the work、Leader in charge"
	)
	frappe.set_user(bare.other_town)
	assert bar.clock_bar(matter) == []


REFUSED = [
	(
		{"action": "Reminder", "basis": "Before Due", "amount": 5, "unit": "Percent", "to_officer": 1},
		"percent",
	),
	({"action": "Reminder", "basis": "After Due", "amount": 1, "unit": "Calendar Day"}, "whom"),
	(
		{
			"action": "Urge",
			"basis": "After Due",
			"amount": 1,
			"unit": "Calendar Day",
			"every": 3,
			"times": 900,
			"to_officer": 1,
		},
		"times",
	),
	(
		{"action": "Draft Supervision Letter", "basis": "After Due", "amount": 1, "unit": "Calendar Day"},
		"a letter needs",
	),
]


@pytest.mark.parametrize(("row", "said"), REFUSED)
def test_a_policy_that_makes_no_sense_is_refused(bare, row, said):
	policy = frappe.new_doc("Escalation Policy")
	policy.update({"code": "mine", "title": "自定策略"})
	policy.append("steps", row)
	with pytest.raises(PolicyRefused, match=said):
		policy.insert()
	assert not frappe.db.exists("Escalation Policy", "mine")


def test_a_term_of_the_house_only_reminds(bare):
	rule = frappe.get_doc("Deadline Rule", "N05a")
	rule.policy = "settle"
	with pytest.raises(PolicyRefused, match="only reminds"):
		rule.save()
	policy = frappe.get_doc("Escalation Policy", "target")
	policy.append(
		"steps",
		{"action": "Red Card", "basis": "After Due", "amount": 1, "unit": "Calendar Day", "to_head": 1},
	)
	with pytest.raises(PolicyRefused, match="only reminds"):
		policy.save()


def test_who_may_change_and_who_may_not(bare):
	frappe.set_user(bare.town)
	for call in (api.preview_change, api.apply_change):
		with pytest.raises(frappe.PermissionError):
			call("Escalation Policy", "settle")
	with pytest.raises(frappe.PermissionError):
		api.preview_change("Petition", "x")
	frappe.set_user(bare.admin)
	assert api.preview_change("Escalation Policy", "settle")["changed"] == 0
	with pytest.raises(PolicyRefused):
		api.apply_change("Escalation Policy", "settle")


def test_nobody_edits_a_step_or_a_ladder(bare):
	matter = accepted(bare, "2026-03-02 10:00")
	with when.at("2026-05-07 09:00"):
		tick.run()
	step = frappe.get_doc("Deadline Step", {"ref_name": matter.name})
	step.status = "Withdrawn"
	with pytest.raises(AppendOnly):
		step.save(ignore_permissions=True)
	ladder = frappe.get_doc("Escalation Ladder", frappe.db.get_value("Escalation Policy", "settle", "ladder"))
	for change in (ladder.save, ladder.delete):
		with pytest.raises(AppendOnly):
			change(ignore_permissions=True)


def test_clocks_that_ran_before_there_were_policies_get_their_ladder_and_nothing_else(bare, clocks):
	old, away = accepted(bare, "2026-03-02 10:00"), accepted(bare, "2026-03-02 10:00")
	frappe.db.set_value("Deadline", {"rule": "N06"}, {"ladder": None, "next_step_on": "2026-05-09"})
	with when.at("2026-03-20 10:00"):
		milestones.record(away, "diverted")
		rule = frappe.get_doc("Deadline Rule", "N06")
		rule.length = 45
		rule.save()
		assert changing.give(["N06"]) == 1
	row = clocks(old)["N06"]
	assert (str(row.due_on), row.length, row.ladder) == (
		"2026-05-06",
		60,
		frappe.db.get_value("Escalation Policy", "settle", "ladder"),
	)
	assert str(row.next_step_on) == "2026-04-07 08:30:00"
	assert len(frappe.get_doc("Deadline", row.name).history) == 1
	with when.at("2026-03-25 10:00"):
		milestones.record(away, "route_refused")
	assert clocks(away)["N06"].ladder == row.ladder


def test_nobody_here_makes_a_law_of_his_own_target(bare):
	rule = frappe.get_doc("Deadline Rule", "N05a")
	rule.source_tag = "Regulation"
	with pytest.raises(frappe.ValidationError, match="does not become"):
		rule.save()
	mine = frappe.copy_doc(frappe.get_doc("Deadline Rule", "N18"))
	mine.update({"code": "X1", "source_tag": "Regulation", "policy": "settle"})
	with pytest.raises(frappe.ValidationError, match="does not become"):
		mine.insert()


def test_a_card_falls_when_the_duty_ended_in_time_by_another_way(bare, clocks):
	matter = accepted(bare, "2026-03-02 10:00")
	run("2026-05-06", "2026-05-07")
	assert clocks(matter)["N06"].card == "Yellow"
	with when.at("2026-05-07 15:00"):
		milestones.record(matter, "withdrawn", "2026-05-06 16:00")
	row = clocks(matter)["N06"]
	assert (row.state, row.was_late, row.card) == ("Stopped", 0, None)


def test_a_term_by_the_clock_is_told_by_the_hour(bare):
	term = frappe._dict(unit="Hour", due_at=datetime(2026, 3, 2, 12, 0))
	with when.at("2026-03-02 11:00"):
		assert "60" in telling.state_of(term) and "12:00" in telling.state_of(term)
	with when.at("2026-03-02 12:30"):
		assert "30" in telling.state_of(term)
