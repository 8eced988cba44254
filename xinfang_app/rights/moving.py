"""The receipt of a report and its clocks: they are with those who look into it, and move with it.

Rule (arts. 18, 28, 46(6)). The receipt (W43) names kind and way of what is reported: it is read through the report, by
those named for it alone, not by the other posts of their organ. When the handler turns out to be meant, nothing stays in
his rows: receipts, clocks and their steps become the new handler's, who gets the whole term from that day and issues a
receipt of his own.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.deadline import engine
from xinfang_app.petition.paperwork import papers

PAPER, TERM, ANSWER_TERM = "W43", "S43", "S43a"
#: What stands about a report beside it, each with `organ` and `holder`.
BESIDE = ("Deadline", "Deadline Step", "Clock Milestone", "Official Letter")


def issue(report: Document) -> None:
	"""Issue the receipt of `report` in the name of its handler; the caller writes the report."""
	paper = papers.issue(PAPER, report, organ=report.handler, occurred_on=when.now())
	report.letter = paper.name if paper else None
	if paper:
		keep_apart(paper)


def keep_apart(paper: Document) -> None:
	"""Take a receipt out of the papers of its organ: it is read through its report."""
	paper.db_set("sealed", 1, update_modified=False)


def follow(report: Document) -> None:
	"""Let receipts and clocks of `report` follow it to its new handler, or to nobody; the caller writes the report."""
	for term in (TERM, ANSWER_TERM):
		clock = engine.clock(report, term)
		if not clock or clock.state not in engine.OPEN_STATES:
			continue
		engine.cancel(report, term, reason=_("The report moved.", lang="zh"))
		clock = engine.start(report, term) if report.handler else None
		if term == TERM:
			report.due_on = clock.due_on if clock else None
	about = {"ref_doctype": report.doctype, "ref_name": report.name}
	letters = frappe.get_all("Official Letter", filters=about, pluck="name")
	for doctype in BESIDE:
		_to(doctype, about, {"organ": report.handler, "holder": report.handler})
	_to("Letter Print", {"letter": ("in", letters or ("",))}, {"organ": report.handler})
	if report.handler:
		issue(report)


def _to(doctype: str, where: dict, values: dict) -> None:
	for name in frappe.get_all(doctype, filters=where, pluck="name", limit=0):
		frappe.db.set_value(doctype, name, values, update_modified=False)
