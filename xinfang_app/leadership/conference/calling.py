"""Calling a meeting of the joint conference: drafted, notice given, called off, called again.

Rule (art. 13; a township rule of three days): the conference's office drafts the meeting, kind, day, place and topics, and
gives its members notice so many days ahead as the conference has set. An emergency meeting (即时研判) may be called with
shorter notice, with the reason. Without notice no meeting is held and nothing is decided. With the notice the members'
organs see the meeting; a draft is its office's alone.
"""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, getdate

from xinfang_app import when
from xinfang_app.access import custody, scope, watch_words
from xinfang_app.leadership import telling, who
from xinfang_app.leadership.conference import bodies
from xinfang_app.leadership.errors import ConferenceRefused
from xinfang_app.petition import acting, handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.workflows import stages

DOCTYPE = "Joint Conference"
KINDS = ("Plenary meeting", "Work meeting", "Special meeting", "Emergency meeting")
EMERGENCY = "Emergency meeting"
NOTICE = "W35H"


def draft(
	body: Document,
	kind: str,
	planned_on: datetime | str,
	*,
	title: str | None = None,
	place: str | None = None,
	former: str | None = None,
	members: list[str] | None = None,
) -> Document:
	"""Draft a meeting of `body`; return it. `members`: the organs invited, of its members (default: all)."""
	bodies.require_office(body.office)
	if not body.enabled:
		frappe.throw(_("This conference does not meet any more."), ConferenceRefused)
	if kind not in KINDS:
		frappe.throw(_("Say which kind of meeting it is."), ConferenceRefused)
	watch_words.refuse(title)
	conference = frappe.new_doc(DOCTYPE)
	conference.update(
		{
			"body": body.name,
			"kind": kind,
			"title": (title or "").strip() or f"{body.title}{_(kind, lang='zh')}",
			"planned_on": _ahead(planned_on),
			"place": place,
			"former": former,
			"from_organ": body.office,
			"scope_code": frappe.get_cached_value("Organ", body.office, "place_code"),
			"convener": body.convener,
			"convener_name": who.full_name(body.convener),
			"convener_organ": body.convener_organ,
		}
	)
	for row in body.members:
		if members is None or row.organ in members:
			conference.append(
				"members", {"organ": row.organ, "member": row.member, "member_name": row.member_name}
			)
	conference.quorum_needed = bodies.quorum(len(conference.members), cint(body.quorum_percent))
	return handling.write(conference)


def change(
	conference: Document, *, planned_on: datetime | str, place: str | None = None, title: str | None = None
) -> Document:
	"""Change day, place or title of a draft; return it."""
	_office(conference, ("Draft",), _("Changing it"))
	conference.update(
		{"planned_on": _ahead(planned_on), "place": place, "title": (title or "").strip() or conference.title}
	)
	return handling.write(conference)


def notify(conference: Document, *, short_notice_reason: str | None = None) -> Document:
	"""Give the members notice (W35H); return the conference. Raises ConferenceRefused for what it lacks."""
	_office(conference, ("Draft",), _("The notice"))
	for value, what in ((conference.place, _("Place")), (conference.planned_on, _("Planned for"))):
		handling.demand(value, what)
	if not conference.members:
		frappe.throw(_("The conference has no members yet."), ConferenceRefused)
	if not conference.topics:
		frappe.throw(_("A meeting has at least one topic before its notice goes out."), ConferenceRefused)
	if not conference.convener:
		frappe.throw(_("The conference has no convener yet."), ConferenceRefused)
	_ahead(conference.planned_on)
	reason = check_notice(conference, short_notice_reason)
	conference.update({"notified_on": when.now(), "short_notice_reason": reason})
	for row in conference.members:
		row.told_on = when.now()
	conference = stages.advance(conference, "Notice Given", by_service=True)
	for row in conference.members:
		if not acting.is_external(row.organ):
			custody.give(
				conference, organ=row.organ, reason=_("Member of the joint conference"), source=conference
			)
	papers.issue(NOTICE, conference, organ=conference.from_organ, occurred_on=when.now())
	telling.members(conference, telling.NOTICE, _insiders(conference))
	return conference


def check_notice(conference: Document, reason: str | None) -> str | None:
	"""Return the reason of a short notice, None where it is in time. Raises ConferenceRefused where it may not be short."""
	days = cint(frappe.db.get_value(bodies.DOCTYPE, conference.body, "notice_days"))
	if getdate(conference.planned_on) >= earliest(when.today(), days):
		return None
	if conference.kind != EMERGENCY:
		frappe.throw(
			_(
				"Notice is given at least {0} days ahead: plan the meeting for a later day, or call an emergency meeting."
			).format(days),
			ConferenceRefused,
		)
	handling.demand(reason, _("Why the notice was short"))
	return reason


def earliest(today: date, days: int) -> date:
	"""Return the first day for which notice given `today` is in time: the day of the notice does not count. Pure."""
	return today + timedelta(days=days)


def call_off(conference: Document, reason: str) -> Document:
	"""Call a meeting off that was not held; its topics wait for the next one."""
	_office(conference, ("Draft", "Notice Given"), _("Calling it off"))
	handling.demand(reason, _("The reason"))
	told = conference.stage == "Notice Given"
	conference.cancelled_reason = reason.strip()
	conference = stages.advance(conference, "Cancelled", by_service=True)
	if told:
		telling.members(conference, telling.CALLED_OFF, _insiders(conference))
	return conference


def again(conference: Document, planned_on: datetime | str) -> Document:
	"""Draft a new meeting with the topics of one that had no quorum or was called off; return it."""
	_office(conference, ("No Quorum", "Cancelled"), _("A new meeting"))
	body = frappe.get_doc(bodies.DOCTYPE, conference.body)
	following = draft(
		body,
		conference.kind,
		planned_on,
		title=conference.title,
		place=conference.place,
		former=conference.name,
		members=[row.organ for row in conference.members],
	)
	for row in conference.topics:
		following.append(
			"topics",
			{
				key: row.get(key)
				for key in ("kind", "title", "petition", "ref_doctype", "ref_name", "brought_by")
			},
		)
	return handling.write(following)


def check_notified(conference: Document) -> None:
	"""Stage guard: notice was given."""
	if not conference.notified_on:
		frappe.throw(_("A meeting is held after its notice only."), ConferenceRefused)


def check_cancelled(conference: Document) -> None:
	"""Stage guard: called off with a reason."""
	if not conference.cancelled_reason:
		frappe.throw(_("A meeting is called off with a reason."), ConferenceRefused)


def _insiders(conference: Document) -> list[str]:
	return [row.organ for row in conference.members if not acting.is_external(row.organ)]


def _ahead(planned_on: datetime | str) -> datetime:
	handling.demand(planned_on, _("Planned for"))
	day = get_datetime(planned_on)
	if day <= when.now():
		frappe.throw(_("The meeting has to lie ahead."), ConferenceRefused)
	return day


def _office(conference: Document, at: tuple[str, ...], what: str) -> None:
	scope.require(conference, "act")
	bodies.require_office(conference.from_organ)
	handling.at_stage(conference, at, what)
