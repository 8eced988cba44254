"""What the form of a hearing may change while it is prepared, and what holds at every save.

Rule: the officers of the organ that hears fill in reason, date, venue, panel and parties until the notices go out; from
then on only the services change anything. Who petitions stays on it, and stands on it alone as petitioner: nobody is put
in his place; others speak for him as proxies. What he gave as his reason is his. A hearing is public; it is closed for a reason that the law names, with the
provision. The names of people outside the organs are put away as identities at once.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from xinfang_app import when
from xinfang_app.access import identity
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.hearing import panel, settings, who
from xinfang_app.hearing.errors import HearingRefused
from xinfang_app.hearing.vocabulary import BOOKED, CITIZENS, HANDLING
from xinfang_app.petition.registering import guard
from xinfang_app.petition.serving import recipients
from xinfang_app.review import asking
from xinfang_app.settling import booking
from xinfang_app.settling.booking import Booking

PETITIONER = "Petitioner"
EDITABLE = ("Considered", "Requested", "Preparing")


def by_form(hearing: Document) -> None:
	"""Refuse a save by a form of somebody who does not work for the organ that hears; keep what rows do not show."""
	before = hearing.get_doc_before_save()
	if not before:
		return
	who.require_organ(before)
	if hearing.workflow_state != before.workflow_state:
		frappe.throw(_("A hearing goes on by the buttons of its form."), HearingRefused)
	if hearing.level != HANDLING:
		hearing.respondent_organ = before.respondent_organ
	known = {row.name: row for row in before.panel}
	for row in hearing.panel:
		row.stands_aside = known[row.name].stands_aside if row.name in known else 0
	if before.asked_on:
		hearing.reason = before.reason
	parties = {row.name: row for row in before.parties}
	for row in hearing.parties:
		old = parties.get(row.name)
		for field in ("petitioner", "shown_name", "attendance"):
			row.set(field, old.get(field) if old else None)
	_keep_petitioners(hearing, before)


def _keep_petitioners(hearing: Document, before: Document) -> None:
	given = {row.name: row for row in hearing.parties}
	for old in before.parties:
		if old.side != PETITIONER or not old.petitioner:
			continue
		row = given.get(old.name) or hearing.append("parties", {})
		row.update({field: old.get(field) for field in ("side", "petitioner", "shown_name", "organ")})
		row.entry_name = None


def check(hearing: Document) -> None:
	"""Before every save: names put away, panel and parties possible, venue and people free, closed with a reason."""
	_put_names_away(hearing)
	panel.fill(hearing)
	if hearing.stage and hearing.stage not in (*EDITABLE, "Notified"):
		return
	refuse_watch_words(hearing.reason, hearing.closed_note)
	# What was told stands until the sitting: a posting or a venue that changed meanwhile stops no other step.
	before = hearing.get_doc_before_save() if hearing.stage == "Notified" else None
	if before and before.stage in EDITABLE:
		before = None
	panel.check(hearing, before)
	if not before or _rows(hearing.parties) != _rows(before.parties):
		_check_parties(hearing)
	if not hearing.public and hearing.stage in ("Preparing", "Notified"):
		for field in ("closed_reason", "closed_note"):
			if not (hearing.get(field) or "").strip():
				frappe.throw(
					_("A hearing that is not public needs its reason and the provision."), HearingRefused
				)
	if hearing.held_on and not guard.by_service(hearing):
		hearing.hours = flt(hearing.hours) or settings.load().hours
		if frappe.utils.get_datetime(hearing.held_on) <= when.now():
			frappe.throw(_("The day of the hearing has to lie ahead."), HearingRefused)
	if hearing.held_on and hearing.stage in BOOKED and not (before and _booking(hearing) == _booking(before)):
		booking.refuse_clash(booked(hearing))


def _rows(rows: list[Document]) -> list[tuple]:
	return [(row.side, row.petitioner, row.shown_name, row.organ, row.entry_name) for row in rows]


def _booking(hearing: Document) -> tuple:
	day = frappe.utils.get_datetime(hearing.held_on) if hearing.held_on else None
	return day, hearing.place, flt(hearing.hours), panel.keys(hearing)


def booked(hearing: Document) -> Booking:
	"""Return what a hearing with a day takes."""
	start = frappe.utils.get_datetime(hearing.held_on)
	return Booking(
		"Hearing",
		hearing.name,
		start,
		booking.until(start, hearing.hours),
		hearing.place,
		panel.keys(hearing),
	)


def bookings(start, end) -> list[Booking]:
	"""Return the hearings planned to begin from `start` to `end`. Registered in `xf_bookings`."""
	names = frappe.get_all(
		"Hearing",
		filters=[["stage", "in", BOOKED], ["held_on", ">=", start], ["held_on", "<", end]],
		pluck="name",
	)
	return [booked(frappe.get_doc("Hearing", name)) for name in names]


def add_petitioners(hearing: Document) -> None:
	"""Enter those who petition, as many as may speak, and the organ whose handling is heard; nothing is saved."""
	most = settings.load().most_representatives
	for person in _of_matter(hearing)[:most]:
		hearing.append(
			"parties",
			{"side": "Petitioner", "petitioner": person.petitioner, "shown_name": person.masked_name},
		)
	hearing.append("parties", {"side": "Handling organ", "organ": who.handling_organ(hearing)})


def _of_matter(hearing: Document) -> list[recipients.Recipient]:
	"""Those who petition in the matter; in a review only who asked for it."""
	found = recipients.required(hearing.petition)
	if not hearing.review:
		return found
	return [who for who in found if asking.is_his(hearing.review, recipients.same(who.petitioner))]


def petitioners(hearing: Document) -> list[str]:
	"""Return who speaks as a petitioner and does petition in this matter."""
	theirs = {one for who in _of_matter(hearing) for one in recipients.same(who.petitioner)}
	return [row.petitioner for row in hearing.parties if row.side == PETITIONER and row.petitioner in theirs]


def _put_names_away(hearing: Document) -> None:
	for row in hearing.parties:
		name = (row.entry_name or "").strip()
		row.entry_name = None
		if not name:
			continue
		if row.side == PETITIONER:
			_refuse_other_petitioner()
		if row.side in CITIZENS:
			row.petitioner = identity.keep(name=name)
			row.shown_name = frappe.db.get_value("Petitioner", row.petitioner, "masked_name")
		else:
			row.petitioner, row.shown_name = None, name


def _refuse_other_petitioner() -> None:
	frappe.throw(
		_("Only who petitions in the matter stands as petitioner; whoever speaks for him is a proxy."),
		HearingRefused,
	)


def _check_parties(hearing: Document) -> None:
	if len(petitioners(hearing)) < len([row for row in hearing.parties if row.side == PETITIONER]):
		_refuse_other_petitioner()
	limits = settings.load()
	counted = (
		("Petitioner", limits.most_representatives, _("At most {0} of the petitioners speak (art. 20).")),
		("Proxy", limits.most_proxies, _("At most {0} proxies.")),
	)
	for side, most, text in counted:
		if len([row for row in hearing.parties if row.side == side]) > most:
			frappe.throw(text.format(most), HearingRefused)
	for row in hearing.parties:
		if not (row.shown_name or row.organ):
			frappe.throw(_("Row {0} of those who take part has no name.").format(row.idx), HearingRefused)
