"""Withdrawal by the petitioner's own will.

Rule: a petitioner may withdraw before he is answered. Anybody may bring the request to the screen, but it counts only
when he himself confirms it in a way that the handling organ does not control: on his own page with number and code, or
when the petition office calls him back. An officer of the handling organ can do neither; pressing people to withdraw
is a known abuse. Where several people petition together the matter goes on until every one of those who must be
served (`recipients`) has withdrawn.

Aid is never given for a withdrawal: one that follows aid within sixty days, or that aid follows before it takes effect,
waits until the upper petition office has checked it, whoever confirmed. When the last aid was approved or given is read
from the records of the rooms that give it (`xf_aid_given`: functions `(petition, petitioner) -> date | None`), when the
request is entered and again when it would take effect; whoever enters it may name a later day. What comes to light when
it has taken effect (`aid_followed`) is checked afterwards.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, date_diff, getdate

from xinfang_app import access, when
from xinfang_app.petition import handling
from xinfang_app.petition.ending import closing
from xinfang_app.petition.handling_errors import NotTheirOwnWord, WrongMoment
from xinfang_app.petition.serving import rating, recipients

OPEN_STAGES = ("Registered", "Referred", "Accepted", "Handling", "Opinion Issued", "Diverted")
AFTER_AID = 60  # days
CONFIRMED = "Withdrawal confirmed"
WAYS = ("In writing", "In person", "By phone")


def request(
	petition: Document,
	*,
	way: str,
	requester: str | None = None,
	reason: str | None = None,
	statement: str | None = None,
	occurred_on: datetime | str | None = None,
	aid_on: date | str | None = None,
) -> Document:
	"""Enter a request of the Petitioner `requester` (default: the main one); return the Withdrawal Request.

	`aid_on` is the day of the last aid given to him, if any. Nothing is withdrawn by it.
	"""
	access.require(petition, "supervise" if handling.petition_office_of() else "act")
	handling.demand(way if way in WAYS else None, _("How it was asked for"))
	if way == "In writing":
		handling.demand_file(statement, _("The petitioner's statement"))
	return _enter(
		petition, requester or petition.first_petitioner, way, reason, statement, occurred_on, aid_on
	)


def request_by_citizen(petition: Document, piece: Document, reason: str | None = None) -> Document:
	"""Enter and confirm the request that the petitioner made on his own page; `citizen` has verified his code."""
	_own_piece(petition, piece)
	entry = _enter(petition, _main_of(piece), "Citizen page", reason, None, None, None)
	return confirm(entry, piece=piece)


def confirm(entry: Document, *, piece: Document) -> Document:
	"""Confirm the request as the petitioner on his own page; `piece` is the submission whose code he entered."""
	petition = handling.petition_of(entry)
	_own_piece(petition, piece)
	_refuse_decided(entry)
	if _main_of(piece) not in recipients.same(entry.requester):
		frappe.throw(_("This request was made by another petitioner."), NotTheirOwnWord)
	entry.update({"confirm_way": "Citizen page", "confirmed_on": when.now()})
	return _finish(petition, entry)


def confirm_by_call(entry: Document, call_note: str) -> Document:
	"""Confirm the request after the petition office called the petitioner, with a note of the call.

	Raises NotTheirOwnWord for the handling organ and for anybody outside a petition office.
	"""
	petition = handling.petition_of(entry)
	office = rating.require_caller(petition)
	_refuse_decided(entry)
	handling.demand(call_note, _("The note of the call"))
	entry.update(
		{
			"confirm_way": "Call-back",
			"confirmed_on": when.now(),
			"confirmed_by": frappe.session.user,
			"confirmed_organ": office,
			"call_note": call_note,
		}
	)
	return _finish(petition, entry)


def deny(entry: Document, call_note: str) -> Document:
	"""Record that the petitioner did not confirm when the petition office called; the matter goes on."""
	office = rating.require_caller(handling.petition_of(entry))
	_refuse_decided(entry)
	handling.demand(call_note, _("The note of the call"))
	entry.update(
		{
			"status": "Not confirmed",
			"call_note": call_note,
			"confirmed_by": frappe.session.user,
			"confirmed_organ": office,
		}
	)
	return handling.write(entry)


def upper_check(
	entry: Document,
	*,
	checked_by: str,
	checked_on: date | str,
	note: str,
	proof: str,
	upper_organ: str | None = None,
) -> Document:
	"""Record what the upper petition office found on a withdrawal after aid, with its paper."""
	rating.require_caller(handling.petition_of(entry))
	if not entry.needs_upper_check or entry.upper_checked_on:
		frappe.throw(_("No check by the upper office is owed here."), WrongMoment)
	for value, what in (
		(checked_by, _("The name of the checker")),
		(note, _("The result of the check")),
	):
		handling.demand(value, what)
	handling.demand_file(proof, _("The paper of the check"))
	entry.update(
		{
			"upper_organ": upper_organ,
			"upper_checked_by": checked_by,
			"upper_checked_on": getdate(checked_on),
			"upper_note": note,
			"upper_proof": proof,
		}
	)
	return _finish(handling.petition_of(entry), entry)


def aid_followed(petitioner: str, aid_on: date) -> int:
	"""Put the check of the upper office on withdrawals of `petitioner` that aid of `aid_on` follows; return how many."""
	names = frappe.get_all(
		"Withdrawal Request",
		filters={
			"requester": ("in", sorted(recipients.same(petitioner))),
			"status": ("!=", "Not confirmed"),
			"upper_checked_on": ("is", "not set"),
			"requested_on": (">=", add_days(aid_on, -AFTER_AID)),
		},
		pluck="name",
	)
	for name in names:
		entry = frappe.get_doc("Withdrawal Request", name)
		handling.write(entry.update({"needs_upper_check": 1, "aid_on": aid_on}))
	return len(names)


def _enter(petition, requester, way, reason, statement, occurred_on, aid_on) -> Document:
	handling.at_stage(petition, OPEN_STAGES, _("A withdrawal"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("A withdrawal"))
	who = next(
		(who for who in recipients.required(petition.name) if who.petitioner in recipients.same(requester)),
		None,
	)
	if not who:
		frappe.throw(_("Only a petitioner of this matter can withdraw it."), NotTheirOwnWord)
	if frappe.db.exists(
		"Withdrawal Request",
		{"petition": petition.name, "requester": who.petitioner, "status": ["!=", "Not confirmed"]},
	):
		frappe.throw(_("A withdrawal of this petitioner is already on record."), WrongMoment)
	aid_on = _last_aid(petition, who.petitioner, aid_on)
	return handling.write(
		handling.new_record(
			"Withdrawal Request",
			petition,
			status="To be confirmed",
			requested_on=happened,
			requester=who.petitioner,
			requester_name=who.masked_name,
			way=way,
			reason=reason,
			statement=statement,
			aid_on=aid_on,
			needs_upper_check=int(_close_to(aid_on, happened)),
		)
	)


def _last_aid(petition: Document, petitioner: str, named: date | str | None) -> date | None:
	"""Return the day of the last aid to `petitioner`: on record, or as `named` by who enters the request."""
	days = [getdate(named)] if named else []
	for path in frappe.get_hooks("xf_aid_given"):
		day = frappe.get_attr(path)(petition, petitioner)
		days += [day] if day else []
	return max(days, default=None)


def _close_to(aid_on: date | None, happened: datetime) -> bool:
	"""Aid within sixty days before the request, or after it: the day of the request is only what somebody typed."""
	return bool(aid_on) and date_diff(getdate(happened), aid_on) <= AFTER_AID


def _finish(petition: Document, entry: Document) -> Document:
	"""Let the request take effect once nothing it waits for is open; withdraw the matter with the last petitioner."""
	if entry.status == CONFIRMED:
		return handling.write(entry)
	if not entry.upper_checked_on:
		aid_on = _last_aid(petition, entry.requester, entry.aid_on)
		entry.update({"aid_on": aid_on, "needs_upper_check": int(_close_to(aid_on, entry.requested_on))})
	if not entry.confirmed_on or (entry.needs_upper_check and not entry.upper_checked_on):
		return handling.write(entry)
	entry.status = CONFIRMED
	entry = handling.write(entry)
	if not recipients.not_withdrawn(petition.name):
		closing.withdraw(petition, entry)
	return entry


def _refuse_decided(entry: Document) -> None:
	if entry.status != "To be confirmed" or entry.confirmed_on:
		frappe.throw(_("This request has been decided already."), WrongMoment)


def _own_piece(petition: Document, piece: Document) -> None:
	if piece.petition != petition.name:
		frappe.throw(_("This code does not belong to this petition."), NotTheirOwnWord)


def _main_of(piece: Document) -> str | None:
	return next((row.petitioner for row in piece.petitioners if row.is_main), None)
