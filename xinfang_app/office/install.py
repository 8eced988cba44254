"""The indexes on which the morning list and the duty lean.

What an organ has in hand by stage, what it sent or received by stage, urgent matters of an organ, reminders by time.
Idempotent: an index that exists is left alone.
"""

import frappe

WANTED = (
	("Petition", ("holder", "stage", "received_on")),
	("Petition", ("urgency", "holder")),
	("Petition Referral", ("from_organ", "stage")),
	("Petition Referral", ("from_organ", "requires_report", "report_verdict")),
	("Petition Referral", ("to_organ", "report_verdict")),
	("Deadline", ("state", "due_on")),
	("Handling Opinion", ("organ", "stage")),
	("Extension Request", ("organ", "stage")),
	("Petition Submission", ("owner", "status")),
	("Clock Milestone", ("milestone", "occurred_on")),
	("Bulk Run Row", ("run", "state", "seq")),
	("Duty Shift", ("user", "ends_on")),
	("Duty Shift", ("organ", "ends_on")),
)


def after_sync() -> None:
	"""Add the indexes that are missing. Hooks call it after install and after every migrate."""
	for doctype, columns in WANTED:
		name = ("xf_day_" + "_".join(columns))[:60]
		if not frappe.db.has_index(f"tab{doctype}", name):
			frappe.db.add_index(doctype, list(columns), name)
