"""One catch-up of the clocks: 10,000 due among a million that run, against a loop over documents and against two statements.

- the tick: `deadline.tick.run()` as the scheduler runs it; time and statements of one round, then the same with two
  worker processes at once;
- (a) the loop of other systems: each due document read with `get_doc`, judged and saved, on a field-identical DocType
  with an empty controller. Measured on 1,000 and extrapolated to as many as are due: a favour to the loop, for such
  jobs read every open document, not only those that are due;
- (b) the floor: one UPDATE of the due rows and one INSERT … SELECT of the very steps that the tick wrote, with no
  judgement, no outbox and no history.

The due clocks are of three kinds: a reminder before the due date, a yellow card, and a red card with a letter to
draft. After each round the rows are put back as they were.
"""

import subprocess
import sys
import time
from datetime import datetime, timedelta

import frappe

from benchmarks import bare, county, settings
from benchmarks.harness import median, report, timed
from xinfang_app import when
from xinfang_app.deadline import calendar, counting, policies, schedule, tick
from xinfang_app.deadline.clock import Clock

DUE = settings.number("DUE", 10_000)
LOOPED = 1_000
NOW = datetime(2026, 5, 20, 9, 0)
#: Beginning of the term → what comes due at NOW: a reminder three working days ahead; a yellow card; a red card and a letter.
KINDS = ("2026-03-26 10:00:00", "2026-03-20 10:00:00", "2026-03-16 10:00:00")
#: Rows filled in by one statement, in the order of their names.
CHUNK = 500_000
FAR = "2026-05-11 10:00:00"
KEPT = "next_step_on, stepped_to, was_late, card, modified"


def main():
	"""Fill, measure, print."""
	county.ensure()
	fill(settings.ROWS)
	times, statements = rounds()
	full = median(times)
	two = median([in_two() for _run in range(settings.RUNS)])
	loop = median([looped() for _run in range(settings.RUNS)]) * DUE / LOOPED
	floor = median([floored() for _run in range(settings.RUNS)])
	fill(DUE)
	small = median(rounds()[0])
	rows = [
		[f"tick, {settings.ROWS} running", full, statements, DUE / full],
		[f"tick by two workers, {settings.ROWS} running", two, "", DUE / two],
		[f"tick, {DUE} running", small, "", DUE / small],
		[f"(a) get_doc and save, extrapolated from {LOOPED}", loop, "", DUE / loop],
		["(b) one UPDATE, one INSERT … SELECT", floor, 2, DUE / floor],
	]
	summary = {
		"due": DUE,
		"running": settings.ROWS,
		"seconds": round(full, 2),
		"loop_over_tick": round(loop / full, 1),
		"tick_over_floor": round(full / floor, 2),
		"full_over_small": round(full / small, 2),
		"two_workers_speedup": round(full / two, 2),
	}
	report("ticks", ["round", "seconds", "statements", "clocks/s"], rows, summary)


def fill(number: int) -> None:
	"""Let `number` clocks run, DUE of them due at NOW; drop what was there."""
	if frappe.db.count("Deadline") == number and frappe.db.sql("show tables like 'bench_ticks_kept'"):
		return
	for table in ("Deadline", "Deadline Event", "Deadline Step", "Outbox Message"):
		_raw(f"truncate table `tab{table}`")
	ladder = policies.current("settle")
	days = calendar.load()
	each, rest = divmod(DUE, len(KINDS))
	begin = 1
	indexes = _indexes("Deadline")
	_raw("alter table `tabDeadline` " + ", ".join(f"drop index `{name}`" for name in indexes))
	for at, started in enumerate(KINDS):
		many = each + (rest if at == 0 else 0)
		_insert(begin, many, started, ladder, days, stepped=NOW - timedelta(days=1))
		begin += many
	if number > DUE:
		_insert(begin, number - DUE, FAR, ladder, days, stepped=NOW - timedelta(days=1))
	_raw(
		"alter table `tabDeadline` "
		+ ", ".join(f"add index `{name}` ({', '.join(columns)})" for name, columns in indexes.items())
	)
	due = frappe.db.sql("select count(*) from `tabDeadline` where next_step_on <= %s", (NOW,))[0][0]
	if due != DUE:
		raise SystemExit(f"{due} clocks are due, {DUE} were meant")
	_copy("bench_ticks_kept", f"select name, {KEPT} from `tabDeadline` where next_step_on <= %s", (NOW,))
	frappe.db.sql("analyze table `tabDeadline`")


def _indexes(doctype: str) -> dict[str, list[str]]:
	"""The plain indexes of a table: built at the end, a million rows take a minute instead of twenty."""
	found: dict[str, list[str]] = {}
	for name, column in frappe.db.sql(
		"""select index_name, column_name from information_schema.statistics
		where table_schema = database() and table_name = %s and non_unique = 1 order by index_name, seq_in_index""",
		(f"tab{doctype}",),
	):
		found.setdefault(name, []).append(f"`{column}`")
	return found


def _copy(table: str, query: str, values: tuple = ()) -> None:
	_raw(f"drop table if exists {table}")
	_raw(f"create table {table} as {query}", values)
	_raw(f"alter table {table} add primary key (name)")


def _raw(statement: str, values: tuple = ()) -> None:
	"""Run a statement that commits by itself, which frappe.db.sql refuses."""
	frappe.db.commit()
	frappe.db._conn.cursor().execute(statement, values or None)
	frappe.db.commit()


def _insert(begin: int, many: int, started: str, ladder: str, days, *, stepped: datetime) -> None:
	moment = datetime.fromisoformat(started)
	clock = Clock(moment, 60, counting.CALENDAR_DAY, True)
	due = clock.due(days)
	values = {
		"begin": begin,
		"end": begin + many - 1,
		"started": moment,
		"raw": due.raw,
		"rolled": due.rolled,
		"due_at": clock.due_at(days),
		"next": schedule.next_step(clock, days, ladder, stepped),
		"stepped": stepped,
		"ladder": ladder,
	}
	while values["begin"] <= values["end"]:
		frappe.db.sql(_ROWS, {**values, "end": min(values["begin"] + CHUNK - 1, values["end"])})
		frappe.db.commit()
		values["begin"] += CHUNK


_ROWS = """insert into `tabDeadline` (name, creation, modified, owner, modified_by, docstatus, idx, rule, title, state, kind,
	due_on, due_on_raw, due_at, first_due_on, ref_doctype, ref_name, petition, organ, holder, scope_code, started_on, length,
	unit, roll, next_step_on, stepped_to, ladder, live_key, was_late, round, step_attempts)
	select left(md5(concat('d', seq)), 10), %(started)s, %(started)s, 'Administrator', 'Administrator', 0, 0, 'N06',
	'办结信访事项', 'Running', 'Duty', %(rolled)s, %(raw)s, %(due_at)s, %(rolled)s, 'Petition', left(md5(concat('p', seq)), 10),
	left(md5(concat('p', seq)), 10), concat('BM-DEPT-', lpad(1 + seq mod 60, 2, '0')),
	concat('BM-DEPT-', lpad(1 + seq mod 60, 2, '0')), concat('990199', lpad(101 + seq mod 14, 3, '0'), '000'), %(started)s,
	60, 'Calendar Day', 1, %(next)s, %(stepped)s, %(ladder)s, concat('N06:', seq), 0, 0, 0
	from seq_1_to_2000000 where seq between %(begin)s and %(end)s order by 1"""


def put_back() -> None:
	"""Bring the due clocks back to where they stood."""
	sets = ", ".join(f"d.{column} = k.{column}" for column in KEPT.split(", "))
	frappe.db.sql(f"update `tabDeadline` d join bench_ticks_kept k on k.name = d.name set {sets}")
	for table in ("Deadline Event", "Deadline Step", "Outbox Message"):
		frappe.db.sql(f"delete from `tab{table}`")
	frappe.db.commit()


def rounds() -> tuple[list[float], int]:
	"""Return the seconds of each round, and the statements of the last one."""
	found, statements = [], 0
	for _run in range(settings.RUNS + 1):
		put_back()
		before = _questions()
		with when.at(NOW):
			seconds, number = timed(tick.run)
		statements = _questions() - before
		if number != DUE or frappe.db.count("Deadline Step") < DUE:
			raise SystemExit(f"{number} clocks were looked at, {DUE} were due")
		found.append(seconds)
	# The first round is warm-up.
	return found[1:], statements


def _questions() -> int:
	return int(frappe.db.sql("show session status like 'Questions'")[0][1])


WORKER = """
import sys, time, frappe
frappe.init(site=sys.argv[1], sites_path='.')
frappe.connect()
from xinfang_app import when
from xinfang_app.deadline import tick
print('ready', flush=True)
sys.stdin.readline()
with when.at(sys.argv[2]):
    print(tick.run(), flush=True)
"""


def in_two() -> float:
	"""Return the seconds from the word go until both worker processes have found nothing more."""
	put_back()
	command = [sys.executable, "-c", WORKER, frappe.local.site, str(NOW)]
	workers = [
		subprocess.Popen(
			command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=frappe.local.sites_path
		)
		for _worker in range(2)
	]
	for worker in workers:
		worker.stdout.readline()
	begin = time.perf_counter()
	for worker in workers:
		worker.stdin.write("go\n")
		worker.stdin.flush()
	numbers = [int(worker.stdout.readline()) for worker in workers]
	seconds = time.perf_counter() - begin
	for worker in workers:
		worker.wait(60)
	frappe.db.commit()
	if sum(numbers) != DUE:
		raise SystemExit(f"two workers looked at {numbers}")
	return seconds


def looped() -> float:
	"""Return the seconds in which LOOPED documents are read, judged and saved one after another."""
	bare.make(["Deadline Event", "Deadline"])
	twin = bare.name_of("Deadline")
	frappe.db.sql(f"delete from `tab{twin}`")
	columns = "name, creation, modified, owner, modified_by, docstatus, idx, rule, title, state, kind, due_on, ref_doctype, ref_name, petition, organ, started_on"
	frappe.db.sql(
		f"insert into `tab{twin}` ({columns}) select {columns} from `tabDeadline` where next_step_on is not null limit {LOOPED}"
	)
	frappe.db.commit()
	begin = time.perf_counter()
	for name in frappe.get_all(twin, filters={"state": "Running"}, pluck="name"):
		doc = frappe.get_doc(twin, name)
		if frappe.utils.getdate(doc.due_on) < NOW.date():
			doc.was_late = 1
		doc.card = "Yellow"
		doc.save(ignore_permissions=True)
		frappe.db.commit()
	return time.perf_counter() - begin


def floored() -> float:
	"""Return the seconds of one UPDATE of the due rows and one INSERT … SELECT of the steps the tick wrote, in one transaction."""
	put_back()
	with when.at(NOW):
		tick.run()
	_copy("bench_ticks_steps", "select * from `tabDeadline Step`")
	put_back()
	begin = time.perf_counter()
	frappe.db.sql(
		"update `tabDeadline` set next_step_on = %s, stepped_to = %s, was_late = 1, card = 'Red', modified = %s where next_step_on <= %s",
		(NOW + timedelta(days=3), NOW, NOW, NOW),
	)
	frappe.db.sql("insert into `tabDeadline Step` select * from bench_ticks_steps")
	frappe.db.commit()
	seconds = time.perf_counter() - begin
	if frappe.db.count("Deadline Step") < DUE:
		raise SystemExit("the floor did not write as many steps as were due")
	return seconds


if __name__ == "__main__":
	main()
