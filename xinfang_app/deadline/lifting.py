"""Taking a late record out of the reckoning: what was done in time and entered too late, shown by a paper.

Rule: a step entered more than two working days afterwards and after its due date is late on record whatever day its
paper bears (`clock.py`). Where supervision finds that it was done in time, it says so with a reason and the paper, and
a second person confirms. What was late stays on record: `was_late` and `late_by_record` are never cleared; the row
says since when, by whom and why it no longer counts, and whoever counts breaches passes over it (`COUNTED`).

Exceptions: only a clock that ended as met, late by its record alone, can be lifted; what happened late stays late
(arts. 34, 44, 45). Nobody lifts a term of an organ at which he holds a post.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access, when
from xinfang_app.deadline import clock
from xinfang_app.deadline.errors import LiftingRefused
from xinfang_app.organization import posting

#: Whose judgement it is: supervision, and who leads the petition office and the county.
POSTS = ("Supervision Officer", "County Section Head", "County Leader")
#: SQL: the late clocks that count as breaches (beside `was_late = 1`).
COUNTED = "lifted_on is null and state != 'Cancelled'"


def propose(row: Document, reason: str, file: str) -> Document:
	"""Propose that the late record of the Deadline `row` is not reckoned, with the paper that shows it; return it.

	Raises LiftingRefused, or access.NotPermitted for who does not supervise the place.
	"""
	_check(row)
	if not (reason or "").strip():
		frappe.throw(_("Say why the late record is not to be reckoned."), LiftingRefused)
	paper = _own_upload(file)
	if not paper:
		frappe.throw(_("Attach the paper that shows that it was done in time."), LiftingRefused)
	# With the term, so that the second person can read it.
	frappe.db.set_value("File", paper, {"attached_to_doctype": "Deadline", "attached_to_name": row.name})
	return _write(
		row, lifted_by=frappe.session.user, lift_reason=reason.strip(), lift_file=file, lift_confirmed_by=None
	)


def confirm(row: Document) -> Document:
	"""Confirm the proposal as the second person: from now on the late record is not reckoned; return the row."""
	_check(row)
	if not row.lifted_by:
		frappe.throw(_("Nobody has proposed to lift this record."), LiftingRefused)
	if row.lifted_by == frappe.session.user:
		frappe.throw(_("Whoever proposed it cannot confirm it."), LiftingRefused)
	return _write(row, lifted_on=when.now(), lift_confirmed_by=frappe.session.user)


def may_lift(row: Document, user: str | None = None) -> bool:
	"""Return whether `user` may propose or confirm that the record of `row` is not reckoned."""
	user = user or frappe.session.user
	open_ = row.state == clock.MET and row.late_by_record and not row.lifted_on
	return bool(open_) and access.may(row, "supervise", user) and _is_judge(row, user)


def _check(row: Document) -> None:
	access.require(row, "supervise")
	if row.state != clock.MET or not row.late_by_record:
		frappe.throw(
			_(
				"Only a step that was done in time and entered too late can be lifted; what was late stays late."
			),
			LiftingRefused,
		)
	if row.lifted_on:
		frappe.throw(_("This record is lifted already."), LiftingRefused)
	if not _is_judge(row, frappe.session.user):
		frappe.throw(
			_("Supervision lifts a late record, and nobody at the organ that the term binds."), LiftingRefused
		)


def _is_judge(row: Document, user: str) -> bool:
	if user == "Administrator":
		return False
	return posting.has_post(user, None, POSTS) and row.organ not in posting.organs_of(user)


def _own_upload(url: str | None) -> str | None:
	"""Return the File that the user has just uploaded under `url`: the address alone would pull it out of another case."""
	filters = {"file_url": url, "owner": frappe.session.user, "attached_to_name": ("is", "not set")}
	return frappe.db.get_value("File", filters) if url else None


def _write(row: Document, **values) -> Document:
	"""Set these columns alone: the clock itself stays as `rows` wrote it."""
	frappe.db.set_value("Deadline", row.name, values)
	row.update(values)
	return row
