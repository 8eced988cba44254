"""The tick: take every clock whose moment has come, oldest first, and put its steps on record.

Rule. The job looks only at rows whose `next_step_on` has come, so its cost follows what is due, never what is open. In
one transaction it marks what is late for good, writes each step once (`Deadline Step`, unique by clock, step, round
and occurrence), gives or raises the card, and puts what is to be said or done into the outbox under the same key.
Rows that another worker holds are skipped, so any number of workers may run, and one killed in mid-batch leaves
nothing behind. An outage is caught up in order (`catch_up.py`). A row that cannot be judged is set aside with its
error and tried again later, each time after a longer while; it never stops the others.

Nothing else depends on the job: whoever ends a clock judges by dates.
"""

import time
from datetime import datetime, timedelta

import frappe
from rq.timeouts import BaseTimeoutException

from xinfang_app import when
from xinfang_app.deadline import calendar, clock, tick_judging, tick_writing
from xinfang_app.deadline.schedule import Schedule
from xinfang_app.deadline.tick_judging import Due
from xinfang_app.messages.transactions import read_committed

BATCH = 2000
#: What of a row is a moment (`Due`).
MOMENTS = ("started_on", "due_at", "stepped_to")
#: Minutes until a row that failed is tried again; the last one for every further time.
BACKOFF = (1, 5, 15, 60, 240)
#: Seconds after which a round leaves the rest to the next one, well under a job's time limit.
LONGEST = 120
#: How often a batch is tried again after a deadlock before its rows are taken one by one.
TRIES = 3


def run(limit: int | None = None) -> int:
	"""Take the steps that have come due; return how many clocks were looked at. Commits batch by batch.

	Raises nothing for a row that fails: it is set aside, see `step_error` of the Deadline.
	"""
	done, until = 0, time.monotonic() + LONGEST
	with read_committed():
		while (limit is None or done < limit) and time.monotonic() < until:
			schedule = Schedule(calendar.load())
			number = _batch(BATCH if limit is None else min(BATCH, limit - done), schedule)
			if not number:
				break
			done += number
	return done


def run_beside() -> int:
	"""Do the same as a job of its own: after a worker was killed, Frappe passes over the killed job for minutes."""
	return run()


def _batch(number: int, schedule: Schedule) -> int:
	for _try in range(TRIES):
		names: list[str] = []
		try:
			rows = due_rows(number)
			names = [row.name for row in rows]
			_take(rows, schedule)
			frappe.db.commit()
			return len(rows)
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
		except BaseTimeoutException:
			# The job's own time is over; nothing is wrong with the rows.
			frappe.db.rollback()
			raise
		except Exception:
			frappe.db.rollback()
			if not names:
				raise
			break
	return _one_by_one(names, schedule)


def _one_by_one(names: list[str], schedule: Schedule) -> int:
	"""Take the rows of a batch that failed, each in a transaction of its own."""
	for name in names:
		try:
			_take(due_rows(1, name), schedule)
			frappe.db.commit()
		except BaseTimeoutException:
			frappe.db.rollback()
			raise
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			# Somebody is at work on it; it is due again at once.
			frappe.db.rollback()
		except Exception as error:
			frappe.db.rollback()
			_set_aside(name, error)
			frappe.db.commit()
	return len(names)


def due_rows(number: int, name: str | None = None) -> list[Due]:
	"""Return up to `number` rows that have come due, oldest first, locked; those that others hold are passed over."""
	# Moments come as text: the framework reads each by `strptime`, a tenth of the time of a whole catch-up.
	fields = ", ".join(f"cast({field} as char)" if field in MOMENTS else field for field in Due._fields)
	found = frappe.db.sql(
		f"""select {fields} from `tabDeadline`
		where next_step_on <= %(now)s and state = 'Running' {"and name = %(name)s" if name else ""}
		order by next_step_on limit %(number)s for update skip locked""",
		{"now": when.now(), "number": number, "name": name},
	)
	return [
		due._replace(
			**{field: datetime.fromisoformat(value) for field in MOMENTS if (value := getattr(due, field))}
		)
		for due in map(Due._make, found)
	]


def _take(rows: list[Due], schedule: Schedule) -> None:
	now = when.now()
	tick_writing.write([tick_judging.judge(row, now, schedule) for row in rows], now)


def _set_aside(name: str, error: Exception) -> None:
	"""Note why a row failed and when to try it again: the kind of error, nothing that quotes the matter."""
	table = frappe.qb.DocType("Deadline")
	attempts = (frappe.db.get_value("Deadline", name, "step_attempts") or 0) + 1
	again = when.now() + timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF)) - 1])
	(
		frappe.qb.update(table)
		.set(table.step_attempts, attempts)
		.set(table.step_error, type(error).__name__)
		.set(table.next_step_on, again)
		.where((table.name == name) & (table.state == clock.RUNNING) & (table.next_step_on <= when.now()))
	).run()
