"""Turning a petition away: 不予受理 (art. 19 §3) and 不再受理 (art. 36 §3). Nothing else turns one away.

Not accepted: the same person has brought a matter that a lower organ has accepted or is handling to an organ above it,
and that organ's term has not run out. The notice names the running matter and the day by which it is due. If the term
has run out, the superior organ takes the matter up or supervises; the same or an equal organ joins the piece to the
running matter. Whoever is not surely the same person is never turned away.

No further acceptance: the last review (复核) is served, and the same facts and reasons are brought again. Number and day
are those of the review on record (`xf_final_reviews`: functions `(petition) -> list[dict]` with name, number, served_on,
title); one that was never in the system is named with its paper uploaded. Whether there are new facts or reasons is a question that a leader of the organ answers over his signature; a yes means that the
petition is accepted. Aid and care go on (art. 37 §3), and the notice says so.

Both are told in writing; the record keeps number, term and signature.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import identity, scope
from xinfang_app.deadline import milestones
from xinfang_app.organization import codes, posting
from xinfang_app.petition import acting, clocks, handling
from xinfang_app.petition.accepting import acceptance, routes
from xinfang_app.petition.acting import organ_title
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import notices
from xinfang_app.petition.referral_errors import RefusalNotAllowed, SignatureMissing
from xinfang_app.petition.referring import targets
from xinfang_app.workflows import stages

RUNNING = ("Accepted", "Handling")
TERMS = ("N06", "N15")


def not_accept(
	petition: Document,
	running: Document,
	explanation: str,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Turn `petition` away because its matter is being handled as `running` below; return the Legal Route.

	Raises RefusalNotAllowed with what must be done instead. Art. 19 §3.
	"""
	referral = _begin(petition)
	handling.demand(explanation, _("Explanation to the petitioner"))
	happened = _moment(petition, referral, occurred_on)
	organ, other = petition.holder, running.lead_organ or running.holder
	if running.name == petition.name:
		frappe.throw(_("A petition cannot be turned away because of itself."), RefusalNotAllowed)
	if running.stage not in RUNNING:
		frappe.throw(
			_("{0} is neither accepted nor being handled; the petition must be taken up (art. 19).").format(
				running.number
			),
			RefusalNotAllowed,
		)
	if not _same_person(petition, running):
		frappe.throw(
			_("It is not sure that the same person brought both; the petition must be taken up (art. 19)."),
			RefusalNotAllowed,
		)
	if not stands_above(organ, other):
		frappe.throw(
			_(
				"{0} handles the matter and your organ does not stand above it: join the piece to {1} instead."
			).format(organ_title(other), running.number),
			RefusalNotAllowed,
		)
	due = next(
		(
			day
			for day in (clocks.due_on(rule, running) for rule in TERMS if clocks.is_running(rule, running))
			if day
		),
		None,
	)
	if not due:
		frappe.throw(
			_("No term is running for {0}; the petition must be taken up (art. 19).").format(running.number),
			RefusalNotAllowed,
		)
	if due < max(happened.date(), when.today()):
		frappe.throw(
			_(
				"The term of {0} ran out on {1}. Your organ takes the matter up or supervises; it may not turn it away (art. 19)."
			).format(running.number, due),
			RefusalNotAllowed,
		)
	return _turn_away(
		petition,
		referral,
		"Not accepted",
		"W09",
		"Not Accepted",
		explanation,
		happened,
		{"scan": scan, "backdate_reason": backdate_reason},
		law=_("Regulation on Petition Work, art. 19 §3"),
		explanation=explanation,
		running_petition=running.name,
		running_number=running.number,
		running_due_on=due,
		running_organ=other,
	)


def no_further(
	petition: Document,
	review_number: str,
	review_served_on: date | str,
	new_facts: str,
	note: str,
	occurred_on: datetime | str | None = None,
	*,
	review_paper: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Decline `petition` for good after the last review; return the Legal Route, signed by who is logged in.

	`review_number` and `review_served_on` name the re-review opinion (复核意见); where it is not on record here,
	`review_paper` is its scan. `new_facts` ("Yes"/"No") answers 有无新的事实
	或理由?, `note` says how that was found. Raises SignatureMissing, RefusalNotAllowed, SomethingMissing. Art. 36 §3.
	"""
	referral = _begin(petition)
	signer = posting.may_sign(frappe.session.user, petition.holder, "opinion")
	if not signer:
		frappe.throw(
			_(
				"The question for new facts or reasons is answered over the signature of the head or a leader (art. 36)."
			),
			SignatureMissing,
		)
	handling.demand(review_number, _("Re-review opinion number"))
	handling.demand(review_served_on, _("Re-review opinion served on"))
	handling.demand(note, _("Findings on new facts or reasons"))
	if new_facts not in ("Yes", "No"):
		frappe.throw(_("Answer the question: are there new facts or reasons?"), RefusalNotAllowed)
	if new_facts == "Yes":
		frappe.throw(
			_("With new facts or reasons the petition must be accepted (art. 36 §3)."), RefusalNotAllowed
		)
	happened = _moment(petition, referral, occurred_on)
	_check_review(petition, review_number, review_served_on, review_paper)
	if getdate(review_served_on) > happened.date():
		frappe.throw(_("The re-review opinion is not served yet."), RefusalNotAllowed)
	return _turn_away(
		petition,
		referral,
		"No further acceptance",
		"W10",
		"No Further Acceptance",
		None,
		happened,
		{"scan": scan, "backdate_reason": backdate_reason},
		law=_("Regulation on Petition Work, art. 36 §3"),
		new_facts=new_facts,
		new_facts_note=note,
		final_review_number=review_number,
		final_review_served_on=getdate(review_served_on),
		final_review_paper=review_paper,
		signed_by=signer.user,
		signed_on=when.now(),
		signed_for=signer.on_behalf_of,
	)


def final_reviews(petition: Document) -> list[dict]:
	"""Return the re-reviews on record that ended a matter of the same person: [{name, number, served_on, title}]."""
	found = []
	for path in frappe.get_hooks("xf_final_reviews"):
		found += frappe.get_attr(path)(petition)
	return found


def _check_review(petition: Document, number: str, served_on: date | str, paper: str | None) -> None:
	"""Raise RefusalNotAllowed where the day is not that of the review on record, SomethingMissing without its paper."""
	known = next((row for row in final_reviews(petition) if row["number"] == number.strip()), None)
	if known and getdate(known["served_on"]) != getdate(served_on):
		frappe.throw(
			_("By the record {0} was served on {1}.").format(number, known["served_on"]), RefusalNotAllowed
		)
	if not known:
		handling.demand_file(paper, _("The paper of the re-review opinion, which is not on record here"))


def stands_above(organ: str, other: str) -> bool:
	"""Return whether `organ` is a superior of `other`: in its line, or of a higher tier over its place. Art. 19 §3."""
	if organ == other:
		return False
	if targets.in_own_line(organ, other):
		return True
	mine, its = (
		frappe.get_cached_value("Organ", name, ["tier", "place_code"], as_dict=True)
		for name in (organ, other)
	)
	if mine.tier not in codes.TIERS or its.tier not in codes.TIERS or not targets.in_area(organ, other):
		return False
	return codes.TIERS.index(mine.tier) < codes.TIERS.index(its.tier)


def _begin(petition: Document) -> Document | None:
	acting.lock(petition)
	scope.require(petition, "act")
	recusal.refuse(petition.name)
	targets.refuse_sealed(petition)
	return acceptance.taken_by(petition)


def _moment(petition: Document, referral: Document | None, occurred_on) -> datetime:
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Refusal"))
	handling.not_before(happened, acceptance.received_on(petition, referral), _("Refusal"), _("Receipt"))
	return happened


def _same_person(petition: Document, running: Document) -> bool:
	"""Return whether the main petitioner of `petition` is surely one of those who brought `running`."""
	if not petition.first_petitioner:
		return False
	same = set(identity.same_person(petition.first_petitioner)) | {petition.first_petitioner}
	brought = set()
	for piece in notices.pieces_of(running.name):
		brought |= {row.petitioner for row in piece.petitioners}
	return bool(same & brought)


def _turn_away(
	petition: Document,
	referral: Document | None,
	kind: str,
	paper: str,
	stage: str,
	text: str | None,
	happened: datetime,
	proof: dict,
	**values,
) -> Document:
	organ = petition.holder
	route = routes.new(
		petition, kind, happened, proof, referral=referral.name if referral else None, **values
	)
	told = notices.tell(
		paper, petition, organ=organ, occurred_on=happened, text=text, referral=referral, route=route
	)
	if acting.is_petition_office(organ):
		for name in clocks.pieces_with("N02", petition.name):
			milestones.record(
				frappe.get_doc("Petition Submission", name), "disposed", happened, organ=organ, **proof
			)
	else:
		notices.meet(petition, organ, referral, told, happened, proof)
	route.notice = told[0].name if told else None
	routes.end(route, happened, _("The petitioner was told."), proof)
	stages.advance(petition, stage, by_service=True)
	petition.reload()
	return route
