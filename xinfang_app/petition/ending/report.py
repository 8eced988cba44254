"""The concluding report (办结报告) of an assignment, and its quality gate.

Rule (art. 22 §1 item 3): an assigned organ reports the result within the term of the letter of assignment. It can report
only a result: the opinion is served, or the matter has come to another end; a report about nothing stops no clock. The
first report stops the clock (N08), and that day decides whether the organ was late. The assigner passes the report or
returns it with the reason. A return neither stops nor reopens the clock and gives no new term: how long the assigner
reads is not the organ's time, and an organ gains nothing from a poor report, since a petition with a report not passed
is neither closed as answered (T1–T4) nor archived. Every report submitted stays as a paper and a milestone.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, handling
from xinfang_app.petition.handling_errors import ReportNotPossible
from xinfang_app.petition.paperwork import papers


def submit(
	referral: Document,
	text: str,
	file: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	execution_note: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Submit the report of the receiving organ on an assignment; return the referral.

	`execution_note` is the part about execution and what the petitioner says. Raises ReportNotPossible.
	"""
	acting.lock(referral)
	acting.require_at(referral.to_organ)
	petition = handling.petition_of(referral)
	if not referral.requires_report:
		frappe.throw(_("No report is owed on a transfer."), ReportNotPossible)
	if referral.report_verdict == "Passed" or (referral.report_submitted_on and not referral.report_verdict):
		frappe.throw(_("The report lies with the assigning organ or has been passed."), ReportNotPossible)
	if not petition.concluded:
		frappe.throw(
			_(
				"There is no result to report yet: the opinion is not served and the matter has not ended otherwise."
			),
			ReportNotPossible,
		)
	handling.demand(text, _("The text of the report"))
	if file:
		handling.demand_file(file, _("The report"))
	happened = handling.moment(occurred_on)
	what = _("The report")
	handling.not_in_future(happened, what)
	handling.not_before(happened, petition.concluded_on, what, _("the result"))
	handling.check_entry(happened, scan=file, backdate_reason=backdate_reason)

	acting.write(
		referral,
		report=text,
		report_file=file,
		report_submitted_on=happened,
		report_verdict="",
		report_verdict_on=None,
		report_verdict_note=None,
	)
	milestones.record(
		referral, "reported", happened, organ=referral.to_organ, scan=file, backdate_reason=backdate_reason
	)
	papers.issue(
		"W27", referral, organ=referral.to_organ, occurred_on=happened, extra={"note": execution_note or ""}
	)
	return referral


def verdict(referral: Document, passed: bool, note: str | None = None) -> Document:
	"""Pass the report, or return it with the reason, for the organ that assigned the petition; return the referral."""
	acting.lock(referral)
	acting.require_at(referral.from_organ)
	if acting.acts_for(referral.to_organ) and frappe.session.user != "Administrator":
		frappe.throw(_("Whoever serves at the reporting organ does not judge its report."), ReportNotPossible)
	if not referral.report_submitted_on or referral.report_verdict:
		frappe.throw(_("No report waits for a verdict."), ReportNotPossible)
	if not passed:
		handling.demand(note, _("The reason of the return"))
	now = handling.moment(None)
	acting.write(
		referral,
		report_verdict="Passed" if passed else "Returned",
		report_verdict_on=now,
		report_verdict_note=note,
		**({"stage": "Answered", "answered_on": referral.report_submitted_on} if passed else {}),
	)
	milestones.record(
		referral, "report_passed" if passed else "report_returned", now, organ=referral.from_organ, note=note
	)
	return referral


def owed(petition: str) -> list[dict]:
	"""Return the assignments of the petition named `petition` whose report has not been passed."""
	return frappe.get_all(
		"Petition Referral",
		filters={
			"petition": petition,
			"requires_report": 1,
			"role": "Lead",
			"stage": ["!=", "Returned"],
			"report_verdict": ["!=", "Passed"],
		},
		fields=[
			"name",
			"to_organ",
			"from_organ",
			"due_on",
			"report",
			"report_submitted_on",
			"report_verdict",
			"report_verdict_note",
		],
	)
