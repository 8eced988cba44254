"""Raise Flag: a step of an escalation ladder (`xf_escalation_actions`).

Rule. A ladder only says that a term is late; what may be cited follows from the term (`breaches.of_clock`). A target of
the county or the house raises nothing, a term that was met in time meanwhile neither. Once for each step: the outbox
row's key. A late term that stands in a flag that is not withdrawn, dismissed ones included, raises no second one.
"""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.supervision.accountability import breaches, raising

URGENT = "Urgent report late"


def raise_flag(row) -> None:
	"""Raise a flag for the late Deadline of the outbox row; idempotent by its key."""
	clock = frappe.get_doc("Deadline", row.deadline, for_update=True)
	breach = breaches.of_clock(clock.rule)
	if not breach or not clock.organ or not _stands(clock):
		return
	if breach == URGENT and when.now() < clock.started_on + timedelta(hours=breaches.URGENT_HOURS):
		# The hours are the county's own; what art. 25 calls late is a whole day, which the nightly rule finds.
		return
	if frappe.db.get_value("Organ", clock.organ, "is_external"):
		return
	evidence = frappe._dict(
		organ=clock.organ,
		evidence_key=f"d:{clock.name}",
		rule=clock.rule,
		title=clock.title,
		ref_doctype=clock.ref_doctype,
		ref_name=clock.ref_name,
		deadline=clock.name,
		petition=clock.petition,
		due_on=clock.due_on,
		ended_on=getdate(clock.stopped_on) if clock.stopped_on else None,
		is_sealed=int(clock.ref_doctype in raising.SEALED_DOCTYPES),
	)
	raising.write(
		clock.organ,
		[evidence],
		source="By a ladder",
		source_key=row.key,
		breach=breach,
		article_item=breaches.item_for(breach, clock.organ),
		facts=_("The term stayed unmet after every step of its ladder.", lang="zh")
		if evidence.is_sealed
		else _("{0}: due on {1}, unmet after every step of its ladder.", lang="zh").format(
			clock.title, clock.due_on
		),
		deadline=clock.name,
	)


def _stands(clock) -> bool:
	if clock.state == "Cancelled" or clock.lifted_on or (clock.state == "Met" and not clock.was_late):
		return False
	return not frappe.db.sql(
		"""select 1 from `tabFlag Evidence` e inner join `tabAccountability Flag` f on f.name = e.parent
		where e.evidence_key = %s and f.status != 'Withdrawn' limit 1""",
		f"d:{clock.name}",
	)
