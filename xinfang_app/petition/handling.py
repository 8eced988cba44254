"""What the steps from hearing the petitioner to the archive have in common.

Rule: each step is a record of its own, made by a service in the name of the organ for which the user acts. The record
carries the petition, its number, its place code and its holder, so that `access` shows it to whoever may see the
petition, and the organ that made it, so that this organ keeps seeing it after a hand-back. Nobody else than a service
creates, moves or deletes such a record; the forms show them and change only what is still a draft.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from xinfang_app import when
from xinfang_app.deadline import calendar, engine, moments
from xinfang_app.organization import posting
from xinfang_app.petition.handling_errors import SomethingMissing, WrongMoment

PETITION_OFFICE = "Petition Office"
#: The term in which a revoked opinion is done again.
REDO_TERM = "N06R"


def petition_of(record: Document) -> Document:
	"""Return the Petition that `record` belongs to."""
	return frappe.get_doc("Petition", record.petition)


def acting_organ(petition: Document) -> str:
	"""Return the organ in whose name the user acts on `petition`: its holder if he serves there, else his own first."""
	organs = posting.organs_of(frappe.session.user)
	if petition.holder in organs or not organs:
		return petition.holder
	return organs[0]


def petition_office_of(user: str | None = None) -> str | None:
	"""Return the petition office at which `user` (default: who is logged in) holds a post today, or None."""
	return next(
		(row.organ for row in posting.current(user or frappe.session.user) if row.kind == PETITION_OFFICE),
		None,
	)


def new_record(doctype: str, petition: Document, organ: str | None = None, **values) -> Document:
	"""Return an unsaved record of `doctype` about `petition`, made by `organ` (default: the user's) now."""
	record = frappe.new_doc(doctype)
	record.update(
		{
			"petition": petition.name,
			"petition_number": petition.number,
			"scope_code": petition.scope_code,
			"holder": petition.holder,
			"organ": organ or acting_organ(petition),
		}
	)
	if record.meta.has_field("recorded_on"):
		record.recorded_on, record.recorded_by = when.now(), frappe.session.user
	record.update({key: value for key, value in values.items() if value is not None})
	return record


def write(record: Document) -> Document:
	"""Insert or save `record` for a service that has already asked `access`."""
	return record.insert(ignore_permissions=True) if record.is_new() else record.save(ignore_permissions=True)


def moment(value: datetime | date | str | None) -> datetime:
	"""Return `value` as a naive moment in the site's zone; None is now, a bare date is 09:00 of a past day.

	A bare date that is today means now: nothing is recorded before it happened, nor at an hour still to come.
	"""
	if value is None:
		return when.now()
	if type(value) is date or (isinstance(value, str) and len(value) <= 10):
		day = get_datetime(str(value)[:10]).date()
		return when.now() if day == when.today() else get_datetime(f"{day} 09:00:00")
	return get_datetime(value).replace(microsecond=0)


def check_entry(happened: datetime, *, scan: str | None = None, backdate_reason: str | None = None) -> None:
	"""Refuse, before anything is written, an entry made more than two working days afterwards without its proof."""
	moments.checked(happened, calendar.load(), scan=scan, backdate_reason=backdate_reason)


def not_in_future(happened: datetime, what: str) -> None:
	"""Refuse a date that has not come. `what` names the step in the user's language. Raises WrongMoment."""
	if happened > when.now():
		frappe.throw(_("{0}: the date has not come yet.").format(what), WrongMoment)


def not_before(happened: datetime, earliest: datetime | str | None, what: str, after: str) -> None:
	"""Refuse a date earlier than the step it follows (by day; papers carry no hours). Raises WrongMoment."""
	if earliest and happened.date() < get_datetime(earliest).date():
		frappe.throw(
			_("{0} cannot be earlier than {1} ({2}).").format(what, after, get_datetime(earliest).date()),
			WrongMoment,
		)


def demand(value, what: str) -> None:
	"""Refuse an empty answer. `what` names it in the user's language. Raises SomethingMissing."""
	if not (value.strip() if isinstance(value, str) else value):
		frappe.throw(_("{0} is needed.").format(what), SomethingMissing)


def demand_file(url: str | None, what: str) -> None:
	"""Refuse a proof that is no stored file. `what` names it in the user's language. Raises SomethingMissing."""
	demand(url, what)
	if not frappe.db.exists("File", {"file_url": url}):
		frappe.throw(_("{0}: upload the file first.").format(what), SomethingMissing)


def at_stage(doc: Document, stages: tuple[str, ...], what: str) -> None:
	"""Refuse a step that does not fit where `doc` stands. Raises WrongMoment."""
	if doc.stage not in stages:
		frappe.throw(
			_("{0} is not possible at the present stage ({1}).").format(what, _(doc.stage or "Draft")),
			WrongMoment,
		)


def term(petition: Document) -> Document | None:
	"""Return the Deadline that ends the handling of `petition` (N06; N15 on the simplified track), or None.

	While it is done again by order of a review, this is the term that the review set.
	"""
	again = engine.clock(petition, REDO_TERM)
	if again and again.state in ("Running", "Paused"):
		return again
	return engine.clock(petition, "N15" if petition.simplified else "N06")


def due_on(clock: Document) -> date:
	"""Return the last day of `clock` as it stands now: rolled, with its extension."""
	return getdate(clock.extended_to or clock.due_on)
