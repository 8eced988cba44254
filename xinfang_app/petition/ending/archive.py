"""Binding the case file and closing it for good.

Rule: a petition that has ended is bound: every paper in the order of its date, with its pages, an index (卷内目录) and a
seal level (national practice of case files; DOMAIN.md C3 26). It can be bound when nothing is owed any more: the
concluding report is passed, the proofs of service and the notice of an extension are in, what was granted is carried
out or explained, the petitioner has rated or his time for it is over. From then on no record of the petition changes.

Exceptions: milestones that the law brings later (a late request for review) are still recorded, and so is the service of
the opinion of a review; where a review overturns the opinion (arts. 35, 36) the file is opened again (`reopen`) and
bound anew when that is done. And a check of the solution, since a matter may be solved or come up again after the
file is bound.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app import access, when
from xinfang_app.deadline import milestones
from xinfang_app.petition import handling
from xinfang_app.petition.ending import case_papers, report
from xinfang_app.petition.handling_errors import FileClosed, FileNotComplete
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import execution, rating_window, served_papers
from xinfang_app.workflows import stages

ENDED = (
	"Terminated",
	"Diverted",
	"Referred Judicial",
	"Suggestion Replied",
	"Not Accepted",
	"No Further Acceptance",
	"Withdrawn",
	"Settled",
	"Merged",
	"Filed",
)
SEAL_LEVELS = ("Open to the public", "Internal", "Confidential", "Sealed")


def compile_file(petition: Document) -> Document:
	"""Make the case file of an ended petition, or bring its index up to date; return the Case File.

	Page counts come from the papers; what cannot be counted is left at 0 for the officer to fill in.
	"""
	access.require(petition, "act")
	handling.at_stage(petition, ENDED, _("Binding the file"))
	_refuse_open(petition)
	name = frappe.db.get_value("Case File", {"petition": petition.name})
	case_file = frappe.get_doc("Case File", name) if name else _new(petition)
	counted = {(row.ref_doctype, row.ref_name, row.file): cint(row.pages) for row in case_file.items}
	case_file.set("items", [])
	for paper in case_papers.of(petition):
		pages = paper.pages or counted.get((paper.ref_doctype, paper.ref_name, paper.file), 0)
		case_file.append("items", {**paper.as_row(), "pages": pages})
	number_pages(case_file)
	return handling.write(case_file)


def archive(petition: Document, seal_level: str | None = None, keeping_term: str | None = None) -> Document:
	"""Bind the file of `petition` and close it; return the Case File. Raises FileNotComplete with all that is missing."""
	access.require(petition, "act")
	case_file = compile_file(petition)
	if seal_level:
		handling.demand(seal_level if seal_level in SEAL_LEVELS else None, _("The seal level"))
		case_file.seal_level = seal_level
	case_file.keeping_term = keeping_term or case_file.keeping_term
	missing = faults(petition, case_file)
	if missing:
		lines = "<br>".join(frappe.utils.escape_html(fault) for fault in missing)
		frappe.throw(_("The file cannot be bound yet:") + "<br>" + lines, FileNotComplete)

	now = when.now()
	case_file.update({"status": "Bound", "archived_on": now, "archived_by": frappe.session.user})
	case_file = handling.write(case_file)
	letter = papers.issue("W41", case_file, organ=case_file.organ, occurred_on=now)
	if letter:
		case_file.letter = letter.name
		case_file = handling.write(case_file)
	petition.archived_on = now
	petition = stages.advance(petition, "Archived", by_service=True)
	milestones.record(petition, "archived", now, organ=case_file.organ)
	return case_file


def reopen(petition: Document) -> Document:
	"""Open the bound file of `petition` again for what a review overturns; return the petition, ended as it was.

	Called by the effects of a review alone, which has checked the right. A file that is not bound stays as it is.
	"""
	if not petition.archived_on:
		return petition
	frappe.db.set_value("Petition", petition.name, "archived_on", None)
	petition.reload()
	for name in frappe.get_all("Case File", {"petition": petition.name, "status": "Bound"}, pluck="name"):
		case_file = frappe.get_doc("Case File", name)
		case_file.status = "Being compiled"
		handling.write(case_file)
	return stages.advance(petition, "Terminated", by_service=True)


def faults(petition: Document, case_file: Document) -> list[str]:
	"""Return, in the user's language, what stands against binding the file."""
	found = []
	if report.owed(petition.name):
		found.append(_("The concluding report has not been passed by the assigning organ"))
	found += [
		_("The proof of service on {0} is missing").format(name or _("the anonymous petitioner"))
		for name in frappe.get_all(
			"Service Record",
			filters={"petition": petition.name, "proof_owed": 1, "sent_on": ["is", "set"]},
			pluck="recipient_name",
		)
	]
	if frappe.db.exists("Extension Request", {"petition": petition.name, "notice_owed": 1}):
		found.append(_("The petitioner has not been told of the extension"))
	found += [
		_("What was granted on claim {0} is neither carried out nor explained: {1}").format(
			row.claim_no, row.content
		)
		for row in execution.unsettled(petition.name)
	]
	last = rating_window.until(petition)
	if petition.rating_state == "Pending" and last and when.today() <= last:
		found.append(_("The petitioner may still rate until {0}").format(last))
	found += [
		_("Enter the pages of: {0}").format(row.paper) for row in case_file.items if not cint(row.pages)
	]
	return found


def number_pages(case_file: Document) -> None:
	"""Number the papers of the file in their order and add up the pages."""
	page = 1
	for seq, row in enumerate(case_file.items, start=1):
		row.seq, row.first_page = seq, page
		page += cint(row.pages)
	case_file.piece_count, case_file.page_count = len(case_file.items), page - 1


def refuse_change(record: Document, method: str | None = None) -> None:
	"""Stop any change of a record whose petition is archived (hook on the DocTypes of this room). Raises FileClosed."""
	petition = record.name if record.doctype == "Petition" else record.get("petition")
	if not petition or record.doctype == "Resolution Check" or _serves_another_paper(record):
		return
	if not frappe.db.get_value("Petition", petition, "archived_on"):
		return
	if record.doctype == "Petition" and not _touches_more_than_resolution(record):
		return
	frappe.throw(_("The petition is archived; its records are read only."), FileClosed)


def check_entered(petition: Document) -> None:
	"""Stage guard: a petition is archived only with its bound file. Raises FileNotComplete."""
	if not frappe.db.exists("Case File", {"petition": petition.name, "status": "Bound"}):
		frappe.throw(_("A petition is archived by binding its case file."), FileNotComplete)


def _new(petition: Document) -> Document:
	return handling.new_record(
		"Case File", petition, title=petition.title, status="Being compiled", seal_level="Internal"
	)


def _serves_another_paper(record: Document) -> bool:
	"""Return whether `record` serves a paper of its own room, which ends no sooner because this file is bound."""
	return record.doctype == "Service Record" and served_papers.of(record.served_doctype) is not None


def _refuse_open(petition: Document) -> None:
	if not petition.terminated_on:
		frappe.throw(_("Close the petition with its code first."), FileNotComplete)


def _touches_more_than_resolution(petition: Document) -> bool:
	before = petition.get_doc_before_save()
	return not before or _content(petition) != _content(before)


def _content(petition: Document) -> dict[str, str]:
	"""The values that the binding fixes, children included, in a form that can be compared."""
	rows = [petition, *petition.get_all_children()]
	return {
		f"{row.doctype}/{row.name}/{field}": str(value or "")
		for row in rows
		for field, value in row.get_valid_dict(ignore_virtual=True).items()
		if field not in ("resolved", "resolved_note", "modified", "modified_by")
	}
