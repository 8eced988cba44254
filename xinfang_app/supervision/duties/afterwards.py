"""What is entered after it happened, where minutes count.

Rule. An arrival or a report by phone leaves no paper of its own, and the clock runs by minutes. What is entered more
than half an hour after it happened therefore needs its proof and a reason; so does whatever is entered when the term is
over and would make it kept.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime, get_datetime

from xinfang_app import when
from xinfang_app.deadline import engine
from xinfang_app.petition import handling
from xinfang_app.supervision import evidence
from xinfang_app.supervision.duties.errors import DutyRefused

MINUTES = 30


def check(
	doc: Document, happened: datetime, rules: tuple[str, ...], *, proof: str | None, reason: str | None
) -> None:
	"""Refuse, before anything is written, an entry of what `happened` that needs its proof or reason and lacks it.

	`rules`: the codes of the terms that the step ends. Raises DutyRefused, SomethingMissing.
	"""
	if proof:
		evidence.demand(doc, proof, _("Proof"))
	now = when.now()
	late = now - happened > timedelta(minutes=MINUTES)
	if late and not (proof and (reason or "").strip()):
		frappe.throw(
			_(
				"Entered more than {0} minutes after it happened: attach the proof and give the reason."
			).format(MINUTES),
			DutyRefused,
		)
	for code in rules:
		clock = engine.clock(doc, code)
		if not clock or clock.state not in engine.OPEN_STATES or not clock.due_at or proof:
			continue
		due = get_datetime(clock.due_at)
		if happened <= due < now:
			frappe.throw(
				_("The term ended at {0}. What was done before is entered with its proof now.").format(
					format_datetime(due, "yyyy-MM-dd HH:mm")
				),
				DutyRefused,
			)
	handling.check_entry(happened, scan=proof, backdate_reason=reason)
