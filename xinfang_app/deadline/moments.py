"""When something happened: checked once, for every step that is recorded.

Rule: nothing is recorded that has not happened yet. What is entered more than two working days afterwards needs a
scan of the paper and a reason; what the law itself sets (`by_law`) needs neither.
"""

from datetime import datetime

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.deadline import counting, rows
from xinfang_app.deadline.clock import Moment
from xinfang_app.deadline.days import Days
from xinfang_app.deadline.errors import BackdatingUnproved, MomentRefused


def checked(
	occurred_on,
	days: Days,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
	by_law: str | None = None,
) -> Moment:
	"""Return the checked moment for `occurred_on`. Raises MomentRefused or BackdatingUnproved."""
	now = when.now()
	occurred = _occurred(occurred_on, now)
	if occurred > now:
		frappe.throw(_("What has not happened yet cannot be recorded ({0}).").format(occurred), MomentRefused)
	moment = Moment(occurred, now, trusted=bool(by_law))
	if moment.is_backdated(days):
		_check_proof(moment, scan, backdate_reason)
	return moment


def _check_proof(moment: Moment, scan: str | None, reason: str | None) -> None:
	"""A scan is a stored file, not a text that looks like one."""
	if not (scan and (reason or "").strip()):
		frappe.throw(
			_(
				"{0} lies more than {1} working days back. An entry made afterwards needs a scan of the paper and a reason."
			).format(moment.occurred.date(), counting.RECORDING_DAYS),
			BackdatingUnproved,
		)
	if not frappe.db.exists("File", {"file_url": scan}):
		frappe.throw(_("The scan {0} is not among the stored files.").format(scan), BackdatingUnproved)


def _occurred(value, now: datetime) -> datetime:
	if not value:
		return now
	occurred = rows.as_datetime(value)
	bare = not isinstance(value, datetime) and not (isinstance(value, str) and len(value) > 10)
	return min(occurred, now) if bare and occurred.date() == now.date() else occurred
