"""Whom a delivery reaches, asked when it is written (robots) and again when it goes out."""

import frappe
import pytest

from xinfang_app import when
from xinfang_app.messages import audience, outbox, robots, sending
from xinfang_app.organization import posting


@pytest.fixture(autouse=True)
def _standing(monkeypatch):
	with when.at("2026-03-04 10:00"):
		yield


@pytest.fixture
def groups(county):
	"""One robot of each kind round 柳桥镇人民政府: its own, its township's, the county's, and another organ's."""
	frappe.db.sql("delete from `tabMessage Robot`")
	made = {}
	for title, values in {
		"organ": {"organ": "QH-LQ"},
		"township": {"place": "990124003000"},
		"county": {"place": "990124000000"},
		"other": {"organ": "QH-RSJ"},
	}.items():
		name = frappe.generate_hash(length=10)
		frappe.get_doc(
			{
				"doctype": "Message Robot",
				"name": name,
				"title": title,
				"format": "WeCom",
				"enabled": 1,
				**values,
			}
		).db_insert()
		made[name] = title
	return made


@pytest.mark.parametrize(
	("to", "told"),
	[
		({"audience": ["officer"]}, {"organ", "township", "county"}),
		({"audience": ["superior_office", "leader"]}, {"organ", "township", "county"}),
		({"audience": list(audience.ABOVE)}, {"county"}),
		({"audience": ["superior_office"]}, {"county"}),
		({"audience": []}, {"county"}),
		({"audience": [], "users": ["lq@qinghe.example.com"]}, set()),
		({"audience": ["officer"], "users": ["lq@qinghe.example.com"]}, set()),
	],
)
def test_which_robots_a_message_goes_to(put, stored, groups, to, told):
	put("k1", **to)
	row = outbox.read(stored.row("k1"))
	assert {groups[name] for name in robots.receiving(row, audience.place_of(row))} == told


def test_what_is_meant_for_those_above_makes_no_delivery_to_the_organs_group(put, run, groups):
	put("k1", audience=["supervision"], not_before="2026-03-04 10:00:00")
	with when.at("2026-03-04 10:00"):
		sending.run(limit=1)
	found = frappe.get_all("Outbox Message", filters={"channel": "robot"}, pluck="recipient")
	assert {groups[name] for name in found} == {"county"}


def waiting(put, county, channel="email"):
	"""A message to the head of 柳桥镇, told in the bell at night; its mail waits for the morning."""
	frappe.db.set_single_value("Message Setting", "email_pace", "At Once")
	frappe.db.set_single_value("Message Setting", "robots_for", "Everything")
	put("k1", audience=["head"], not_before="2026-03-03 21:00:00")
	with when.at("2026-03-03 21:00"):
		sending.run()
	return frappe.db.get_value("Outbox Message", {"parent_key": "k1", "channel": channel})


def end_of(name):
	return frappe.db.get_value("Outbox Message", name, "status")


def test_a_delivery_goes_out_if_nothing_changed(put, run, county, mail):
	name = waiting(put, county)
	run("2026-03-04 10:00")
	assert end_of(name) == "Sent" and [one.recipients for one in mail] == [[county.lq_head]]


def seal():
	real = audience.sealed
	return lambda row: row.ref_doctype == "Petition" or real(row)


@pytest.mark.parametrize("what", ["sealed", "closed account", "post given up", "parent forgotten"])
def test_a_delivery_that_is_for_its_reader_no_more_is_dropped(put, run, county, mail, what, monkeypatch):
	name = waiting(put, county)
	change(what, county, monkeypatch)
	run("2026-03-04 10:00")
	assert end_of(name) == "Dropped" and not mail


def change(what, county, monkeypatch):
	if what == "sealed":
		monkeypatch.setattr(audience, "sealed", seal())
	elif what == "closed account":
		frappe.db.set_value("User", county.lq_head, "enabled", 0)
	elif what == "post given up":
		frappe.db.set_value("Posting", county.postings["lq_head"], "to_date", "2026-03-03")
		posting.forget()
	else:
		frappe.db.delete("Outbox Message", {"key": "k1"})


@pytest.mark.parametrize("what", ["sealed", "closed account", "post given up"])
def test_a_digest_leaves_out_what_is_for_its_reader_no_more(put, run, county, mail, what, monkeypatch):
	put("k1", audience=["head"])
	run("2026-03-04 15:00")
	change(what, county, monkeypatch)
	run("2026-03-05 08:00")
	assert not mail
	assert end_of(frappe.db.get_value("Outbox Message", {"key": ("like", "digest:%")})) == "Dropped"


def test_a_robot_that_was_moved_or_switched_off_is_told_nothing(put, run, county, groups):
	name = waiting(put, county, "robot")
	assert name
	for values in ({"place": None, "organ": "QH-SW"},):
		for robot in groups:
			frappe.db.set_value("Message Robot", robot, values)
	run("2026-03-04 10:00")
	assert end_of(name) == "Dropped"
