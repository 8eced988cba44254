"""What dies in the middle leaves nothing half done: workers killed, Redis and MariaDB killed and started again.

Every clock has two steps that come due together: a reminder, overtaken, and a yellow card, which sends one message.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sharing import module_at

from xinfang_app.messages import sending

wait_until = module_at("faults/machine.py").wait_until
TICK, SEND = "xinfang_app.deadline.tick.run", "xinfang_app.messages.sending.run"
KILLS = 20
RUNS = 20
#: Two minutes on a quiet machine; other tests run beside these.
GO_ON = 240
ONE_TICK = "from xinfang_app.deadline import tick\nprint(tick.run())\nfrappe.db.commit()\n"

SEED = """
from datetime import timedelta
from xinfang_app import when
from xinfang_app.deadline import policies
now = when.now()
started = now - timedelta(hours=2)
frappe.db.sql('''insert into `tabDeadline` (name, creation, modified, owner, modified_by, docstatus, idx, rule, title, state,
	kind, due_on, due_on_raw, due_at, first_due_on, ref_doctype, ref_name, petition, organ, holder, scope_code, started_on,
	length, unit, roll, next_step_on, ladder, live_key, was_late, round, step_attempts)
	select concat(%(mark)s, seq), %(started)s, %(started)s, 'Administrator', 'Administrator', 0, 0, 'N06', '办结信访事项',
	'Running', 'Duty', %(due)s, %(due)s, %(due_at)s, %(due)s, 'Petition', concat(%(mark)s, seq), concat(%(mark)s, seq), 'QH-LQ',
	'QH-LQ', '990124003000', %(started)s, 60, 'Calendar Day', 1, %(started)s, %(ladder)s, concat('N06:', %(mark)s, seq), 0, 0, 0
	from seq_1_to_{number}''', dict(mark={mark!r}, started=started, due=now.date(), due_at=now - timedelta(minutes=30),
	ladder=policies.current("faults")))
frappe.db.commit()
"""


def seed(machine, mark, number):
	machine.script(SEED.format(mark=mark, number=number))


def steps(machine, mark):
	return machine.one("select count(*) from `tabDeadline Step` where deadline like %s", f"{mark}%")


def waiting(machine, mark):
	return machine.one(
		"select count(*) from `tabDeadline` where name like %s and (stepped_to is null or next_step_on <= now())",
		f"{mark}%",
	)


def each_once(machine, mark, number):
	"""Each step and each message exactly once, and nothing left locked."""
	written = machine.rows(
		"select action, status, count(*), count(distinct deadline) from `tabDeadline Step` where deadline like %s"
		" group by action, status order by action",
		f"{mark}%",
	)
	assert written == [("Reminder", "Overtaken", number, number), ("Yellow Card", "Done", number, number)]
	assert machine.rows(
		"select count(*), count(distinct `key`) from `tabOutbox Message` where deadline like %s", f"{mark}%"
	) == [(number, number)]
	assert (
		machine.one("select count(*) from `tabDeadline` where name like %s and card = 'Yellow'", f"{mark}%")
		== number
	)
	# InnoDB shows its answer of before until it was left alone; what a dead one left behind would stay.
	open_rows = "select count(*) from information_schema.innodb_trx where trx_rows_modified > 0"
	wait_until(lambda: machine.one(open_rows) == 0, 30, pause=0.5)


def in_mid_batch(machine):
	"""Whether somebody has written rows that are not committed.

	Not to be asked more often than every tenth of a second: InnoDB shows its answer of before until it was left alone.
	"""
	return machine.one("select coalesce(max(trx_rows_modified), 0) from information_schema.innodb_trx") > 50


def test_a_worker_killed_twenty_times_in_mid_batch(machine):
	number = 12_000
	seed(machine, "ka", number)
	machine.enqueue(TICK, KILLS + 1)
	for kill in range(KILLS):
		before = steps(machine, "ka")
		machine.start("worker")
		if kill % 5 == 4:
			# Let a batch through, so that the next kill meets work of which a part is done.
			wait_until(lambda: steps(machine, "ka") > before, 60)
		wait_until(lambda: in_mid_batch(machine), 60, pause=0.11)
		machine.kill("worker")
		# What it had written is taken back before the next one begins.
		wait_until(lambda: not in_mid_batch(machine), 60, pause=0.11)
	assert 0 < steps(machine, "ka") < 2 * number
	machine.start("worker")
	wait_until(lambda: not waiting(machine, "ka"), 300, pause=0.5)
	machine.kill("worker")
	each_once(machine, "ka", number)


def test_two_ticks_at_once_equal_one(machine):
	number = 6000
	seed(machine, "tw", number)
	with ThreadPoolExecutor(2) as pool:
		done = list(pool.map(lambda _worker: int(machine.script(ONE_TICK)), range(2)))
	assert sum(done) == number
	each_once(machine, "tw", number)


def test_a_sender_killed_in_the_middle(machine):
	number = 600
	machine.rows("delete from `tabOutbox Message`")
	told = machine.one("select count(*) from `tabNotification Log`")
	seed(machine, "sa", number)
	machine.script(ONE_TICK)
	sent = "select count(*) from `tabOutbox Message` where deadline like 'sa%' and status = 'Sent'"
	# A run leaves the rest to the next one after half a minute, which a slow machine needs; the scheduler is not up here.
	machine.enqueue(SEND, 5 + RUNS)
	for _kill in range(5):
		before = machine.one(sent)
		machine.start("worker")
		wait_until(lambda: machine.one(sent) > before, 60, pause=0.005)
		machine.kill("worker")
	assert 0 < machine.one(sent) < number
	machine.start("worker")
	wait_until(lambda: machine.one(sent) == number, RUNS * sending.LONGEST, pause=0.5)
	machine.kill("worker")
	# Each message told its one recipient once, however often its sender died.
	assert machine.one("select count(*) from `tabNotification Log`") - told == number


@pytest.mark.parametrize("victims", [["worker", "redis-queue"], ["mariadb"]], ids="-".join)
def test_the_ticks_go_on_by_themselves(machine, victims):
	"""The scheduler asks, a worker does it; what was killed comes back; in a while nothing is behind."""
	mark, number = f"g{victims[0][0]}", 4000
	machine.keep("worker", "scheduler")
	try:
		seed(machine, mark, number)
		wait_until(lambda: steps(machine, mark) or in_mid_batch(machine), GO_ON, pause=0.11)
		for victim in victims:
			machine.kill(victim)
			if victim != "worker":
				machine.start(victim)
		seed(machine, f"{mark}x", 10)
		wait_until(lambda: not waiting(machine, mark), GO_ON, pause=0.5)
	finally:
		machine.leave("worker", "scheduler")
	assert steps(machine, f"{mark}x") == 20
	machine.rows("delete from `tabDeadline Step` where deadline like %s", f"{mark}x%")
	machine.rows("delete from `tabOutbox Message` where deadline like %s", f"{mark}x%")
	machine.rows("delete from `tabDeadline` where name like %s", f"{mark}x%")
	each_once(machine, mark, number)
