"""How a posting ends, so that no work is left without an owner.

Rule: before a posting ends, its open work is shown. It goes to the successor, who must hold a post at the same organ
himself; without one to the organ's inbox keeper (else its head, else a leader there), for a stand-in back to the
person he stood in for. Whoever receives it is told the same day, on the desk and by e-mail. Someone who keeps another
post at the same organ keeps the work, unless a successor is named.

The hand-over happens once, when the last day has come: at once when the end is entered on or after it, otherwise in
the daily job of the day after. `handed_over_on` says that it was done.

The rooms above say what is open (`xf_open_work`: dotted functions `(user, organ) -> list[dict(doctype, name, label,
due_on)]`) and move what they keep by user (`xf_posting_ended`: dotted functions `(posting, to_user, work) -> None`).
"""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.organization import posting, posting_alert
from xinfang_app.organization.errors import PostingError


def open_work(doc) -> list[dict]:
	"""Return what the person of the Posting `doc` has open at its organ, earliest due date first, undated last."""
	work: list[dict] = []
	for path in frappe.get_hooks("xf_open_work"):
		work.extend(frappe.get_attr(path)(doc.user, doc.organ))
	return sorted(work, key=lambda item: (item.get("due_on") is None, str(item.get("due_on") or "")))


def preview(doc) -> dict:
	"""Return what ending the Posting `doc` leaves open: per kind of record the number and the first due date, who could
	take over, and who receives it otherwise.

	No matter is named, for who keeps the postings reads no case.
	"""
	kinds: dict[str, dict] = {}
	for item in open_work(doc):
		kind = kinds.setdefault(item["doctype"], {"doctype": item["doctype"], "count": 0, "due_on": None})
		kind["count"] += 1
		kind["due_on"] = kind["due_on"] or item.get("due_on")
	colleagues = [user for user in posting.users_at(doc.organ, on=_first_day_after(doc)) if user != doc.user]
	return {
		"count": sum(kind["count"] for kind in kinds.values()),
		"kinds": list(kinds.values()),
		"successors": [
			{"user": user, "name": frappe.db.get_value("User", user, "full_name")} for user in colleagues
		],
		"otherwise": receiver(doc),
	}


def end(doc, to_date: date | str, reason: str, successor: str | None = None) -> dict:
	"""End the Posting `doc` with `to_date` as its last day, and hand its open work over if that day has come.

	Returns {"count": open items, "to_user": who receives them or None, "done": whether that has happened already}.
	Raises PostingError if the successor holds no post at the organ, if no reason is given, or if it has ended before.
	"""
	if not (reason or "").strip():
		frappe.throw(_("Give the reason for the end of the posting"), PostingError)
	if doc.handed_over_on and doc.to_date and getdate(doc.to_date) < when.today():
		frappe.throw(_("This posting has ended already"), PostingError)
	doc.to_date = getdate(to_date)
	doc.successor = successor or None
	doc.ended_reason = reason.strip()
	count = len(open_work(doc))
	doc.save()
	return {
		"count": count,
		"to_user": doc.handed_over_to or receiver(doc),
		"done": bool(doc.handed_over_on),
	}


def last_day(doc) -> date | None:
	"""Return the last day on which the posting counts, or None if none is set.

	For a stand-in this is the first of: the end of his acting period, of his posting, of the posting he stands in for.
	"""
	days = [doc.to_date]
	if doc.deputy_of:
		days += [doc.acting_to, frappe.db.get_value("Posting", doc.deputy_of, "to_date")]
	return min((getdate(day) for day in days if day), default=None)


def receiver(doc) -> str | None:
	"""Return who receives the open work of the Posting `doc`, by the rule of this module; None if there is nobody."""
	if doc.successor:
		return doc.successor
	if _stays(doc):
		return doc.user
	if doc.deputy_of:
		principal = frappe.db.get_value("Posting", doc.deputy_of, "user")
		if doc.organ in posting.organs_of(principal, max(_first_day_after(doc), when.today())):
			return principal
	return posting.inbox_of(doc.organ, besides=doc.user)


def check_successor(doc) -> None:
	"""Throw PostingError if the named successor is the leaver, or will hold no post at the organ."""
	if not doc.successor or not doc.has_value_changed("successor"):
		return
	if doc.successor == doc.user:
		frappe.throw(_("The successor has to be somebody else"), PostingError)
	after = _first_day_after(doc)
	if not any(
		doc.organ in posting.organs_of(doc.successor, day) for day in {after, max(after, when.today())}
	):
		frappe.throw(
			_("{0} holds no post at {1} after the end: give the successor a posting first").format(
				doc.successor, frappe.db.get_value("Organ", doc.organ, "title")
			),
			PostingError,
		)


def reopen_if_prolonged(doc) -> None:
	"""Forget the hand-over when the end was taken back or moved into the future: there will be another one."""
	end_day = last_day(doc)
	if doc.handed_over_on and (end_day is None or end_day > when.today()):
		doc.handed_over_on = doc.handed_over_to = None
		doc.handed_over_count = 0


def settle_on_save(doc) -> None:
	"""Hand over at once if the end has just been set to today or earlier. A new posting waits for the daily job."""
	if doc.get_doc_before_save() is None:
		return
	end_day = last_day(doc)
	if (
		end_day
		and end_day <= when.today()
		and (doc.has_value_changed("to_date") or doc.has_value_changed("acting_to"))
	):
		settle(doc)


def settle(doc) -> None:
	"""Hand over the open work of an ended posting and tell the receiver. Does nothing a second time."""
	if doc.handed_over_on:
		return
	work = open_work(doc)
	to_user = receiver(doc)
	if work and to_user != doc.user:
		for path in frappe.get_hooks("xf_posting_ended"):
			frappe.get_attr(path)(doc, to_user, work)
		posting_alert.tell(doc, to_user, len(work), last_day(doc))
	doc.db_set(
		{"handed_over_on": when.today(), "handed_over_to": to_user, "handed_over_count": len(work)},
		update_modified=False,
	)


def _first_day_after(doc) -> date:
	return (last_day(doc) or when.today()) + timedelta(days=1)


def _stays(doc) -> bool:
	"""Return whether the person holds another post at the same organ when this one has ended."""
	rows = posting.current(doc.user, max(_first_day_after(doc), when.today()))
	return any(row.organ == doc.organ and row.name != doc.name for row in rows)
