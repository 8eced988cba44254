"""Working through a bulk run, row by row.

Rule: each row is a transaction of its own, at READ COMMITTED: the step and the row's result are written together or
not at all. So a worker that is killed leaves its row waiting, and no row is ever done twice; whoever goes on takes the
next waiting row that nobody else has in hand (SKIP LOCKED). What is refused is rolled back, and the reason stands on
the row. A deadlock is repeated once.

Each row is done as who began the run, with the rights he has at that moment: a posting that ends in between ends them.
"""

import json

import frappe
from frappe import _
from frappe.utils import add_to_date, strip_html

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.office import bulk_actions, duty_sight
from xinfang_app.organization import posting
from xinfang_app.petition import acting, again

#: A run that has not moved for so many minutes has lost its worker.
LOST_AFTER = 5
EVENT = "xf_bulk_run"


def later(run: str) -> None:
	"""Have a worker go on with `run` after this transaction's commit."""
	frappe.enqueue("xinfang_app.office.bulk_run.job", queue="long", enqueue_after_commit=True, run=run)


def job(run: str) -> None:
	"""Job: go on with `run` as who began it, in his language."""
	user = frappe.db.get_value("Bulk Run", run, "run_by")
	frappe.set_user(user)
	frappe.local.lang = frappe.db.get_value("User", user, "language") or frappe.local.lang
	work(run)


def resume() -> None:
	"""Give every run that lost its worker another one. Scheduler."""
	before = add_to_date(when.now(), minutes=-LOST_AFTER)
	for run in frappe.get_all(
		"Bulk Run", filters={"stage": "Running", "progress_on": ["<", before]}, pluck="name"
	):
		later(run)
	frappe.db.commit()


def work(name: str) -> None:
	"""Do the waiting rows of the run `name` until none is left that nobody else has in hand."""
	run = frappe.get_doc("Bulk Run", name)
	args = json.loads(run.arguments or "{}")
	step = bulk_actions.get(run.action, run.document_type)
	done = 0
	while _next(run, step, args):
		done += 1
		_tell(run, done)
	if not frappe.db.exists("Bulk Run Row", {"run": name, "state": "Waiting"}):
		frappe.db.set_value(
			"Bulk Run", name, {"stage": "Done", "ended_on": when.now()}, update_modified=False
		)
		frappe.db.commit()
		_tell(run, done)


def _next(run, step: bulk_actions.Action, args: dict) -> bool:
	"""Do one row; return whether there was one."""
	taken: list[dict] = []

	def attempt() -> None:
		taken.clear()
		# Rights may have ended since the last row.
		posting.forget()
		duty_sight.forget()
		row = _take(run.name)
		if not row:
			return
		taken.append(row)
		text = _do(run, step, args, row)
		_write(run, row, "Done", text)

	reason = None
	try:
		again.once_more(attempt)
	except frappe.QueryDeadlockError:
		reason = _("Others were working on the same records; try this one again.")
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as refusal:
		reason = _words(refusal)
	except Exception:
		# The row is told to have failed, the error is on record, and the others go on.
		frappe.db.rollback()
		frappe.log_error(title=f"bulk {run.action}")
		frappe.db.commit()
		reason = _("A fault of the system, which is on record; nothing was done to this one.")
		if not taken:
			raise
	if reason and taken:
		_refuse(run, taken[0], reason)
	return bool(taken)


def _take(run: str) -> dict | None:
	"""Lock and return the next waiting row that nobody else has in hand."""
	found = frappe.db.sql(
		"""select name, ref_doctype, ref_name, seen, target, own from `tabBulk Run Row`
		where run = %s and state = 'Waiting' order by seq limit 1 for update skip locked""",
		(run,),
		as_dict=True,
	)
	return found[0] if found else None


def _do(run, step: bulk_actions.Action, args: dict, row: dict) -> str:
	if not frappe.db.get_value("User", run.run_by, "enabled"):
		frappe.throw(_("The account is closed."), NotPermitted)
	doctype, name = row["ref_doctype"], row["ref_name"]
	if not scope.may_name(doctype, name, "read") or not frappe.db.exists(doctype, name):
		frappe.throw(_("You have no access to this record."), NotPermitted)
	doc = frappe.get_doc(doctype, name)
	acting.lock(doc, row["seen"])
	return step.do(doc, {**args, **json.loads(row["own"] or "{}")}, row["target"])


def _write(run, row: dict, state: str, text: str) -> None:
	"""Write the row's result and commit it with what was done."""
	frappe.db.set_value(
		"Bulk Run Row",
		row["name"],
		{"state": state, "message": (text or "")[:1000], "happened_on": when.now()},
		update_modified=False,
	)
	frappe.db.set_value("Bulk Run", run.name, "progress_on", when.now(), update_modified=False)
	frappe.db.commit()
	frappe.clear_messages()


def _refuse(run, row: dict, text: str) -> None:
	frappe.db.rollback()
	if frappe.db.get_value("Bulk Run Row", row["name"], "state", for_update=True) == "Waiting":
		_write(run, row, "Refused", text)
	else:
		frappe.db.commit()


def _words(refusal: Exception) -> str:
	"""Return the refusal as a sentence without markup."""
	text = strip_html(str(refusal).replace("<br>", "；")).strip()
	return text or _("Refused.")


def _tell(run, done: int) -> None:
	"""Tell the page of who began the run how far it is."""
	frappe.publish_realtime(EVENT, {"run": run.name, "done": done, "total": run.total}, user=run.run_by)
