"""Duty: the roster, taking over after reading, the note for the next; sight that ends by itself."""

import pytest

from xinfang_app import when


@pytest.fixture
def duty_at(road):
	"""`duty_at("lq", "2026-05-01 09:00", duty.take_over, shift)` does it as that person at that moment."""

	def do(who, moment, step, *args, **kwargs):
		from xinfang_app.office import duty_sight

		duty_sight.forget()
		return road.by(who, moment, step, *args, **kwargs)

	return do


@pytest.fixture
def shift(duty_at):
	"""A day of the May holiday: the department's officer is on duty at the petition office."""
	from xinfang_app.office import duty

	def plan(user, starts="2026-05-01 08:30", ends="2026-05-02 08:30", who="kz"):
		return duty_at(who, "2026-04-28 10:00", duty.plan, "QH-XFJ", user, starts, ends, "Holiday duty")

	return plan


def test_only_whoever_is_in_charge_plans_and_the_shift_makes_sense(county, shift, duty_at):
	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.office import duty
	from xinfang_app.office.errors import DutyRefused

	for who in ("xfj", "lq_head", "rsj"):
		with pytest.raises(NotPermitted):
			shift(county.rsj, who=who)
	shift(county.rsj)
	for starts, ends in (
		("2026-05-01 20:00", "2026-05-02 06:00"),
		("2026-05-03 08:00", "2026-05-04 08:01"),
		("2026-05-05 08:00", "2026-05-05 08:00"),
		("2026-04-01 08:00", "2026-04-01 18:00"),
	):
		with pytest.raises(DutyRefused):
			shift(county.rsj, starts, ends)
	with pytest.raises(DutyRefused):
		shift("Guest", "2026-05-03 08:00", "2026-05-03 18:00")
	with pytest.raises(NotPermitted):
		duty_at(
			"lq",
			"2026-05-01 09:00",
			duty.take_over,
			shift(county.lq2, "2026-05-01 08:00", "2026-05-01 12:00"),
		)


def test_the_note_is_read_before_the_next_one_takes_over(county, shift, duty_at):
	from xinfang_app.office import duty, duty_view
	from xinfang_app.office.errors import DutyRefused

	first = shift(county.rsj)
	second = shift(county.lq2, "2026-05-02 08:30", "2026-05-03 08:30")
	with pytest.raises(DutyRefused):
		duty_at("rsj", "2026-05-01 08:29", duty.take_over, first)
	duty_at("rsj", "2026-05-01 08:31", duty.take_over, first)
	with pytest.raises(DutyRefused):
		duty_at("rsj", "2026-05-02 08:00", duty.hand_over, first, "  ")
	duty_at("rsj", "2026-05-02 08:00", duty.hand_over, first, "已向县委办报告一起紧急事项，待复电。")
	board = duty_at("lq2", "2026-05-02 08:40", duty_view.board)
	(note,) = board["notes"]["QH-XFJ"]
	assert "待复电" in note["note"]
	with pytest.raises(DutyRefused):
		duty_at("lq2", "2026-05-02 08:40", duty.take_over, second)
	duty_at("lq2", "2026-05-02 08:41", duty.take_over, second, [note["name"]])
	first.reload()
	assert first.read_by == county.lq2 and str(first.read_on) == "2026-05-02 08:41:00"
	assert duty_at("lq2", "2026-05-02 09:00", duty_view.board)["notes"]["QH-XFJ"] == []


def test_urgent_matters_stand_on_the_list_for_the_length_of_the_shift(county, road, shift, duty_at, work):
	from xinfang_app.office import duty

	road.registered(urgency="Urgent")
	taken = shift(county.rsj)
	assert [row["next_step"] for row in work("rsj", "2026-05-01 08:30")["duty"]] == ["接班"]
	duty_at("rsj", "2026-05-01 08:31", duty.take_over, taken)
	lines = work("rsj", "2026-05-01 09:00")["duty"]
	assert [(row["name"], row["mark"]) for row in lines] == [(road.name, "紧急")]
	assert [row["doctype"] for row in work("rsj", "2026-05-02 08:30")["duty"]] == ["Duty Shift"]
	duty_at("rsj", "2026-05-02 09:00", duty.hand_over, taken, "无情况")
	assert "duty" not in work("rsj", "2026-05-02 09:01")


def test_a_shift_is_changed_by_its_page_only(county, shift, as_user):
	import frappe

	from xinfang_app.petition.registering.errors import RecordKept

	taken = shift(county.rsj)
	with when.at("2026-04-29 09:00"), as_user(county.kz):
		doc = frappe.get_doc("Duty Shift", taken.name)
		doc.ends_on = "2027-05-02 08:30:00"
		with pytest.raises((RecordKept, frappe.PermissionError)):
			doc.save()
	with pytest.raises(RecordKept):
		frappe.delete_doc("Duty Shift", taken.name, ignore_permissions=True)
