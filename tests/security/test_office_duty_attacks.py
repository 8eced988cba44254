"""Duty gives sight of urgent matters of the organ on duty, for the length of the shift: every other way is tried here.

The attacker is an officer of another organ who is put on duty; nothing runs that could end his sight for him.
"""

import pytest

from xinfang_app import when

BEFORE, DURING, AFTER = "2026-05-01 08:29:59", "2026-05-01 20:00", "2026-05-02 08:30"


@pytest.fixture
def night(db, county, as_user):
	"""`night.sees(name, moment)` for dept2's officer, on duty at the town; matters of the town, urgent and not."""
	import frappe

	from xinfang_app.access import scope
	from xinfang_app.office import duty, duty_sight

	frappe.db.rollback()
	person = county.user("dept2_officer")
	urgent = county.petition("town", "village", urgency="Urgent")
	calm = county.petition("town", "village", urgency="Normal")
	elsewhere = county.petition("town2", "village3", urgency="Major")
	ended = county.petition("town", "village", urgency="Major", terminated_on="2026-04-01 09:00:00")

	def at(moment, user=None):
		duty_sight.forget()
		frappe.local.xf_postings = None
		return when.at(moment), as_user(user or person)

	def sees(name, moment, user=None):
		clock, who = at(moment, user)
		with clock, who:
			by_form = scope.may_name("Petition", name, "read")
			by_list = bool(scope.get_list("Petition", [["name", "=", name]], ["name"]))
			assert by_form == by_list
			assert not scope.may_name("Petition", name, "write")
			return by_form

	clock, who = at("2026-04-28 10:00", county.user("town_leader"))
	with clock, who:
		shift = duty.plan(
			county.organ["town"], person, "2026-05-01 08:30", "2026-05-02 08:30", "Holiday duty"
		)
	night = frappe._dict(
		person=person,
		shift=shift,
		urgent=urgent,
		calm=calm,
		elsewhere=elsewhere,
		ended=ended,
		at=at,
		sees=sees,
	)
	yield night
	frappe.db.rollback()


def begin(night, moment="2026-05-01 08:30"):
	from xinfang_app.office import duty

	clock, who = night.at(moment)
	with clock, who:
		duty.take_over(night.shift)


def test_sight_lasts_from_taking_over_to_the_end_of_the_shift(night):
	for moment in (BEFORE, DURING, AFTER):
		assert not night.sees(night.urgent.name, moment), "not taken over"
	begin(night, "2026-05-01 09:00")
	assert not night.sees(night.urgent.name, "2026-05-01 08:59")
	assert night.sees(night.urgent.name, DURING)
	assert night.sees(night.urgent.name, "2026-05-02 08:29:59")
	for moment in (AFTER, "2026-05-02 23:00", "2027-01-01 09:00"):
		assert not night.sees(night.urgent.name, moment)


def test_only_what_is_urgent_open_and_in_the_hand_of_the_organ_on_duty(night, county):
	import frappe

	begin(night)
	for matter in (night.calm, night.elsewhere, night.ended):
		assert not night.sees(matter.name, DURING)
	frappe.db.set_value("Petition", night.urgent.name, "urgency", "Normal")
	assert not night.sees(night.urgent.name, DURING), "no longer urgent"
	frappe.db.set_value("Petition", night.urgent.name, {"urgency": "Major", "holder": county.organ["town2"]})
	assert not night.sees(night.urgent.name, DURING), "gone to another organ"


def test_list_and_form_agree_when_tasks_are_too_many_for_a_list(night, monkeypatch):
	from xinfang_app.access import scope

	begin(night)
	monkeypatch.setattr(scope, "LITERAL_LIMIT", -1)
	assert night.sees(night.urgent.name, DURING) and not night.sees(night.calm.name, DURING)
	assert not night.sees(night.urgent.name, AFTER)


def test_it_is_sight_and_nobody_elses(night, county):
	from xinfang_app.access import scope

	begin(night)
	for key in ("dept_officer", "town2_officer", "village2", "hearing", "petition_admin"):
		assert not night.sees(night.urgent.name, DURING, county.user(key)), key
	clock, who = night.at(DURING)
	with clock, who:
		for action in ("act", "supervise", "delete"):
			assert not scope.may_name("Petition", night.urgent.name, action), action


def test_without_a_post_duty_gives_nothing(night):
	import frappe

	begin(night)
	assert night.sees(night.urgent.name, DURING)
	frappe.db.set_value("Posting", "XFSEC-dept2_officer", "to_date", "2026-04-30")
	assert not night.sees(night.urgent.name, DURING)


def test_taken_off_the_roster_it_ends_at_once(night, county):
	from xinfang_app.office import duty

	begin(night)
	clock, who = night.at("2026-05-01 12:00", county.user("town_leader"))
	with clock, who:
		duty.cancel(night.shift, "换班")
	assert not night.sees(night.urgent.name, DURING)


def test_nobody_plans_himself_in_or_stretches_his_shift(night, county):
	import frappe

	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.office import api, duty

	for key in ("dept2_officer", "town_officer", "petition_admin", "county_leader", "village"):
		clock, who = night.at("2026-05-01 09:00", county.user(key))
		with clock, who, pytest.raises(NotPermitted):
			duty.plan(county.organ["town"], county.user(key), "2026-05-03 08:00", "2026-05-03 20:00")
	clock, who = night.at(DURING)
	with clock, who:
		for change in (
			{"ends_on": "2026-06-01 08:00:00"},
			{"organ": county.organ["town2"]},
			{"taken_over_on": DURING},
		):
			doc = frappe.get_doc("Duty Shift", night.shift.name).update(change)
			with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
				doc.save()
			doc.flags.ignore_links = True
			with pytest.raises(frappe.ValidationError):
				doc.run_method("before_validate")
		forged = frappe.get_doc(
			{
				"doctype": "Duty Shift",
				"organ": county.organ["town2"],
				"user": night.person,
				"starts_on": "2026-05-01 08:00:00",
				"ends_on": "2026-05-02 08:00:00",
				"taken_over_on": "2026-05-01 08:00:00",
			}
		)
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			forged.insert()
		with pytest.raises(NotPermitted):
			api.duty_people(county.organ["town"])


def test_another_ones_shift_is_not_taken_over(night, county):
	from xinfang_app.access.errors import NotPermitted
	from xinfang_app.office import duty

	for key in ("dept_officer", "town_officer", "town_leader"):
		clock, who = night.at(DURING, county.user(key))
		with clock, who, pytest.raises(NotPermitted):
			duty.take_over(night.shift)


def test_what_is_sealed_stays_sealed(night, county):
	import frappe

	from xinfang_app.access import scope

	begin(night)
	sealed = county.add(
		"Sealed Register",
		number="XF-980121-2026-900001",
		stage="Registered",
		organ=county.organ["town"],
		received_on="2026-05-01 09:00:00",
	)
	clock, who = night.at(DURING)
	with clock, who:
		assert not scope.may(frappe.get_doc("Sealed Register", sealed.name), "read")
