"""The health page: asks every probe and puts the lines together.

Rule: each probe is asked by itself; one that fails becomes a line that says so, so that the page answers best when
something is broken. Nobody is shown anything of a case: probes count and read clocks of programs. A monitor outside is
told "ok" or not, from an answer at most `KEPT` seconds old, so that asking often costs nothing.
"""

from collections.abc import Callable

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.operations import probe_jobs, probe_messages, probe_safety, probe_servers, probe_work
from xinfang_app.operations.line import FAULT, Line, is_up, worst

ROLES = ("System Manager", "Petition Admin")
KEPT = 30
CACHED = "xf_health"
PROBES: tuple[Callable[[], list[Line]], ...] = (
	probe_servers.database,
	probe_servers.redis,
	probe_servers.disk,
	probe_jobs.scheduler,
	probe_jobs.workers,
	probe_jobs.queues,
	probe_jobs.failed,
	probe_work.clocks,
	probe_work.runs,
	probe_messages.outbox,
	probe_work.mail,
	probe_work.errors,
	probe_safety.backup,
	probe_safety.keys,
	probe_safety.keys_elsewhere,
	probe_servers.versions,
	probe_servers.settings,
	probe_jobs.our_jobs,
)


def lines() -> list[Line]:
	"""Ask all probes."""
	found: list[Line] = []
	for probe in PROBES:
		try:
			found += probe()
		except Exception as error:
			frappe.clear_messages()
			found.append(
				Line(
					key=probe.__name__,
					group=_("Could not be asked"),
					title=probe.__name__,
					state=FAULT,
					# The kind of error only: its words may quote what was asked.
					said=type(error).__name__,
					todo=_("Look into the logs (make logs), then reload this page."),
				)
			)
	return found


def page() -> dict:
	"""Return what the desk shows."""
	found = lines()
	return {
		"now": str(when.now()),
		"site": frappe.local.site,
		"state": worst(line.state for line in found),
		"lines": [line.as_dict() for line in found],
	}


def for_monitor() -> dict:
	"""Return {"ok", "states": {key: state}}, at most KEPT seconds old."""
	known = frappe.cache.get_value(CACHED, expires=True)
	if known is None:
		found = lines()
		known = {"ok": is_up(found), "states": {line.key: line.state for line in found}}
		frappe.cache.set_value(CACHED, known, expires_in_sec=KEPT)
	return known
