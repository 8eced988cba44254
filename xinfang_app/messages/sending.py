"""The job that empties the outbox: Actions done, Messages fanned out, deliveries made.

Rule: what is urgent first, then Actions and Messages, then deliveries; of each the earliest first (`turns`). A robot or
gateway that does not answer holds up neither: once a delivery failed so, deliveries come last in that run, and
whatever else is due for the same robot or gateway waits with it (`turns.rest`).

Each row has a transaction of its own at READ COMMITTED. The row is locked (SKIP LOCKED: any
number of workers may run), what it asks for is done, its end is written, all is committed: a worker that is killed
leaves the row waiting and nothing half done in the database. What has left the house by then (a robot was told, the
commit did not come) is told again under the same key: at least once.

A row that fails is rolled back, its failure written beside it, and tried again after 1, 5, 15, 60, 240 minutes, then
every four hours; after twelve failures it is given up and stays for the admin. It never stops the others. What is
written is the kind of error and the line of code, never its words: they may quote the case.
"""

import time
import traceback
from dataclasses import dataclass
from datetime import timedelta

import frappe
from rq.timeouts import BaseTimeoutException

from xinfang_app import when
from xinfang_app.messages import (
	casualties,
	fanning,
	moments,
	outbox,
	registries,
	remembered,
	robots,
	settings,
	texts,
	turns,
)
from xinfang_app.messages.channels import robot
from xinfang_app.messages.errors import ChannelFailed, MessageError
from xinfang_app.messages.transactions import read_committed
from xinfang_app.organization import posting

#: Seconds after which a run leaves the rest to the next one: a bench may have one worker, and clocks do not wait for messages.
LONGEST = 30
#: How often a row is begun anew when two workers stood in each other's way.
DEADLOCKS = 3
CHANNELS = {**{name: module.send for name, module in fanning.TO_USERS.items()}, settings.ROBOT: robot.send}


@dataclass
class Run:
	"""What a run has met."""

	deliveries_last: bool = False
	"""A robot or gateway did not take a delivery."""


class Later(Exception):
	"""The row may not go out before `moment`."""

	def __init__(self, moment):
		super().__init__(moment)
		self.moment = moment


def run(limit: int | None = None) -> int:
	"""Deal with the rows whose moment has come, at most `limit`; return how many. Commits row by row. Scheduler."""
	done, until, this = 0, time.monotonic() + LONGEST, Run()
	with read_committed(), remembered.during():
		while (limit is None or done < limit) and time.monotonic() < until and _next(this):
			done += 1
	return done


def run_beside() -> int:
	"""Do the same as a job of its own: after a worker was killed, Frappe passes over the killed job for minutes."""
	return run()


def _next(this: Run) -> bool:
	"""Deal with one row; return whether there was one."""
	# Postings and settings may have changed since the last row.
	posting.forget()
	for tries_left in reversed(range(DEADLOCKS)):
		row = turns.take(this.deliveries_last)
		if row is None:
			frappe.db.commit()
			return False
		try:
			casualties.note(row)
			_deal(row)
			frappe.db.commit()
		except BaseTimeoutException:
			frappe.db.rollback()
			raise
		except Exception as error:
			# Whatever it is: it is this row's, written beside it, and the next row goes on.
			frappe.db.rollback()
			if tries_left and isinstance(error, frappe.QueryDeadlockError):
				continue
			_note_failure(row, error)
			this.deliveries_last |= isinstance(error, ChannelFailed)
			frappe.db.commit()
		break
	casualties.forget(row)
	frappe.clear_messages()
	return True


def _deal(row: frappe._dict) -> None:
	remark = None
	try:
		if row.kind == outbox.ACTION:
			registries.function(registries.ACTIONS, row.action)(row)
		elif row.kind == outbox.MESSAGE:
			remark = fanning.out(row)
		else:
			_deliver(row)
	except fanning.Dropped:
		_write(row, status=outbox.DROPPED, sent_on=when.now(), error=None)
	except Later as later:
		_write(row, not_before=later.moment)
	else:
		_write(row, status=outbox.SENT, sent_on=when.now(), error=remark)


def _deliver(row: frappe._dict) -> None:
	setting = remembered.ask(settings.load)
	moment = fanning.next_moment(row, setting, when.now())
	if moment > when.now():
		raise Later(moment)
	if not fanning.still_for(row):
		raise fanning.Dropped
	user = row.recipient if row.channel in fanning.TO_USERS else None
	said = texts.of(row, texts.language_of(user))
	if said is None:
		raise fanning.Dropped
	if row.channel not in CHANNELS:
		raise MessageError(f"no channel {row.channel}")
	CHANNELS[row.channel](row, said)


def _note_failure(row: frappe._dict, error: Exception) -> None:
	"""Count the failure, unless somebody else has dealt with the row meanwhile."""
	attempts, said = row.attempts + 1, said_of(error)
	again = moments.next_try(attempts, when.now())
	# Behind those that wait with it: where only this row's number is wrong, the next try shows that the others go.
	if isinstance(error, ChannelFailed) and turns.rest(row, said) and again:
		again += timedelta(seconds=1)
	frappe.db.sql(
		f"""update `tab{outbox.DOCTYPE}` set attempts = %s, error = %s, status = %s, not_before = %s, modified = %s
		where name = %s and status = %s and attempts = %s""",
		(
			attempts,
			said,
			outbox.WAITING if again else outbox.GIVEN_UP,
			again or row.not_before,
			when.now(),
			row.name,
			outbox.WAITING,
			row.attempts,
		),
	)
	if row.channel == settings.ROBOT:
		words = str(error) if isinstance(error, MessageError) else said
		robots.note(row.recipient, when.now(), words)


def said_of(error: Exception) -> str:
	"""Return what is kept of an error: its kind and where it arose; the words only of errors of this room."""
	frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "xinfang_app" in frame.filename]
	where = ""
	if frames:
		path = frames[-1].filename.rpartition("xinfang_app/")[2]
		where = f" ({path}:{frames[-1].lineno})"
	words = f": {str(error)[:80]}" if isinstance(error, MessageError) else ""
	return f"{type(error).__name__}{words}{where}"[:200]


def _write(row: frappe._dict, **values) -> None:
	frappe.db.set_value(outbox.DOCTYPE, row.name, {"modified": when.now(), **values}, update_modified=False)
