"""Acceptance: the organ takes the matter on and tells the citizen so (受理告知).

Rule (arts. 23, 31, 34): one written notice carries receipt, route and procedure. The organ that has the petition in
hand accepts, if it has power over the matter: no petition office, no village, no co-organ. The day of acceptance is
the day of the notice, but never later than day 15 after the organ received the petition: a late notice buys it no
time (B1.5). From there run the 60 days, or ten working days in the simplified procedure; neither runs on another
route. Pieces joined to the petition are each owed the notice.

`accept` is for what the organ answers itself: the petition procedure (P6), a legal duty it performs (P5), a suggestion
it studies (P8). What belongs before another organ is led there by `pathway`.
"""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from xinfang_app.access import scope
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import acting, clocks, handling
from xinfang_app.petition.accepting import routes, simple
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import notices
from xinfang_app.petition.referral_errors import NotAcceptable, NotSimple, TermMissing, WrongStage
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.referring import targets
from xinfang_app.workflows import stages

OPEN_TO_ACCEPT = ("Registered", "Referred")
OWN_PATHWAYS = ("P5", "P6", "P8")
LATEST_ACCEPTANCE = 15  # days after receipt, B1.5
PROCEDURES = {"P5": routes.LEGAL_ROUTE, "P8": routes.SUGGESTION}


def accept(
	petition: Document,
	pathway: str = "P6",
	simplified: bool = False,
	law: str | None = None,
	occurred_on: datetime | date | str | None = None,
	*,
	simplified_ground: str | None = None,
	term_text: str | None = None,
	term_on: date | str | None = None,
	also_told: str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Accept `petition` for the organ that has it in hand, with its notice; return the petition.

	`pathway` P6, P5 (with `law` and the term of that law: `term_text`, where known `term_on`) or P8. `simplified` with a
	`simplified_ground` (key of `simple.GROUNDS`). `also_told`: other routes the notice names. Moments naive, site's zone.
	Raises StaleDocument, NotAcceptable, NotSimple, WrongStage, TermMissing, SomethingMissing. Arts. 23, 31.
	"""
	acting.lock(petition)
	scope.require(petition, "act")
	recusal.refuse(petition.name)
	organ = petition.holder
	referral = taken_by(petition)
	_check_pathway(petition, organ, pathway, simplified)
	received = received_on(petition, referral)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Acceptance"))
	handling.not_before(happened, received, _("Acceptance"), _("Receipt"))
	if pathway == "P5":
		handling.demand(law, _("Law"))
		if not (term_text or term_on):
			frappe.throw(_("A legal duty has a term of its own law; name it (art. 31 item 5)."), TermMissing)
	if simplified:
		fault = simple.fault(petition, received.date(), happened.date(), simplified_ground)
		if fault:
			frappe.throw(fault, NotSimple)

	proof = {"scan": scan, "backdate_reason": backdate_reason}
	started = min(happened, received + timedelta(days=LATEST_ACCEPTANCE))
	# Saved with the move below; until then the conditions of the terms read the document at hand.
	petition.update({"pathway": pathway, "simplified": int(simplified), "accepted_on": started})
	if started < happened:
		milestones.record(
			petition,
			"accepted",
			started,
			organ=organ,
			by_law=_("At the latest on day 15 after receipt; the notice was late"),
		)
	else:
		milestones.record(
			petition,
			"accepted",
			started,
			organ=organ,
			note=_(simple.GROUNDS.get(simplified_ground, "")),
			**proof,
		)
	route = None
	if pathway == "P5":
		route = routes.open_duty(petition, referral, law, term_text, term_on, also_told, happened, proof)
	elif pathway == "P8":
		route = routes.open_suggestion(petition, referral, happened, proof)
	_mark_accepted(referral, pathway, happened, proof)
	_shorten_sub_terms(petition, referral)
	routes.use_procedure(petition, PROCEDURES.get(pathway) if not simplified else routes.SIMPLIFIED)
	stages.advance(petition, "Diverted" if pathway == "P5" else "Accepted", by_service=True)
	text = _particulars(law, also_told)
	told = notices.tell(
		"W08", petition, organ=organ, occurred_on=happened, text=text, referral=referral, route=route
	)
	notices.meet(petition, organ, referral, told, happened, proof)
	_meet_joined(petition, organ, told, happened, proof)
	if route and told:
		route.db_set("notice", told[0].name, update_modified=False)
	petition.reload()
	return petition


def tell_joined(
	submission: Document,
	occurred_on: datetime | date | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> list[Document]:
	"""Tell the writer of a piece that was joined after acceptance that his matter is being handled; return the notices.

	Each joined piece is owed its own notice (art. 23). Raises WrongStage where there is nothing to tell.
	"""
	petition = frappe.get_doc("Petition", submission.petition)
	acting.lock(petition)
	scope.require(petition, "act")
	if not petition.accepted_on:
		frappe.throw(
			_("The petition is not accepted yet; the notice of acceptance goes to all its pieces."),
			WrongStage,
		)
	if frappe.db.exists(
		"Petition Notice", {"submission": submission.name, "organ": petition.holder, "kind": "W08"}
	):
		frappe.throw(_("This piece has its notice already."), WrongStage)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Notice"))
	handling.not_before(happened, submission.received_on, _("Notice"), _("Receipt"))
	own = next((row for row in referrals.of_pieces(petition) if row.submission == submission.name), None)
	text = _(
		"The same matter was accepted on {0}; your piece is handled with it and answered with it."
	).format(getdate(petition.accepted_on))
	told = notices.tell(
		"W08",
		petition,
		organ=petition.holder,
		occurred_on=happened,
		text=text,
		pieces=[submission],
		referral=own,
	)
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	notices.meet(petition, petition.holder, own, told, happened, proof)
	_mark_accepted(own, petition.pathway, happened, proof)
	return told


def taken_by(petition: Document) -> Document | None:
	"""Return the referral under which the holder may act now, or None where it received the petition directly.

	Raises WrongStage where the petition is not open to acceptance or another route.
	"""
	if petition.stage not in OPEN_TO_ACCEPT:
		frappe.throw(
			_("At the stage {0} the petition is not open to acceptance.").format(_(petition.stage)),
			WrongStage,
		)
	referral = referrals.current(petition)
	if not referral:
		return None
	if referral.stage == "Objected":
		frappe.throw(
			_("Your objection is pending. Withdraw it first if your organ takes the petition."), WrongStage
		)
	if referral.to_organ != petition.holder:
		frappe.throw(
			_("The petition lies with {0}.").format(acting.organ_title(referral.to_organ)), WrongStage
		)
	return referral


def received_on(petition: Document, referral: Document | None) -> datetime:
	"""Return when the present holder received the petition."""
	return get_datetime(referral.received_on if referral else petition.received_on)


def _check_pathway(petition: Document, organ: str, pathway: str, simplified: bool) -> None:
	targets.refuse_sealed(petition)
	if pathway not in OWN_PATHWAYS:
		frappe.throw(
			_(
				"This route leads to another organ: lead the petition there instead of accepting it (art. 31)."
			),
			NotAcceptable,
		)
	if acting.organ_kind(organ) == "Village Committee":
		frappe.throw(_("A village or community is no organ that decides on petitions."), NotAcceptable)
	if acting.is_petition_office(organ) and pathway != "P8":
		frappe.throw(
			_(
				"The petition office sends the petition to the organ with power over it; it does not decide it itself (arts. 14, 22)."
			),
			NotAcceptable,
		)
	if simplified and pathway != "P6":
		frappe.throw(_("The simplified procedure exists only within the petition procedure."), NotSimple)


def _mark_accepted(referral: Document | None, pathway: str, happened: datetime, proof: dict) -> None:
	if not referral:
		return
	acting.write(referral, stage="Accepted", accepted_on=happened, pathway=pathway)
	milestones.record(referral, "accepted", happened, organ=referral.to_organ, **proof)
	if pathway != "P8" and clocks.is_running("N18", referral):
		engine.cancel(referral, "N18", _("Not handled as a suggestion"))


def _meet_joined(
	petition: Document, organ: str, told: list[Document], happened: datetime, proof: dict
) -> None:
	"""Meet the terms of pieces that were joined while the organ had not yet accepted: the notice went to them too."""
	for own in referrals.of_pieces(petition):
		if own.to_organ != organ:
			continue
		its = [notice for notice in told if notice.submission == own.submission]
		notices.meet(petition, organ, own, its, happened, proof)
		_mark_accepted(own, petition.pathway, happened, proof)


def _shorten_sub_terms(petition: Document, referral: Document | None) -> None:
	"""Let no co-organ's term outlast the simplified opinion: ten working days are shorter than what was set at referral."""
	last = clocks.due_on("N15", petition)
	if not (referral and last):
		return
	for helper in referrals.helpers_of(referral):
		if helper.sub_term_on and getdate(helper.sub_term_on) > last:
			acting.write(helper, sub_term_on=last)


def _particulars(law: str | None, also_told: str | None) -> str | None:
	lines = [
		_("Law: {0}.").format(law) if law else "",
		_("You may also choose: {0}.").format(also_told) if also_told else "",
	]
	return "\n".join(line for line in lines if line) or None
