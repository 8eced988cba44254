"""Working through a batch in the background: row by row, each its own transaction, until nothing waits.

Rule: a row is held, done and committed by itself; one that fails is rolled back alone, told with its reason, and the
next goes on. A job works for a few minutes and hands over to another, so that a large list holds no worker. What a
killed job had done is done; the row it was at still waits, and the next job takes it. A batch without a sign of life
for some minutes is taken up again by the scheduler; two jobs at one batch never take the same row. The work is done in
the name of the officer who started it, as long as he holds his post.
"""

import time
import traceback
from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_to_date, cint, get_fullname, strip_html

from xinfang_app import when
from xinfang_app.exchange import importing, lists, outgoing, rows, undoing, who

EVENT = "xf_exchange"
RUNNING, UNDOING, DONE, HALTED, UNDONE = "Under way", "Undoing", "Done", "Halted", "Undone"
#: A job's turn, in seconds; then the next job goes on.
TURN = 240
#: A batch without a sign of life for so long has lost its job.
LOST_AFTER = 5
SIGN_EVERY = 10
TRIES = 3
TIMEOUT = 1500
AGAIN = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)


def start(batch: Document) -> None:
	"""Begin to work through a previewed or halted batch. Raises WrongStep."""
	lists.require(batch, "Preview", HALTED)
	_set(batch.name, status=RUNNING, note=None, started_by=frappe.session.user)
	if not batch.started_on:
		_set(batch.name, started_on=when.now())
	hand_on(batch.name)


def halt(batch: Document, note: str = "") -> None:
	"""Stop after the row that is being worked on. Raises WrongStep."""
	lists.require(batch, RUNNING)
	_set(batch.name, status=HALTED, note=note)


def hand_on(batch: str) -> None:
	"""Give the batch to the next job, after this transaction's commit."""
	serial = cint(frappe.db.get_value("Exchange Batch", batch, "serial")) + 1
	_set(batch, serial=serial, heartbeat=when.now())
	_queue(batch, serial)


def _queue(batch: str, serial: int) -> None:
	frappe.enqueue(
		"xinfang_app.exchange.running.run",
		batch=batch,
		serial=serial,
		queue="long",
		timeout=TIMEOUT,
		job_id=f"exchange-{batch}-{serial}",
		enqueue_after_commit=True,
	)


def take_up_lost() -> None:
	"""Take up batches whose job was killed. Scheduled."""
	for name in frappe.get_all(
		"Exchange Batch",
		filters={
			"status": ("in", [RUNNING, UNDOING]),
			"heartbeat": ("<", add_to_date(when.now(), minutes=-LOST_AFTER)),
		},
		pluck="name",
	):
		hand_on(name)


def run(batch: str, serial: int, turn: float = TURN) -> None:
	"""Job: work through `batch` for at most `turn` seconds. `serial` tells a job that another has taken over."""
	before, spoken = frappe.session.user, frappe.local.lang
	if not _is_mine(batch, serial):
		return
	try:
		doc = frappe.get_doc("Exchange Batch", batch)
		if doc.organ not in who.offices(doc.started_by):
			note = _("{0} no longer holds his post; somebody else goes on.").format(
				get_fullname(doc.started_by)
			)
			_set(batch, status=HALTED if doc.status == RUNNING else DONE, note=note)
			frappe.db.commit()
			return
		frappe.set_user(doc.started_by)
		frappe.set_user_lang(doc.started_by)
		_work(doc, serial, turn)
	finally:
		frappe.set_user(before)
		frappe.local.lang = spoken


def _work(doc: Document, serial: int, turn: float) -> None:
	work, state = _work_of(doc)
	until, count = time.monotonic() + turn, 0
	while _is_mine(doc.name, serial):
		row = rows.next_of(doc.name, state)
		if row is None:
			_finish(doc, state)
			return
		_one(doc, row, work, state)
		count += 1
		if count % SIGN_EVERY == 0:
			_sign(doc)
		if time.monotonic() > until:
			hand_on(doc.name)
			frappe.db.commit()
			return


def _work_of(doc: Document) -> tuple[Callable[[frappe._dict], dict], str]:
	if doc.status == UNDOING:
		return undoing.TakeBack(doc), "To undo"
	if doc.purpose == lists.EXPORT:
		return outgoing.Preparer(doc), "Waiting"
	return importing.Importer(doc), "Waiting"


def _one(doc: Document, row: frappe._dict, work: Callable[[frappe._dict], dict], state: str) -> None:
	for attempt in range(1, TRIES + 1):
		try:
			rows.write(row.name, **work(row))
			frappe.db.commit()
			break
		except AGAIN:
			# The database has undone the whole transaction, the hold on the row with it.
			frappe.db.rollback()
			held = rows.get(row.name, for_update=True)
			if not held or held.state != state:
				return
			row = held
			if attempt == TRIES:
				_failed(row, _("Others were working on the same records. Please run it again."))
		except frappe.UniqueValidationError:
			frappe.db.rollback()
			rows.write(row.name, state="Skipped", reason=_("Registered meanwhile from another list."))
			frappe.db.commit()
			break
		except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
			frappe.db.rollback()
			_failed(row, strip_html(str(error)))
			break
		except Exception as error:
			frappe.db.rollback()
			_report(doc, row, error)
			_failed(row, _("An unexpected error; it is in the error log. The other rows went on."))
			break
	frappe.clear_messages()
	_look_for_repeats(doc, row.name, state)


def _report(doc: Document, row: frappe._dict, error: Exception) -> None:
	"""Write where it went wrong, and no value: even the words of an error may quote the row."""
	lines = "".join(traceback.format_tb(error.__traceback__))
	frappe.log_error(
		title=f"exchange: row {row.row_no} of {doc.name}", message=f"{lines}{type(error).__name__}"
	)


def _failed(row: frappe._dict, reason: str) -> None:
	said = _("It could not be registered; see the error list.") if row.sealed else reason
	rows.write(row.name, state="Failed", reason=said[:500])
	frappe.db.commit()


def _look_for_repeats(doc: Document, name: str, state: str) -> None:
	"""After the commit, since a number is held until then and nothing slow may happen meanwhile."""
	if state != "Waiting" or doc.purpose != lists.IMPORT:
		return
	row = rows.get(name)
	if row.state == "Done" and (found := importing.likely_repeats(doc, row)):
		rows.write(name, hints="\n".join(part for part in (row.hints, found) if part))
		frappe.db.commit()


def _finish(doc: Document, state: str) -> None:
	if rows.of(doc.name, state=state, limit=1):
		# Another job holds the last row and will finish.
		return
	if doc.purpose == lists.IMPORT:
		rows.purge(doc.name, keep=rows.ERRORS)
	_set(doc.name, status=UNDONE if doc.status == UNDOING else DONE, finished_on=when.now())
	_sign(doc)


def _sign(doc: Document) -> None:
	"""Write a sign of life and tell the officer's desk how far it is; numbers only."""
	told = progress(doc.name)
	_set(doc.name, heartbeat=when.now(), done=told["done"], failed=told["failed"])
	frappe.db.commit()
	frappe.publish_realtime(EVENT, told, user=doc.started_by)


def progress(batch: str) -> dict:
	"""Return {batch, status, waiting, done, failed} of a batch."""
	states: dict[str, int] = {}
	for by_state in rows.counts(batch).values():
		for state, number in by_state.items():
			states[state] = states.get(state, 0) + number
	return {
		"batch": batch,
		"status": frappe.db.get_value("Exchange Batch", batch, "status"),
		"waiting": states.get("Waiting", 0) + states.get("To undo", 0),
		"done": states.get("Done", 0) + states.get("Undone", 0) + states.get("Kept", 0),
		"failed": states.get("Failed", 0),
	}


def _is_mine(batch: str, serial: int) -> bool:
	status, current = frappe.db.get_value("Exchange Batch", batch, ["status", "serial"]) or (None, 0)
	return status in (RUNNING, UNDOING) and cint(current) == cint(serial)


def _set(batch: str, **values) -> None:
	frappe.db.set_value("Exchange Batch", batch, values)
