"""Handing over at staff change (工作移交): what somebody has open, to whom each part goes, and both confirmations.

Rule: before somebody leaves, or for a long absence, his open work (`organization.posting_end.open_work`) is listed in
groups; for each group a colleague with a post at the same organ is named. The leaver confirms that the list is
complete, or whoever is in charge does so for him with a reason if he cannot. Each receiver then confirms his part, and
with that it moves, through the same functions that move work when a posting ends (`xf_posting_ended`). What is in the
list but gone meanwhile moves nothing. The posting itself is ended on its own form; what was not handed over by then goes
by the rule of `posting_end`, so nothing is left without an owner.

Of a draft the list says only when it came in: nobody but its writer has read it yet (arts. 30, 46(5)).
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access.errors import NotPermitted
from xinfang_app.office import charge, handover_work
from xinfang_app.office.errors import HandoverRefused
from xinfang_app.organization import posting

PREPARED, GIVEN, DONE, CANCELLED = "Prepared", "Given", "Completed", "Cancelled"


def prepare(
	posting_doc: Document, receivers: dict[str, str], reason: str, effective_on: date | str | None = None
) -> Document:
	"""List what the person of the Posting has open, each group for its receiver; return the Work Handover.

	`receivers`: group (`handover_work.groups`) → user. `effective_on` is the last day in the post, where one is set.
	Raises NotPermitted, HandoverRefused if a group has no receiver, or one who does not serve at the organ.
	"""
	require_prepare(posting_doc)
	if not (reason or "").strip():
		frappe.throw(_("Say why the work is handed over."), HandoverRefused)
	open_one = frappe.db.exists(
		"Work Handover", {"posting": posting_doc.name, "stage": ["in", [PREPARED, GIVEN]]}
	)
	if open_one:
		frappe.throw(_("A hand-over of this post is under way already."), HandoverRefused)
	work = handover_work.items(posting_doc)
	if not work:
		frappe.throw(_("There is no open work to hand over."), HandoverRefused)
	colleagues = posting.users_at(posting_doc.organ)
	for group in dict.fromkeys(item["part"] for item in work):
		to_user = receivers.get(group)
		if not to_user:
			frappe.throw(_("Name who receives: {0}").format(_(group)), HandoverRefused)
		if to_user == posting_doc.user or to_user not in colleagues:
			frappe.throw(
				_("{0} cannot receive it: a colleague with a post at the organ has to.").format(
					frappe.utils.get_fullname(to_user)
				),
				HandoverRefused,
			)
	doc = frappe.new_doc("Work Handover")
	doc.update(
		{
			"posting": posting_doc.name,
			"organ": posting_doc.organ,
			"from_user": posting_doc.user,
			"reason": reason.strip(),
			"effective_on": getdate(effective_on) if effective_on else None,
			"stage": PREPARED,
			"prepared_by": frappe.session.user,
			"prepared_on": when.now(),
		}
	)
	for item in work:
		doc.append("items", {**item, "to_user": receivers[item["part"]]})
	return doc.insert(ignore_permissions=True)


def confirm_giving(doc: Document, note: str | None = None) -> Document:
	"""Confirm that the list is complete: the leaver himself, or whoever is in charge for him, with `note` saying why."""
	_lock(doc)
	if doc.stage != PREPARED:
		frappe.throw(_("The list is confirmed already, or taken back."), HandoverRefused)
	user = frappe.session.user
	if user != doc.from_user:
		if not charge.is_in_charge(doc.organ):
			frappe.throw(_("The person who hands over confirms, or whoever is in charge."), NotPermitted)
		if not (note or "").strip():
			frappe.throw(_("Say why the person does not confirm himself."), HandoverRefused)
	return _write(
		doc, stage=GIVEN, given_by=user, given_on=when.now(), given_note=(note or "").strip() or None
	)


def confirm_receiving(doc: Document) -> Document:
	"""Confirm, as one of the receivers, one's part of the list; with that the work is one's own. Return the hand-over."""
	_lock(doc)
	if doc.stage != GIVEN:
		frappe.throw(_("First the one who hands over confirms the list."), HandoverRefused)
	user = frappe.session.user
	own = [row for row in doc.items if row.to_user == user and not row.received_on]
	if not own:
		frappe.throw(_("Nothing in this list waits for you."), NotPermitted)
	if doc.organ not in posting.organs_of(user):
		frappe.throw(_("You no longer hold a post at this organ."), NotPermitted)
	handover_work.move(frappe.get_doc("Posting", doc.posting), user, own)
	for row in own:
		row.received_on = when.now()
	if all(row.received_on for row in doc.items):
		doc.stage = DONE
	return _write(doc)


def take_back(doc: Document, reason: str) -> Document:
	"""Take back a hand-over that nobody has received yet, as who prepared it or is in charge."""
	_lock(doc)
	if frappe.session.user not in (doc.prepared_by, doc.from_user) and not charge.is_in_charge(doc.organ):
		frappe.throw(_("Only who prepared it or is in charge takes it back."), NotPermitted)
	if doc.stage not in (PREPARED, GIVEN) or any(row.received_on for row in doc.items):
		frappe.throw(_("Part of it has been received already."), HandoverRefused)
	if not (reason or "").strip():
		frappe.throw(_("Say why it is taken back."), HandoverRefused)
	return _write(doc, stage=CANCELLED, cancel_reason=reason.strip())


def require_prepare(posting_doc: Document) -> None:
	"""Raise NotPermitted unless the user is the person of the Posting, or in charge of its organ."""
	if frappe.session.user != posting_doc.user and not charge.is_in_charge(posting_doc.organ):
		frappe.throw(
			_("Only the person himself, or whoever is in charge, lists his open work."), NotPermitted
		)


def require_part(doc: Document) -> None:
	"""Raise NotPermitted unless the user has a part in the hand-over: gives, receives, prepared it or is in charge."""
	people = {doc.from_user, doc.prepared_by, *(row.to_user for row in doc.items)}
	if frappe.session.user not in people and not charge.is_in_charge(doc.organ):
		frappe.throw(_("You have no access to this record."), NotPermitted)


def _lock(doc: Document) -> None:
	frappe.db.get_value("Work Handover", doc.name, "name", for_update=True)
	doc.reload()


def _write(doc: Document, **values) -> Document:
	doc.update(values)
	return doc.save(ignore_permissions=True)
