"""The job beside other workers, on committed rows and a second connection."""

import frappe
import pymysql
import pytest
from sharing import module_at

from xinfang_app import when
from xinfang_app.deadline import awake, engine, milestones, tick


@pytest.fixture
def second():
	"""A second connection to the site's database, as another worker has."""
	conf = frappe.local.conf
	connection = pymysql.connect(
		host=conf.db_host or "127.0.0.1",
		port=int(conf.db_port or 3306),
		user=conf.db_name,
		password=conf.db_password,
		database=conf.db_name,
	)
	yield connection
	connection.rollback()
	connection.close()


@pytest.fixture
def overdue(snapshot):
	"""Three petitions whose sixty days are over for good, committed; gone after the module."""

	place = module_at("site/conftest.py")
	frappe.set_user("Administrator")
	bare = place.build()
	with when.at("2026-03-02 10:00"):
		matters = [bare.petition(pathway="P6", simplified=0) for _number in range(3)]
		for matter in matters:
			milestones.record(matter, "accepted")
	frappe.db.commit()
	return matters


def late(matters):
	return [
		frappe.db.get_value("Deadline", {"ref_name": matter.name, "rule": "N06"}, "was_late")
		for matter in matters
	]


def test_rows_in_other_hands_are_skipped_and_taken_next_time(overdue, second):
	held = frappe.db.get_value("Deadline", {"ref_name": overdue[0].name, "rule": "N06"})
	frappe.db.commit()
	with second.cursor() as cursor:
		cursor.execute("select name from `tabDeadline` where name = %s for update", (held,))
		with when.at("2026-05-20 10:00"):
			tick.run()
			assert late(overdue) == [0, 1, 1]
			second.rollback()
			frappe.db.commit()
			tick.run()
	assert late(overdue) == [1, 1, 1]
	assert frappe.db.sql("show session variables like 't%_isolation'")[0][1] == "REPEATABLE-READ"


def test_looking_for_the_clocks_of_a_new_document_locks_nothing(db, second):
	"""Two registrations at once: a search that locked the gap would make each wait for the other."""

	def another_clock():
		with second.cursor() as cursor:
			cursor.execute("set innodb_lock_wait_timeout = 1")
			cursor.execute(
				"insert into `tabDeadline` (name, ref_doctype, ref_name, rule) values ('x', 'P', 'y', 'N')"
			)
		second.rollback()

	matter = frappe._dict(doctype="Petition", name="zzz-not-there")
	assert engine.clock(matter, "N06") is None
	another_clock()
	# The test can fail: this is what the search must not do.
	frappe.db.sql("select name from `tabDeadline` where ref_name = 'zzz' and rule = 'N06' for update")
	with pytest.raises(pymysql.err.OperationalError, match="Lock wait timeout"):
		another_clock()


def test_the_scheduler_knows_the_jobs(db):
	events = frappe.get_hooks("scheduler_events")
	assert "xinfang_app.deadline.tick.run" in events["all"]
	assert "xinfang_app.deadline.recount.recount" in events["daily"]


def test_a_holiday_does_not_put_the_scheduler_to_sleep(db):
	from frappe.utils import add_to_date, now_datetime
	from frappe.utils.scheduler import is_dormant

	frappe.db.delete("Activity Log")
	frappe.db.set_single_value("System Settings", "dormant_days", 4)
	frappe.clear_document_cache("System Settings", "System Settings")
	assert is_dormant()
	awake.stay_awake()
	frappe.local.system_settings = None
	del frappe.local.system_settings
	frappe.clear_document_cache("System Settings", "System Settings")
	assert not is_dormant(add_to_date(now_datetime(), days=30))
	assert "xinfang_app.deadline.awake.stay_awake" in frappe.get_hooks("scheduler_events")["daily"]
