"""Leading a matter to the road the law has for it (导入法定途径), and following it there.

Rule (arts. 20, 22 §2, 23 §1, 28, 31): a matter that belongs before a court, an arbitrator, a party organ or another
administrative procedure is led there: the citizen is told in writing by which law, to which organ and within which
term, and the route stays open until that organ has confirmed that it has the matter. It is no exit: the 60 days, if they ran, are
suspended and run on when the other organ does not take the matter; where the matter had not been accepted, the term of
notice is owed again with its first due date.

Litigation (P1): a letter goes to the politics-and-law organ of the same level; a visitor is told the law and led there,
and his registration is kept. Wrong door: an organ that is not competent tells whom to turn to; only for what the
citizen brought it directly, for a referral it objects.

Nobody is led anywhere without being told: where name or address are unclear, the organ has no route to offer.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app.access import custody, scope
from xinfang_app.deadline import engine, milestones
from xinfang_app.petition import acting, clocks, handling
from xinfang_app.petition.accepting import acceptance, routes
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.paperwork import notices, papers
from xinfang_app.petition.referral_errors import RouteRefused, TermMissing, WrongStage
from xinfang_app.petition.referring import referral as referrals
from xinfang_app.petition.referring import targets
from xinfang_app.workflows import stages

DIVERTIBLE = ("P2", "P3", "P4", "P5")
RUNNING_STAGES = ("Accepted", "Handling")
OPEN = (*acceptance.OPEN_TO_ACCEPT, *RUNNING_STAGES)


def divert(
	petition: Document,
	pathway: str,
	law: str,
	*,
	receiving_organ: str | None = None,
	receiving_name: str | None = None,
	term_text: str | None = None,
	term_on: date | str | None = None,
	explanation: str | None = None,
	also_told: str | None = None,
	helped_by: str | None = None,
	occurred_on: datetime | str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Lead `petition` to another organ's procedure (P2–P5); return the Legal Route, open until confirmed.

	`receiving_organ` is an Organ, `receiving_name` the name of one that is not on record. The term is what the citizen is
	told: a text, and the day where it is known. Raises RouteRefused, TermMissing, SomethingMissing. Art. 31 items 2–5.
	"""
	referral = _begin(petition)
	if pathway not in DIVERTIBLE:
		frappe.throw(_("Choose one of the routes of art. 31 items 2 to 5."), RouteRefused)
	if acting.is_petition_office(petition.holder):
		frappe.throw(
			_(
				"Which route is right is decided by the organ with power over the matter; send the petition there (arts. 22, 31)."
			),
			RouteRefused,
		)
	if receiving_organ == petition.holder:
		frappe.throw(
			_("Your organ performs this duty itself: accept the petition with this route."), RouteRefused
		)
	name = _receiver(receiving_organ, receiving_name)
	handling.demand(law, _("Law"))
	if not (term_text or term_on):
		frappe.throw(_("Tell the citizen the term of the route (art. 31)."), TermMissing)
	_demand_notice(petition)
	happened = _moment(petition, referral, occurred_on, _("Diversion"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	route = routes.new(
		petition,
		"Diverted",
		happened,
		proof,
		pathway=pathway,
		referral=referral.name if referral else None,
		receiving_organ=receiving_organ,
		receiving_name=name,
		law=law,
		term_text=term_text,
		term_on=term_on,
		explanation=explanation,
		also_told=also_told,
		helped_by=helped_by,
	)
	return _divert(petition, referral, route, pathway, "Diverted", happened, proof)


def judicial(
	petition: Document,
	law: str,
	explanation: str,
	*,
	receiving_organ: str | None = None,
	receiving_name: str | None = None,
	term_text: str | None = None,
	helped_by: str | None = None,
	occurred_on: datetime | str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Separate a litigation matter from petitions (P1); return the Legal Route.

	At a petition office a letter is transferred to the politics-and-law organ and stays open until that organ confirms; a
	visitor, and whoever came to another organ, is told the law and led there, which ends the organ's part.
	Raises RouteRefused, SomethingMissing. Arts. 20 §2, 22 §2, 28 §2, 31 item 1.
	"""
	referral = _begin(petition)
	by_letter = acting.is_petition_office(petition.holder) and petition.form != "Visit"
	name = _receiver(receiving_organ, receiving_name)
	handling.demand(law, _("Law"))
	handling.demand(explanation, _("Explanation to the petitioner"))
	if by_letter and receiving_organ:
		_check_judicial_organ(petition.holder, receiving_organ)
	happened = _moment(petition, referral, occurred_on, _("Diversion"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	route = routes.new(
		petition,
		"Judicial transfer" if by_letter else "Judicial guidance",
		happened,
		proof,
		pathway="P1",
		referral=referral.name if referral else None,
		receiving_organ=receiving_organ,
		receiving_name=name,
		law=law,
		term_text=term_text or _("The terms of procedural law apply"),
		explanation=explanation,
		helped_by=helped_by,
	)
	_divert(petition, referral, route, "P1", "Referred Judicial", happened, proof)
	if by_letter:
		if receiving_organ and not acting.is_external(receiving_organ):
			custody.give(
				petition,
				organ=receiving_organ,
				kind="Task",
				reason=_("Litigation matter (art. 22 §2)"),
				source=route,
			)
		papers.issue("W15", route, organ=petition.holder, occurred_on=happened)
	else:
		routes.end(
			route, happened, _("The law was explained and the citizen led to {0}.").format(name), proof
		)
	return route


def guide(
	petition: Document,
	law: str,
	explanation: str,
	*,
	receiving_organ: str | None = None,
	receiving_name: str | None = None,
	occurred_on: datetime | str | None = None,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Tell a citizen who came to the wrong door which organ has power over his matter; return the Legal Route, ended.

	Only for what he brought directly to an organ that is no petition office. Art. 23 §1.
	"""
	referral = _begin(petition)
	if referral:
		frappe.throw(
			_("The petition was referred to you: object within five working days instead (art. 23)."),
			RouteRefused,
		)
	if acting.is_petition_office(petition.holder):
		frappe.throw(
			_("A petition office sends the petition to the organ with power over it (art. 22)."), RouteRefused
		)
	if receiving_organ and targets.in_own_line(petition.holder, receiving_organ):
		frappe.throw(
			_("{0} is below your organ: send the petition there (art. 23).").format(
				acting.organ_title(receiving_organ)
			),
			RouteRefused,
		)
	if petition.accepted_on:
		frappe.throw(_("An accepted petition is answered."), WrongStage)
	name = _receiver(receiving_organ, receiving_name)
	handling.demand(law, _("Law"))
	handling.demand(explanation, _("Explanation to the petitioner"))
	happened = _moment(petition, None, occurred_on, _("Guidance"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	route = routes.new(
		petition,
		"Guidance",
		happened,
		proof,
		receiving_organ=receiving_organ,
		receiving_name=name,
		law=law,
		explanation=explanation,
	)
	_divert(petition, None, route, None, "Diverted", happened, proof)
	return routes.end(route, happened, _("The citizen was told to turn to {0}.").format(name), proof)


def confirm(
	route: Document,
	confirmed_by: str,
	file: str | None = None,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that the receiving organ has the matter; return the route.

	The receiving organ confirms itself, or the organ that led the citizen there records it with proof (`file`), never on
	its word alone. `confirmed_by` names the person or the paper. Raises RouteRefused, SomethingMissing.
	"""
	acting.lock(route)
	own_word = _open_party(route)
	handling.demand(confirmed_by, _("Confirmed by"))
	if not own_word:
		handling.demand(file, _("Proof of confirmation"))
	happened = _after_told(route, occurred_on, _("Confirmation"))
	return routes.confirm(
		route, happened, confirmed_by, file, {"scan": scan or file, "backdate_reason": backdate_reason}
	)


def decline(
	route: Document,
	reason: str,
	occurred_on: datetime | str | None = None,
	*,
	scan: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record that the receiving organ does not take the matter; the organ's own terms run on. Return the route.

	Raises RouteRefused, SomethingMissing. Idea 5.
	"""
	acting.lock(route)
	_open_party(route)
	handling.demand(reason, _("Reason of declining"))
	happened = _after_told(route, occurred_on, _("Declining"))
	proof = {"scan": scan, "backdate_reason": backdate_reason}
	routes.decline(route, happened, reason, proof)
	_take_back(route)
	return route


def end(route: Document, outcome: str, occurred_on: datetime | str | None = None) -> Document:
	"""Record what came of a confirmed route; return it. Duties and suggestions end by their own answer."""
	acting.lock(route)
	acting.require_at(route.organ)
	if route.stage != "Confirmed" or route.kind in routes.OWED_AFTER_CONFIRMATION:
		frappe.throw(_("Only a confirmed route of another organ ends in this way."), RouteRefused)
	handling.demand(outcome, _("Outcome"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("Outcome"))
	handling.not_before(happened, route.confirmed_on, _("Outcome"), _("Confirmation"))
	return routes.end(route, happened, outcome, {})


def closing_fault(petition: Document, code: str) -> str | None:
	"""Return why the closing code `code` is not open yet because of a legal route (in the user's language), or None.

	T6 needs confirmed receipt, T7 the judicial organ's, T8 a reply, T11 a notice. Other codes need no route, but no
	route may be waiting.
	"""
	wanted = {
		"T6": ("Diverted", "Duty", "Guidance"),
		"T7": ("Judicial transfer", "Judicial guidance"),
		"T8": ("Suggestion",),
		"T11": ("Not accepted", "No further acceptance"),
	}.get(code)
	rows = [row for row in routes.of(petition.name) if row.stage != "Declined"]
	for row in rows:
		if row.stage == "Told":
			return _("{0} has not confirmed that it has the matter.").format(row.receiving_name)
		if row.kind in routes.OWED_AFTER_CONFIRMATION and row.stage == "Confirmed":
			return _("The answer to the citizen is still owed on the route “{0}”.").format(_(row.kind))
	if wanted and not any(row.kind in wanted for row in rows):
		return _("This closing needs a record that the petition does not have: {0}.").format(
			"、".join(_(kind) for kind in wanted)
		)
	return None


def _begin(petition: Document) -> Document | None:
	"""Lock the petition, ask for the right to act, and return the referral under which the holder has it."""
	acting.lock(petition)
	scope.require(petition, "act")
	recusal.refuse(petition.name)
	targets.refuse_sealed(petition)
	if petition.stage in RUNNING_STAGES:
		return referrals.current(petition)
	return acceptance.taken_by(petition)


def _divert(
	petition: Document,
	referral: Document | None,
	route: Document,
	pathway: str | None,
	stage: str,
	happened: datetime,
	proof: dict,
) -> Document:
	"""Tell the citizen, meet the terms of notice, stop the 60 days and move the petition."""
	organ = petition.holder
	ran = clocks.is_running("N06", petition) or clocks.is_running("N15", petition)
	lines = (
		route.explanation,
		_("You may also choose: {0}.").format(route.also_told) if route.also_told else None,
	)
	text = "\n".join(line for line in lines if line)
	told = notices.tell(
		"W11", petition, organ=organ, occurred_on=happened, text=text, referral=referral, route=route
	)
	_meet_terms(petition, organ, referral, told, happened, proof)
	milestones.record(petition, "diverted", happened, organ=organ, note=route.receiving_name, **proof)
	acting.write(route, notice=told[0].name if told else None, clock_stopped_on=happened if ran else None)
	if pathway:
		petition.pathway = pathway
	routes.use_procedure(petition, routes.LEGAL_ROUTE)
	stages.advance(petition, stage, by_service=True)
	petition.reload()
	return route


def _meet_terms(
	petition: Document,
	organ: str,
	referral: Document | None,
	told: list[Document],
	happened: datetime,
	proof: dict,
) -> None:
	"""Meet what the holder owed: an office its 15 days to dispose, an organ its notice."""
	if acting.is_petition_office(organ):
		for name in clocks.pieces_with("N02", petition.name):
			milestones.record(
				frappe.get_doc("Petition Submission", name), "disposed", happened, organ=organ, **proof
			)
		return
	if petition.accepted_on:
		return
	notices.meet(petition, organ, referral, told, happened, proof)
	for own in referrals.of_pieces(petition):
		its = [notice for notice in told if notice.submission == own.submission]
		notices.meet(petition, organ, own, its, happened, proof)


def _take_back(route: Document) -> None:
	"""Bring the petition back from a declined route to where it stood, with the clocks that were running there."""
	petition = handling.petition_of(route)
	acting.lock(petition)
	referral = frappe.get_doc("Petition Referral", route.referral) if route.referral else None
	reason = _("{0} does not take the matter").format(route.receiving_name)
	if petition.accepted_on:
		# The milestone of the refusal has let the suspended term run on.
		acting.write(route, clock_resumed_on=route.declined_on if route.clock_stopped_on else None)
		petition.pathway = "P6"
		stages.advance(petition, "Accepted", by_service=True)
		routes.back_to_ordinary(petition)
		return
	petition.pathway = None
	rule = "N02" if acting.is_petition_office(route.organ) else None if referral else "N03"
	if referral:
		# Notice was given of a road that does not exist: the notice of acceptance is still owed.
		if clocks.exists("N04", referral):
			engine.reopen(referral, "N04", reason)
		acting.write(referral, notified_on=None)
	if rule:
		_reopen_pieces(petition, route.organ, rule, reason)
	stages.advance(petition, "Referred" if referral else "Registered", by_service=True)
	routes.back_to_ordinary(petition)


def _reopen_pieces(petition: Document, organ: str, rule: str, reason: str) -> None:
	for name in clocks.pieces_with(rule, petition.name, ("Met", "Late Met")):
		piece = frappe.get_doc("Petition Submission", name)
		if piece.organ == organ:
			engine.reopen(piece, rule, reason)


def _receiver(organ: str | None, name: str | None) -> str:
	"""Return the name of the receiving organ; it must be named."""
	if organ:
		return acting.organ_title(targets.valid(organ, getdate()).organ)
	handling.demand(name, _("Receiving organ"))
	return name


def _check_judicial_organ(office: str, organ: str) -> None:
	row = frappe.get_cached_value("Organ", organ, ["title", "kind", "tier", "is_external"], as_dict=True)
	if row.kind != "Politics and Law Organ" and not row.is_external:
		frappe.throw(_("{0} is no politics-and-law organ (art. 22 §2).").format(row.title), RouteRefused)
	if row.tier and row.tier != frappe.get_cached_value("Organ", office, "tier"):
		frappe.throw(
			_("Letters go to the politics-and-law organ of the same level (art. 22 §2)."), RouteRefused
		)


def _demand_notice(petition: Document) -> None:
	if not notices.can_be_told(petition):
		frappe.throw(
			_(
				"Name or address are unclear, so nobody can be told: without notice there is no route (art. 31)."
			),
			RouteRefused,
		)


def _moment(petition: Document, referral: Document | None, occurred_on, what: str) -> datetime:
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, what)
	handling.not_before(happened, acceptance.received_on(petition, referral), what, _("Receipt"))
	return happened


def _after_told(route: Document, occurred_on, what: str) -> datetime:
	if route.stage != "Told":
		frappe.throw(_("The route stands at {0} already.").format(_(route.stage)), RouteRefused)
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, what)
	handling.not_before(happened, route.told_on, what, _("Notice"))
	return happened


def _open_party(route: Document) -> bool:
	"""Return whether the user speaks for the receiving organ; else he must act for the organ that opened the route."""
	if (
		route.receiving_organ
		and acting.acts_for(route.receiving_organ)
		and route.receiving_organ != route.organ
	):
		return True
	acting.require_at(route.organ)
	return False
