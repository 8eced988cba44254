"""Document numbers from several processes at once: none twice, none missing, also where one gives up."""

import subprocess
import sys

import pytest

WORKERS, EACH = 4, 12
WORD = "并"

SCRIPT = """
import sys, frappe
site, word, each, worker = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
frappe.init(site=site, sites_path=".")
frappe.connect()
from xinfang_app.letters import document_numbers
for turn in range(each):
	while True:
		try:
			serial = document_numbers.next_serial("QH-TEST", word, 2026)
			break
		except frappe.QueryDeadlockError:
			frappe.db.rollback()
	if turn % 4 == worker:
		frappe.db.rollback()
	else:
		frappe.db.commit()
		print(serial)
frappe.destroy()
"""


@pytest.fixture
def counter(site):
	import frappe

	yield
	frappe.db.delete("Letter Number", {"number_word": WORD})
	frappe.db.commit()


def test_gapless_from_several_processes(site, counter):
	import frappe

	running = [
		subprocess.Popen(
			[sys.executable, "-c", SCRIPT, site, WORD, str(EACH), str(worker)],
			stdout=subprocess.PIPE,
			stderr=subprocess.PIPE,
			text=True,
		)
		for worker in range(WORKERS)
	]
	given = []
	for process in running:
		out, err = process.communicate(timeout=180)
		assert process.returncode == 0, err
		given += [int(line) for line in out.split()]
	assert len(given) == WORKERS * (EACH - EACH // 4)
	assert sorted(given) == list(range(1, len(given) + 1))
	frappe.db.rollback()
	assert frappe.db.get_value("Letter Number", f"QH-TEST-{WORD}-2026", "last_serial") == len(given)
