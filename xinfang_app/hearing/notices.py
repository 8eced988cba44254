"""The notices of a hearing (听证通知书), its announcement (听证公告), and moving its date.

Rule: the petitioner and the handling organ are told in writing, so many working days before the day as is set, with
time, venue, chair and members; a public hearing is announced. Before, everything is there: a decision, a panel of the
right number without anybody who may not sit, a free venue, somebody on each side. From the first notice on the days of
a hearing in a re-review are not counted (`exclusion`).

A date is moved with a reason, and told again as many working days before; so often as is set. That the petitioner
stayed away gives one new date of its own (`sitting.absent`) and is not counted here. A panel that can no longer decide,
since somebody on it had to stand aside in the sitting or before the conclusion, breaks the hearing off: it is given
another day however often it was moved, another member is named, and goes on; its record is kept, votes are given anew.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from xinfang_app import when
from xinfang_app.deadline import calendar, counting, milestones
from xinfang_app.hearing import deliberation, drafting, exclusion, panel, pending, settings, telling, who
from xinfang_app.hearing.errors import HearingRefused
from xinfang_app.petition import handling
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import recipients
from xinfang_app.workflows import stages

#: The hearing has begun and is not concluded.
SITTING = ("Under Way", "Deliberation")


def notify(hearing: Document) -> Document:
	"""Send the notices of a prepared hearing and announce it where it is public.

	Raises HearingRefused, PanelRefused, VenueTaken, PersonTaken; nothing is sent then.
	"""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Preparing",), _("The notice"))
	pending.check_hearing(hearing)
	for value, what in ((hearing.held_on, _("Held on")), (hearing.place, _("Venue"))):
		handling.demand(value, what)
	check_day(get_datetime(hearing.held_on))
	panel.check(hearing)
	panel.check_number(hearing)
	_check_sides(hearing)
	now = when.now()
	hearing.update({"notified_on": now, "announced_on": now if hearing.public else None})
	hearing = stages.advance(hearing, "Notified", by_service=True)
	milestones.record(hearing, "notified")
	telling.open_sight(hearing)
	send(hearing)
	telling.bench(hearing, telling.NOTICE)
	return exclusion.begin(hearing)


def move(hearing: Document, held_on: datetime | str, reason: str, *, place: str | None = None) -> Document:
	"""Give a hearing that was told another day (and venue), with a reason; everybody is told again.

	Raises HearingRefused when it was moved as often as is set, or goes on and its panel can decide.
	"""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Notified", *SITTING), _("Moving the date"))
	handling.demand(reason, _("The reason"))
	if hearing.stage in SITTING:
		return _break_off(hearing, held_on, reason, place)
	most = settings.load().most_moves
	if cint(hearing.moved) >= most:
		frappe.throw(
			_("The date was moved {0} times already; a hearing is moved no further.").format(hearing.moved),
			HearingRefused,
		)
	hearing.moved = cint(hearing.moved) + 1
	return put_off(hearing, held_on, reason, place)


def _break_off(hearing: Document, held_on: datetime | str, reason: str, place: str | None) -> Document:
	if not panel.unable(hearing):
		frappe.throw(_("The hearing has begun and its panel can decide; it goes on."), HearingRefused)
	handling.demand(held_on, _("The new day"))
	check_day(get_datetime(held_on))
	deliberation.take_back(hearing)
	hearing.update({"moved": cint(hearing.moved) + 1, "closed_on": None})
	return put_off(stages.advance(hearing, "Notified", by_service=True), held_on, reason, place)


def put_off(
	hearing: Document,
	held_on: datetime | str,
	reason: str,
	place: str | None = None,
	*,
	proof: str | None = None,
) -> Document:
	"""Write another day and tell it. The caller has asked the right and counted."""
	handling.demand(held_on, _("The new day"))
	day = get_datetime(held_on)
	check_day(day)
	hearing.update({"held_on": day, "place": place or hearing.place, "move_reason": reason})
	hearing = handling.write(hearing)
	milestones.record(hearing, "moved", note=reason, scan=proof)
	send(hearing)
	telling.bench(hearing, telling.MOVED)
	return hearing


def check_day(day: datetime) -> None:
	"""Refuse a day that is too near for the notice. Raises HearingRefused."""
	needed = settings.load().notice_days
	first = counting.add_workdays(when.today(), needed, calendar.load())
	if day.date() < first:
		frappe.throw(
			_("The notice goes out {0} working days before: the hearing can be held from {1} on.").format(
				needed, first
			),
			HearingRefused,
		)


def _check_sides(hearing: Document) -> None:
	sides = {row.side for row in hearing.parties}
	if not drafting.petitioners(hearing):
		frappe.throw(_("Nobody of the petitioners is entered."), HearingRefused)
	if "Handling organ" not in sides:
		frappe.throw(_("The handling organ is not entered."), HearingRefused)


def send(hearing: Document) -> None:
	"""Tell everybody who takes part, and the public, how the hearing stands now; the caller has asked the right."""
	organ, now = who.organ_of(hearing), when.now()
	for person in petitioners(hearing):
		papers.issue("W19", hearing, organ=organ, occurred_on=now, recipient=person)
	for other in who.other_organs(hearing):
		papers.issue("W19Z", hearing, organ=organ, occurred_on=now, recipient=other)
		telling.organ(hearing, telling.NOTICE if not hearing.moved else telling.MOVED, other)
	if hearing.public:
		papers.issue("W19G", hearing, organ=organ, occurred_on=now)


def petitioners(hearing: Document) -> list[str]:
	"""Return who is told as a petitioner: whoever speaks, and at the handling the main petitioner of each piece.

	One person once. Of a hearing in a review nobody is told who did not ask for the review.
	"""
	others = [] if hearing.review else recipients.mains(hearing.petition)
	found: list[str] = []
	seen: set[str] = set()
	for person in (*drafting.petitioners(hearing), *others):
		if person not in seen:
			seen |= recipients.same(person)
			found.append(person)
	return found
