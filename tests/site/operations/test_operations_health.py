"""The health page: says what is broken and what to do, to those it concerns, and nothing of any case."""

import json
from datetime import timedelta
from types import SimpleNamespace

import frappe
import pytest

from xinfang_app import when
from xinfang_app.access import identity
from xinfang_app.operations import api, health, key_file, probe_jobs, probe_safety, probe_servers, probe_work
from xinfang_app.operations.line import ATTENTION, FAULT, FINE

SECRET = "郑重其"


def the(lines, key=None):
	found = [line for line in lines if key is None or line.key == key]
	assert len(found) == 1, [line.key for line in lines]
	return found[0]


def test_every_probe_answers_and_tells_what_to_do(db, noted):
	told = health.page()
	lines = told["lines"]
	assert not [line for line in lines if line["group"] == frappe._("Could not be asked")], lines
	assert len({line["key"] for line in lines}) == len(lines) >= 17
	for line in lines:
		assert line["state"] in (FINE, ATTENTION, FAULT) and line["said"]
		assert line["state"] == FINE or line["todo"], line
	assert told["state"] == FAULT, "a test site has no scheduler and no backup"


def test_a_probe_that_fails_becomes_a_line_without_its_words(db, monkeypatch):
	def broken():
		raise ValueError(f"row of {SECRET}")

	monkeypatch.setattr(health, "PROBES", (broken, probe_servers.database))
	lines = health.lines()
	assert [line.state for line in lines] == [FAULT, FINE]
	assert lines[0].said == "ValueError"


def test_nothing_of_a_case_is_shown(bare, noted):
	identity.keep(name=SECRET, phone="13912345678")
	bare.petition(title=f"{SECRET}的事项")
	frappe.log_error(title=f"{SECRET} fell", message=SECRET)
	text = json.dumps(health.page(), ensure_ascii=False)
	assert SECRET not in text and "13912345678" not in text and "QH-LQ" not in text


def test_only_those_who_run_the_system_see_it(bare, as_user, noted):
	with as_user(bare.admin):
		assert api.page()["lines"]
	for user in (bare.office, bare.town, "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			api.page()


def test_a_guest_learns_ok_or_not_and_nothing_else(db, as_user, monkeypatch):
	sent = {}
	monkeypatch.setattr(frappe, "get_request_header", lambda name, default=None: sent.get(name, default))
	known = {"ok": False, "states": {"disk": FAULT}}
	monkeypatch.setattr(health, "for_monitor", lambda: dict(known))
	monkeypatch.setitem(frappe.local.conf, "xf_health_token", "long-token")
	with as_user("Guest"):
		assert api.ping() == {"ok": False}
		assert frappe.local.response["http_status_code"] == 503
		sent["X-Health-Token"] = "guessed"
		assert api.ping() == {"ok": False}
		sent["X-Health-Token"] = "long-token"
		assert api.ping() == known
		monkeypatch.setitem(frappe.local.conf, "xf_health_token", None)
		assert api.ping() == {"ok": False}


def test_asking_often_costs_one_look(db, monkeypatch):
	looked = []
	monkeypatch.setattr(health, "lines", lambda: looked.append(1) or [])
	frappe.cache.delete_value(health.CACHED)
	try:
		assert health.for_monitor() == health.for_monitor() == {"ok": True, "states": {}}
		assert len(looked) == 1
	finally:
		frappe.cache.delete_value(health.CACHED)


def test_a_scheduler_that_is_off_is_a_fault(db, monkeypatch):
	monkeypatch.setitem(frappe.local.conf, "pause_scheduler", 1)
	assert the(probe_jobs.scheduler()).state == FAULT
	monkeypatch.setitem(frappe.local.conf, "pause_scheduler", 0)
	frappe.db.set_single_value("System Settings", "enable_scheduler", 1)
	now = frappe.utils.now_datetime()
	for minutes, state in ((1, FINE), (20, ATTENTION), (90, FAULT)):
		frappe.db.sql(
			"update `tabScheduled Job Type` set last_execution = %s where frequency = 'All'",
			(now - timedelta(minutes=minutes),),
		)
		assert the(probe_jobs.scheduler()).state == state


def test_each_job_of_ours_is_registered_once(db):
	assert not [line for line in probe_jobs.our_jobs() if line.said == frappe._("is not registered")]
	job = "xinfang_app.petition.daily.end_passed_terms"
	frappe.db.set_value("Scheduled Job Type", {"method": job}, "stopped", 1)
	assert the(probe_jobs.our_jobs(), f"job_{job}").state == FAULT
	frappe.db.delete("Scheduled Job Type", {"method": job})
	assert the(probe_jobs.our_jobs(), f"job_{job}").state == FAULT


def test_jobs_that_wait_for_the_scheduler_are_one_line(db, monkeypatch):
	frappe.db.sql("update `tabScheduled Job Type` set last_execution = null")
	monkeypatch.setitem(frappe.local.conf, "pause_scheduler", 1)
	assert the(probe_jobs.our_jobs()).key == "jobs_waiting"
	frappe.db.set_value(
		"Scheduled Job Type", {"method": "xinfang_app.insight.quality.run.nightly"}, "stopped", 1
	)
	assert [line.state for line in probe_jobs.our_jobs()] == [ATTENTION, FAULT], (
		"another trouble is told beside it"
	)


def test_queues_without_a_worker_are_a_fault(db, monkeypatch):
	def serving(*names):
		return [SimpleNamespace(queue_names=lambda: [f"bench:{name}" for name in names])]

	monkeypatch.setattr(probe_jobs, "get_workers", lambda: serving("short", "default"))
	line = the(probe_jobs.workers())
	assert line.state == FAULT and "long" in line.said
	monkeypatch.setattr(probe_jobs, "get_workers", lambda: serving("short", "default", "long"))
	assert the(probe_jobs.workers()).state == FINE


def test_clocks_that_wait_to_be_marked(db):
	frappe.db.sql("update tabDeadline set next_step_on = null")
	assert the(probe_work.clocks()).state == FINE
	for minutes, state in ((5, FINE), (60, ATTENTION), (2000, FAULT)):
		frappe.db.sql(
			"insert into tabDeadline (name, creation, modified, next_step_on) values (%s, now(), now(), %s)",
			(f"ops-{minutes}", when.now() - timedelta(minutes=minutes)),
		)
		assert the(probe_work.clocks()).state == state


def test_work_without_a_sign_of_life(db):
	assert the(probe_work.runs()).state == FINE
	frappe.db.sql(
		"""insert into `tabBulk Run` (name, creation, modified, stage, progress_on)
		values ('ops', now(), now(), 'Running', %s)""",
		(when.now() - timedelta(minutes=30),),
	)
	assert the(probe_work.runs()).state == FAULT


def test_backup_ages(db, noted):
	assert the(probe_safety.backup()).state == FAULT
	for hours, state in ((2, FINE), (30, ATTENTION), (60, FAULT)):
		noted.note(made_on=when.now() - timedelta(hours=hours), size=2**20, rows=1, files=2)
		assert the(probe_safety.backup()).state == state
	noted.note(made_on=when.now(), failed_on=when.now(), failure="disk full")
	line = the(probe_safety.backup())
	assert line.state == ATTENTION and "disk full" not in line.said


def test_keys_that_are_gone_or_others(db, monkeypatch):
	identity.keep(name=SECRET, phone="13912345678")
	assert the(probe_safety.keys()).state == FINE
	from cryptography.fernet import Fernet

	for name, value in (
		("xf_identity_key", Fernet.generate_key().decode()),
		("xf_hash_key", "another"),
		("xf_sealed_key", None),
	):
		with monkeypatch.context() as patched:
			patched.setitem(frappe.local.conf, name, value)
			assert the(probe_safety.keys()).state == FAULT, name


def test_a_copy_of_the_keys_off_the_machine_is_asked_for(db, noted, tmp_path):
	assert the(probe_safety.keys_elsewhere()).state == FAULT
	file = key_file.save(tmp_path / "keys", "a.example")
	noted.note(keys=key_file.present())
	assert the(probe_safety.keys_elsewhere()).state == ATTENTION
	key_file.check(file)
	assert the(probe_safety.keys_elsewhere()).state == FINE
	with when.at(when.now() + timedelta(days=400)):
		assert the(probe_safety.keys_elsewhere()).state == ATTENTION


def test_keys_of_another_site_are_no_copy(db, noted, tmp_path):
	file = key_file.save(tmp_path / "keys", "a.example")
	content = json.loads(file.read_text())
	content["keys"]["xf_hash_key"] = "another"
	file.write_text(json.dumps(content))
	with pytest.raises(key_file.KeyFault):
		key_file.check(file)


def test_messages_that_do_not_go_out_are_seen(db, noted):
	from xinfang_app.messages import outbox
	from xinfang_app.operations import probe_messages

	assert the(probe_messages.outbox()).state == FINE
	outbox.put(key="health", text="x", not_before=when.now() - timedelta(hours=1))
	line = the(probe_messages.outbox())
	assert line.state == ATTENTION and line.todo
	frappe.db.set_value("Outbox Message", {"key": "health"}, "not_before", when.now() - timedelta(hours=7))
	assert the(probe_messages.outbox()).state == FAULT
	frappe.db.set_value("Outbox Message", {"key": "health"}, "status", "Given Up")
	assert the(probe_messages.outbox()).state == ATTENTION
