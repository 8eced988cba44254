"""The fixtures themselves: what a test writes must not reach the next one."""

import frappe


def test_writes_are_rolled_back_even_when_committed(db):
	frappe.get_doc({"doctype": "ToDo", "description": "left over?"}).insert()
	frappe.db.commit()
	assert db.exists("ToDo", {"description": "left over?"})


def test_nothing_is_left_of_the_test_before(db):
	assert not db.exists("ToDo", {"description": "left over?"})


def test_after_commit_callbacks_run(db):
	seen = []
	frappe.db.after_commit.add(lambda: seen.append(1))
	frappe.db.commit()
	assert seen == [1]


def test_frappe_does_not_think_it_is_tested(db):
	assert not frappe.flags.in_test


def test_as_user_goes_back(db, as_user):
	with as_user("Guest"):
		assert frappe.session.user == "Guest"
	assert frappe.session.user == "Administrator"


def test_site_is_a_chinese_one(db):
	settings = frappe.get_doc("System Settings")
	assert (settings.language, settings.time_zone, settings.country) == ("zh", "Asia/Shanghai", "China")
	assert settings.dormant_days > 365
	assert frappe.local.conf.encryption_key
