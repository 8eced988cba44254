"""Scheduler, workers, queues, and the jobs this app gives to them."""

from datetime import datetime, timezone

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, now_datetime
from frappe.utils.background_jobs import get_queues, get_workers
from rq.job import Job
from rq.registry import FailedJobRegistry

from xinfang_app.operations import job_names, limits, words
from xinfang_app.operations.line import ATTENTION, FAULT, FINE, Line, worst

TYPE = "Scheduled Job Type"
#: At most so many failed jobs are looked at.
LOOKED_AT = 200


def scheduler() -> list[Line]:
	"""Whether the scheduler is on and ticks."""
	title = _("Scheduler")
	conf = frappe.conf
	off = (
		conf.get("pause_scheduler")
		or conf.get("disable_scheduler")
		or conf.get("maintenance_mode")
		or not cint(frappe.db.get_single_value("System Settings", "enable_scheduler"))
	)
	if off:
		todo = _(
			"Switch it on: bench --site … scheduler enable, scheduler resume. Until then no job runs at night."
		)
		return [Line("scheduler", _("Background work"), title, FAULT, _("switched off"), todo)]
	last = frappe.db.sql("select max(last_execution) from `tabScheduled Job Type` where frequency = 'All'")[
		0
	][0]
	age = _since(last)
	state = limits.of_age(age, limits.TICK)
	todo = (
		""
		if state == FINE
		else _("Start the scheduler and the workers again (make logs tells why they ended).")
	)
	return [
		Line("scheduler", _("Background work"), title, state, _("last tick {0}").format(words.age(age)), todo)
	]


def workers() -> list[Line]:
	"""How many workers there are, and whether each queue has one."""
	serving: dict[str, int] = {}
	there = get_workers()
	for worker in there:
		for name in worker.queue_names():
			short = name.rpartition(":")[2]
			serving[short] = serving.get(short, 0) + 1
	unserved = [name for name in ("short", "default", "long") if not serving.get(name)]
	said = _("{0} workers").format(len(there))
	if unserved:
		said += "；" + _("none for: {0}").format(", ".join(unserved))
	todo = _("Start the workers; until then papers are not made and no clock is marked.") if unserved else ""
	return [Line("workers", _("Background work"), _("Workers"), FAULT if unserved else FINE, said, todo)]


def queues() -> list[Line]:
	"""How much waits, and for how long."""
	waiting, oldest = 0, None
	for queue in get_queues():
		waiting += len(queue)
		first = queue.fetch_job(queue.get_job_ids(0, 1)[0]) if len(queue) else None
		if first and first.enqueued_at:
			since = datetime.now(timezone.utc) - _aware(first.enqueued_at)
			oldest = since if oldest is None else max(oldest, since)
	state = FINE if oldest is None else limits.of_age(oldest, limits.WAITING)
	said = (
		_("nothing waits")
		if not waiting
		else _("{0} wait, the oldest since {1}").format(waiting, words.age(oldest))
	)
	todo = (
		"" if state == FINE else _("If workers run, wait or add one (XF_JOB_WORKERS); otherwise start them.")
	)
	return [Line("queues", _("Background work"), _("Waiting jobs"), state, said, todo)]


def failed() -> list[Line]:
	"""Jobs of this site that failed in the last day."""
	number = 0
	border = datetime.now(timezone.utc) - limits.DAY
	for queue in get_queues():
		registry = FailedJobRegistry(queue=queue)
		ids = registry.get_job_ids()[-LOOKED_AT:]
		for job in Job.fetch_many(ids, connection=queue.connection):
			if job and job.ended_at and _aware(job.ended_at) > border and _is_ours(job):
				number += 1
	state = limits.of_number(number, limits.FAILED_JOBS)
	todo = "" if state == FINE else _("See them in the list RQ Job, and the reasons in Error Log.")
	said = _("{0} in 24 hours").format(number)
	return [Line("failed_jobs", _("Background work"), _("Failed jobs"), state, said, todo)]


def our_jobs() -> list[Line]:
	"""When each scheduled job of this app last began, and whether its last run failed."""
	known = {
		row.method: row
		for row in frappe.get_all(
			TYPE, fields=["name", "method", "frequency", "stopped", "last_execution"], limit_page_length=0
		)
	}
	lines = [_job(method, known.get(method)) for method in job_names.scheduled()]
	waiting = [line for line in lines if line.todo == _by_itself()]
	if len(waiting) < 2 or scheduler()[0].state == FINE:
		return lines
	# One cause, told once: the scheduler's own line says what to do.
	said = _("{0} jobs wait for the scheduler").format(len(waiting))
	state = worst(line.state for line in waiting)
	one = Line("jobs_waiting", _("Jobs of this app"), _("Scheduled jobs"), state, said, _by_itself())
	return [one, *(line for line in lines if line not in waiting)]


def _job(method: str, row) -> Line:
	title, key = job_names.title(method), f"job_{method}"
	if not row:
		todo = _("Run: bench --site … migrate.")
		return Line(key, _("Jobs of this app"), title, FAULT, _("is not registered"), todo)
	age = _since(row.last_execution)
	states, said, todo = [limits.of_job(row.frequency, age)], [_("last begun {0}").format(words.age(age))], ""
	if states[0] != FINE:
		todo = _by_itself()
	if row.stopped:
		states.append(FAULT)
		said.append(_("is stopped"))
		todo = _("Take the tick off Stopped in Scheduled Job Type.")
	elif _last_status(row.name) == "Failed":
		states.append(ATTENTION)
		said.append(_("the last run failed"))
		todo = _("The reason is in Scheduled Job Log; it is tried again at the next time.")
	return Line(key, _("Jobs of this app"), title, worst(states), "；".join(said), todo)


def _by_itself() -> str:
	return _("It runs by itself once scheduler and workers run.")


def _last_status(name: str) -> str | None:
	found = frappe.get_all(
		"Scheduled Job Log",
		filters={"scheduled_job_type": name},
		pluck="status",
		order_by="creation desc",
		limit_page_length=1,
	)
	return found[0] if found else None


def _since(moment):
	return now_datetime() - get_datetime(moment) if moment else None


def _aware(moment: datetime) -> datetime:
	return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _is_ours(job) -> bool:
	try:
		return (job.kwargs or {}).get("site") == frappe.local.site
	except Exception:
		# What cannot be unpacked any more was another version's.
		return False
