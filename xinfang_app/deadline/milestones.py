"""Record what happened, and let the clocks follow.

Rule: a milestone is written once and never changed. It says when the thing happened (`occurred_on`) and when it was
entered (`recorded_on`, never given by anyone). It cannot lie in the future. When more than two working days lie
between the two, a scan and a reason are owed and the entry is marked 补录; what that does to a clock is the rule of
`clock.py`. Exception: a moment that the law itself sets (`by_law`) is claimed by nobody and needs no proof.

A milestone begins, ends, pauses, suspends or resumes the clocks of every rule of its DocType that names it. All is
checked before anything is written.
"""

import frappe
from frappe.model.document import Document

from xinfang_app.deadline import calendar, engine, holders, moments


def record(
	doc: Document,
	milestone: str,
	occurred_on=None,
	*,
	organ: str | None = None,
	note: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
	due_on=None,
	by_law: str | None = None,
) -> Document:
	"""Write the milestone of `doc` and start, end, pause or resume the clocks of the rules that name it; return it.

	`occurred_on`: datetime (site's zone), date or string; default now; a bare date means 17:00 of that day, or now if
	that is earlier. `due_on`: the date set, for rules with an absolute date (else the rule's own field is read).
	Raises MomentRefused, BackdatingUnproved or ClockRefused before anything is written.
	"""
	days = calendar.load()
	moment = moments.checked(occurred_on, days, scan=scan, backdate_reason=backdate_reason, by_law=by_law)
	holder = holders.of(doc)
	steps = engine.steps(doc, milestone, moment, days, due_on)
	row = frappe.get_doc(
		{
			"doctype": "Clock Milestone",
			"ref_doctype": doc.doctype,
			"ref_name": doc.name,
			"petition": holder.petition,
			"scope_code": holder.scope_code,
			"holder": holder.holder,
			"organ": organ or holder.organ,
			"milestone": milestone,
			"occurred_on": moment.occurred,
			"recorded_on": moment.recorded,
			"backdated": int(moment.is_backdated(days)),
			"backdate_reason": backdate_reason,
			"scan": scan,
			"by_law": by_law,
			"due_on": due_on,
			"note": note,
			"by_user": frappe.session.user,
		}
	)
	row.flags.ignore_links = True
	row.insert(ignore_permissions=True)
	for step in steps:
		step()
	return row


def history(doc: Document) -> list[frappe._dict]:
	"""Return the milestones of `doc`, as they happened."""
	return frappe.get_all(
		"Clock Milestone",
		filters={"ref_doctype": doc.doctype, "ref_name": doc.name},
		fields=["name", "milestone", "occurred_on", "recorded_on", "backdated", "organ", "note", "by_user"],
		order_by="occurred_on asc, recorded_on asc, creation asc",
	)


def last(doc: Document, milestone: str) -> frappe._dict | None:
	"""Return the latest milestone of this kind on `doc`, or None."""
	found = [row for row in history(doc) if row.milestone == milestone]
	return found[-1] if found else None
