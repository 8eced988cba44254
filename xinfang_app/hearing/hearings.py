"""Whether a hearing is held (听证): the right told, asked for, of the organ's own motion, decided; called off or waived.

Rule (arts. 31(6), 36 §2): for a major, complex or hard matter the organ that handles it, reviews it or reviews it again
may hold a hearing; the petitioner may ask for one, within the working days of the setting after he was told. The head
or a leader decides: held, or not held with its ground and reason in a notice to the petitioner (不予听证告知书). A request
is put on record whenever it comes; lateness is at most a ground for not holding the hearing. What belongs to courts,
arbitration or administrative review is not heard here. It is about the demand, never about how somebody petitions.

Not asking in time, staying away and waiving end a hearing, never the matter. One hearing at a time.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.deadline import calendar, counting, milestones
from xinfang_app.hearing import drafting, exclusion, pending, settings, telling, who
from xinfang_app.hearing.errors import HearingRefused, NotYourHearing
from xinfang_app.hearing.vocabulary import GROUNDS, HANDLING, LEVELS, WAYS
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import papers
from xinfang_app.petition.serving import recipients
from xinfang_app.workflows import stages

DOCTYPE = "Hearing"
ASKED, TOLD, OWN = "Asked by the petitioner", "Right told to the petitioner", "Of the organ's own motion"


def of(petition: str) -> list[Document]:
	"""Return the hearings of the petition named `petition`, oldest first. The caller has asked `access`."""
	names = frappe.get_all(DOCTYPE, filters={"petition": petition}, pluck="name", order_by="creation asc")
	return [frappe.get_doc(DOCTYPE, name) for name in names]


def tell_right(petition: Document, reason: str, *, review: Document | None = None) -> Document:
	"""Tell the petitioner that he may ask for a hearing, and until when (听证告知书); return the Hearing."""
	hearing = _begin(petition, TOLD, reason, review)
	last = counting.add_workdays(when.today(), settings.load().ask_days, calendar.load())
	hearing.ask_by = last
	hearing = handling.write(hearing)
	milestones.record(hearing, "right_told")
	_to_petitioners("W19A", hearing)
	return hearing


def propose(petition: Document, reason: str, *, review: Document | None = None) -> Document:
	"""Propose a hearing of the organ's own motion, for its leader to decide; return the Hearing."""
	hearing = handling.write(_begin(petition, OWN, reason, review))
	milestones.record(hearing, "proposed")
	return hearing


def ask(
	petition: Document,
	*,
	way: str,
	reason: str,
	file: str | None = None,
	asked_on: datetime | str | None = None,
	review: Document | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Put on record that the petitioner asks for a hearing; its term to be decided begins. Returns the Hearing.

	`way`: one of WAYS; a written application comes with its `file`.
	"""
	handling.demand(way if way in WAYS else None, _("Way of asking"))
	if way == "In writing":
		handling.demand_file(file, _("Application"))
	moment = handling.moment(asked_on)
	handling.not_in_future(moment, _("The application"))
	handling.check_entry(moment, scan=file, backdate_reason=backdate_reason)
	told = pending.standing(petition.name, review)
	if told and told.stage == "Considered" and told.source == TOLD:
		hearing = told
		who.require_organ(hearing)
		handling.demand(reason, _("The reason"))
	else:
		hearing = handling.write(_begin(petition, ASKED, reason, review))
	hearing.update(
		{
			"asked_on": moment,
			"asked_way": way,
			"request_file": file,
			"backdate_reason": backdate_reason,
			"reason": reason,
		}
	)
	hearing = stages.advance(hearing, "Requested", by_service=True)
	milestones.record(hearing, "asked", moment, scan=file, backdate_reason=backdate_reason)
	return hearing


def decide(
	hearing: Document,
	hold: bool,
	*,
	ground: str | None = None,
	reason: str | None = None,
	signer: str | None = None,
	occurred_on: datetime | str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Decide for the organ whether the hearing is held; not held: with ground and reason, told to the petitioner.

	`signer`, `occurred_on`, `scan`: a decision signed on paper. Raises NotYourHearing, HearingRefused.
	"""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Considered", "Requested"), _("The decision"))
	decider = who.deciding(
		hearing, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	if hearing.source == TOLD and hearing.stage == "Considered":
		frappe.throw(_("The petitioner has not asked for a hearing yet."), HearingRefused)
	hearing.update(
		{
			"decision": "To be held" if hold else "Not to be held",
			"decided_on": decider.on,
			"decided_by": decider.user,
			"sign_note": decider.note,
			"scan": scan or hearing.scan,
			"backdate_reason": backdate_reason or hearing.backdate_reason,
		}
	)
	if not hold:
		return _refuse(hearing, ground, reason, decider)
	pending.check_hearing(hearing)
	drafting.add_petitioners(hearing)
	hearing = stages.advance(hearing, "Preparing", by_service=True)
	milestones.record(hearing, "decided", decider.on, scan=scan, backdate_reason=backdate_reason)
	telling.organ(hearing, telling.TO_PREPARE)
	return hearing


def not_asked(hearing: Document) -> Document:
	"""End a hearing that nobody asked for in the term he was told. Raises HearingRefused while the term runs."""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Considered",), _("This step"))
	if hearing.source != TOLD or when.today() <= getdate(hearing.ask_by):
		frappe.throw(_("The petitioner may still ask for the hearing."), HearingRefused)
	return end(hearing, "Waived", _("Not asked for by {0}.").format(getdate(hearing.ask_by)))


def waive(hearing: Document, reason: str, file: str, occurred_on: datetime | str | None = None) -> Document:
	"""Record that the petitioner gives the hearing up, with his paper. The matter goes on without one."""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Requested", "Preparing", "Notified"), _("Waiving the hearing"))
	handling.demand(reason, _("The reason"))
	handling.demand_file(file, _("What the petitioner signed"))
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, _("The waiver"))
	if hearing.source == OWN:
		frappe.throw(
			_("A hearing of the organ's own motion is called off by the organ, not waived."), HearingRefused
		)
	return end(hearing, "Waived", reason, file=file, moment=moment)


def call_off(hearing: Document, reason: str) -> Document:
	"""Call off a hearing of the organ's own motion, decided by its leader with the reason; the petitioner is told.

	One that the petitioner asked for is not called off. Raises HearingRefused, NotYourHearing.
	"""
	who.require_organ(hearing)
	handling.at_stage(hearing, ("Considered", "Preparing", "Notified"), _("Calling off the hearing"))
	handling.demand(reason, _("The reason"))
	if hearing.source != OWN:
		frappe.throw(
			_("The petitioner asked for this hearing; it is held, or he gives it up."), HearingRefused
		)
	who.deciding(hearing)
	was_notified = hearing.stage == "Notified"
	hearing = end(hearing, "Cancelled", reason)
	if was_notified:
		_to_petitioners("W19C", hearing)
	return hearing


def end(
	hearing: Document,
	stage: str,
	reason: str,
	*,
	file: str | None = None,
	moment: datetime | None = None,
) -> Document:
	"""End a hearing without a conclusion: what was left out of a term ends, too. The caller has asked the right."""
	hearing.update({"ended_on": moment or when.now(), "ended_reason": reason, "ended_file": file})
	hearing = stages.advance(hearing, stage, by_service=True)
	milestones.record(hearing, "waived" if stage == "Waived" else "cancelled")
	hearing = exclusion.end(hearing)
	telling.close_sight(hearing)
	telling.bench(hearing, telling.OFF)
	if hearing.notified_on:
		for other in who.other_organs(hearing):
			telling.organ(hearing, telling.OFF, other)
	return hearing


def _refuse(hearing: Document, ground: str | None, reason: str | None, decider: who.Decider) -> Document:
	handling.demand(ground if ground in GROUNDS else None, _("Ground for not holding it"))
	handling.demand(reason, _("The reason"))
	refuse_watch_words(reason)
	late = hearing.ask_by and hearing.asked_on and getdate(hearing.asked_on) > getdate(hearing.ask_by)
	if ground == "Asked for after the term, without cause" and not late:
		frappe.throw(_("The petitioner asked in time."), HearingRefused)
	hearing.update({"refusal_ground": ground, "refusal_reason": reason})
	asked = hearing.source != OWN
	hearing = stages.advance(hearing, "Not Held", by_service=True)
	milestones.record(
		hearing, "refused", decider.on, scan=decider.scan, backdate_reason=decider.backdate_reason
	)
	if asked:
		_to_petitioners("W19B", hearing)
	return hearing


def _begin(petition: Document, source: str, reason: str, review: Document | None) -> Document:
	scope.require(petition, "read")
	recusal.refuse(petition.name)
	organ = review.organ if review else petition.holder
	if not who.acts_for(organ):
		frappe.throw(_("Only {0} can take this step.").format(acting.organ_title(organ)), NotYourHearing)
	handling.demand(reason, _("The reason"))
	refuse_watch_words(reason)
	pending.check(petition, review)
	if pending.standing(petition.name, review):
		frappe.throw(_("There is a hearing on this matter already."), HearingRefused)
	return new(petition, source, reason, review)


def new(
	petition: Document, source: str, reason: str, review: Document | None, organ: str | None = None
) -> Document:
	"""Return an unsaved hearing about `petition`. The caller has asked the right and whether one may be held."""
	level = review.level if review else HANDLING
	number = frappe.db.count(DOCTYPE, {"petition": petition.name}) + 1
	return handling.new_record(
		DOCTYPE,
		petition,
		organ or (review.organ if review else petition.holder),
		number=f"{petition.number}-T{number}",
		title=petition.title,
		level=level,
		level_shown=LEVELS[level],
		source=source,
		reason=reason,
		review=review.name if review else None,
		respondent_organ=review.respondent_organ if review else petition.respondent_organ,
		jurisdiction=petition.place,
		public=1,
		hours=settings.load().hours,
	)


def _to_petitioners(code: str, hearing: Document) -> None:
	for person in recipients.mains(hearing.petition):
		papers.issue(code, hearing, organ=who.organ_of(hearing), occurred_on=when.now(), recipient=person)
