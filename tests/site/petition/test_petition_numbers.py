"""Numbers without gaps, drawn by real processes at once, some of which roll back."""

import json
import os
import subprocess
import sys

import pytest
from sharing import module_at

from xinfang_app.petition.registering import numbers
from xinfang_app.petition.registering.errors import NumberNotPossible

WORKER = """
import json, os, random, sys
import frappe
from xinfang_app.petition import again
from xinfang_app.petition.registering import numbers

site, county, rounds, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
frappe.init(site=site, sites_path=".")
frappe.connect()
chance = random.Random(seed)
kept = []
for i in range(rounds):
	def work():
		frappe.db.sql("select 1")
		return numbers.next_number(county, 2031)
	number = again.once_more(work)
	if chance.random() < 0.3:
		frappe.db.rollback()
	else:
		frappe.db.commit()
		kept.append(number)
print(json.dumps(kept))
"""


def test_first_and_following(db):
	assert numbers.next_number("990124000000", 2030) == "XF-990124-2030-000001"
	assert numbers.next_number("990124", 2030) == "XF-990124-2030-000002"
	assert numbers.next_number("990125", 2030) == "XF-990125-2030-000001"
	assert numbers.next_number("990124", 2031) == "XF-990124-2031-000001"


def test_a_rollback_gives_the_number_back(db):
	first = numbers.next_number("990124", 2032)
	db.rollback()
	assert numbers.next_number("990124", 2032) == first


def test_no_county_no_number(db):
	with pytest.raises(NumberNotPossible):
		numbers.next_number("", 2030)


def in_parallel(worker, *args, count=8):
	"""Run `worker` in `count` processes, each with its seed; return what each printed as JSON, once all have ended."""
	processes = [
		subprocess.Popen(
			[sys.executable, "-c", worker, *args, str(seed)],
			stdout=subprocess.PIPE,
			stderr=subprocess.PIPE,
			text=True,
			cwd=os.getcwd(),
		)
		for seed in range(count)
	]
	# All are waited for before anything is judged: the database is put back behind a failing test.
	ended = [(process.communicate(timeout=600), process.returncode) for process in processes]
	for (_out, error), code in ended:
		assert code == 0, error
	return [json.loads(out.splitlines()[-1]) for (out, _error), _code in ended]


def test_eight_processes_leave_no_gap_and_no_double(site, snapshot):
	import frappe

	frappe.db.rollback()
	kept = [number for one in in_parallel(WORKER, site, "990124", "20") for number in one]
	serials = sorted(int(number[-6:]) for number in kept)
	assert 80 < len(serials) < 160, "some must have been rolled back, or the test shows nothing"
	assert serials == list(range(1, len(serials) + 1))


REGISTRAR = """
import json, random, sys
import frappe
from xinfang_app.petition import again
from xinfang_app.petition.registering.register import register

site, organ, user, rounds, seed = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
frappe.init(site=site, sites_path=".")
frappe.connect()
frappe.set_user(user)
again.begin()
chance = random.Random(seed)
kept, tried = [], 0
for i in range(rounds):
	def work():
		global tried
		tried += 1
		purpose = "4" if chance.random() < 0.1 else "3"
		return register({"title": f"第{seed}-{i}件", "content": "内容", "organ": organ, "purpose": purpose}).number
	number = again.once_more(work)
	if chance.random() < 0.2:
		frappe.db.rollback()
	else:
		frappe.db.commit()
		kept.append(number)
print(json.dumps({"kept": kept, "deadlocks": tried - rounds}))
"""


@pytest.mark.slow
def test_eight_clerks_register_twenty_each(site, snapshot):
	import frappe

	from xinfang_app import when

	county = _build_county()
	frappe.db.commit()
	frappe.clear_cache()
	answers = in_parallel(REGISTRAR, site, county.XFJ, county.xfj, "20")
	kept = [number for one in answers for number in one["kept"]]
	frappe.db.rollback()
	print("deadlocks", [one["deadlocks"] for one in answers])
	serials = sorted(int(number[-6:]) for number in kept)
	assert 80 < len(serials) < 160
	assert serials == list(range(serials[0], serials[0] + len(serials))), "no gap, no double"
	assert {number[:15] for number in kept} == {f"XF-990124-{when.today().year}-"}
	written = frappe.get_all("Petition Submission", filters={"status": "Registered"}, pluck="number")
	written += frappe.get_all("Sealed Register", pluck="number")
	assert sorted(written) == sorted(kept)
	assert frappe.db.count("Petition") == frappe.db.count("Petition Submission")
	assert frappe.db.count("Petition Submission", {"number": ("is", "not set")}) == 0


def _build_county():
	return module_at("site/petition/conftest.py").build()


def test_a_deadlock_repeats_the_whole_request_once(db):
	import frappe

	from xinfang_app.petition import again

	tried = []

	def unlucky(times):
		def work():
			tried.append(numbers.next_number("990124", 2033))
			if len(tried) <= times:
				raise frappe.QueryDeadlockError
			return tried[-1]

		return work

	assert again.once_more(unlucky(1)) == "XF-990124-2033-000001", "the first number was given back"
	tried.clear()
	with pytest.raises(frappe.QueryDeadlockError):
		again.once_more(unlucky(5))
	assert len(tried) == 2


def test_clerks_write_at_read_committed(site):
	import frappe

	from xinfang_app.petition import again

	frappe.db.rollback()
	again.begin()
	assert frappe.db.sql("select @@session.tx_isolation")[0][0] == "READ-COMMITTED"
	frappe.db.sql("set session transaction isolation level repeatable read")
	frappe.db.rollback()
