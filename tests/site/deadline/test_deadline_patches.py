"""Patches of data: run on rows as they were before."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.deadline import milestones
from xinfang_app.deadline.patches import look_after_rest_days


@pytest.fixture
def clock(bare):
	with when.at("2026-03-02 10:00"):
		matter = bare.petition(pathway="P6", simplified=0)
		milestones.record(matter, "accepted")
	name = frappe.get_all("Deadline", filters={"petition": matter.name, "rule": "N06"}, pluck="name")[0]
	# As it was kept before: two working days and no rest day.
	frappe.db.set_value("Deadline", name, {"due_on": "2026-05-07", "next_step_on": "2026-05-09 00:00:00"})
	return name


def test_clocks_wait_for_the_end_of_rest_days(clock):
	look_after_rest_days.execute()
	look_after_rest_days.execute()
	# 8 and 9 May are working days (9 May makes up for the holiday), 10 May a Sunday.
	assert str(frappe.db.get_value("Deadline", clock, "next_step_on")) == "2026-05-11 00:00:00"


def test_clocks_that_ended_wait_for_nothing(clock):
	frappe.db.set_value("Deadline", clock, {"next_step_on": None})
	look_after_rest_days.execute()
	assert frappe.db.get_value("Deadline", clock, "next_step_on") is None
