"""Mediation (调解): people's, administrative, judicial, or the three linked.

Rule (arts. 33, 37 §1): within the organ's discretion and not against mandatory law, a dispute is mediated where both
sides agree, and not begun before both have said so, in writing or on record. Each may leave at any time, without reason
and without harm. What they agree on is put into a signed agreement (W20) and ends the matter (T4, `petition.ending.
settlement`); whether it is performed is followed. A mediation that fails leaves the matter where it was, in handling.
It stops no clock: the sixty days run on through it.

Nobody mediates his own dispute: a mediator is no party, and stands not aside from the matter (art. 28 §3).
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.watch_words import refuse as refuse_watch_words
from xinfang_app.deadline import milestones
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.ending import settlement
from xinfang_app.petition.paperwork import papers
from xinfang_app.settling import booking
from xinfang_app.settling.errors import MediationRefused
from xinfang_app.workflows import stages

DOCTYPE = "Mediation"
KINDS = ("People's mediation", "Administrative mediation", "Judicial mediation", "Linked mediation")
OPEN = ("Consent Asked", "Under Way")
HANDLED = ("Referred", "Accepted", "Handling", "Diverted")
SIDES = ("The petitioner", "The other party", "The mediators")
OTHERWISE = "The matter ended otherwise"
#: Where a petition is still to be settled.
LIVE = ("Registered", *HANDLED, "Opinion Issued", "Served", "Executing")


def propose(
	petition: Document, kind: str, dispute: str, other_party: str, *, mediating_body: str | None = None
) -> Document:
	"""Propose to both sides to mediate `petition`; return the Mediation, which waits for their consent."""
	scope.require(petition, "act")
	recusal.refuse(petition.name)
	handling.at_stage(petition, HANDLED, _("Mediation"))
	handling.demand(kind if kind in KINDS else None, _("Kind of mediation"))
	handling.demand(dispute, _("What is disputed"))
	handling.demand(other_party, _("Other party"))
	refuse_watch_words(dispute)
	# Two proposals at once: the second waits here and finds the first.
	frappe.db.get_value("Petition", petition.name, "name", for_update=True)
	if frappe.db.get_value(DOCTYPE, {"petition": petition.name, "stage": ["in", OPEN]}, for_update=True):
		frappe.throw(_("This matter is being mediated already."), MediationRefused)
	mediation = handling.write(
		handling.new_record(
			DOCTYPE,
			petition,
			petition.holder,
			title=petition.title,
			kind=kind,
			dispute=dispute,
			other_party=other_party,
			mediating_body=mediating_body,
		)
	)
	milestones.record(mediation, "consent_asked")
	return mediation


def begin(
	mediation: Document,
	*,
	petitioner_consents: bool,
	other_consents: bool,
	petitioner_consent_file: str | None = None,
	other_consent_file: str | None = None,
) -> Document:
	"""Begin with the consent of both sides. Raises SomethingMissing without one, MediationRefused without mediator."""
	_act(mediation, ("Consent Asked",), _("Beginning the mediation"))
	handling.demand(petitioner_consents, _("The petitioner's consent"))
	handling.demand(other_consents, _("The other party's consent"))
	for file in (petitioner_consent_file, other_consent_file):
		if file:
			handling.demand_file(file, _("The written consent"))
	if not mediation.within_discretion:
		frappe.throw(
			_(
				"Confirm first that the dispute is within the discretion and not against mandatory law (art. 33)."
			),
			MediationRefused,
		)
	if not mediation.mediators:
		frappe.throw(_("Name at least one mediator."), MediationRefused)
	mediation.update(
		{
			"petitioner_consents": 1,
			"other_consents": 1,
			"petitioner_consent_file": petitioner_consent_file,
			"other_consent_file": other_consent_file,
			"consented_on": when.now(),
		}
	)
	mediation = stages.advance(mediation, "Under Way", by_service=True)
	milestones.record(mediation, "consented")
	return mediation


def decline(mediation: Document, side: str, reason: str | None = None) -> Document:
	"""Record that a side does not want mediation. No reason is owed."""
	_act(mediation, ("Consent Asked",), _("Declining the mediation"))
	return _end(mediation, "No Consent", side, reason or _("No reason was given; none is owed."))


def fail(mediation: Document, side: str, reason: str) -> Document:
	"""End a mediation that brought no agreement; the matter is handled on, its terms have run on."""
	_act(mediation, ("Under Way",), _("Ending the mediation"))
	handling.demand(reason, _("The reason"))
	return _end(mediation, "Not Agreed", side, reason)


def draft_agreement(mediation: Document, terms: str, performance: str) -> Document | None:
	"""Make the paper of the agreement (W20) for both sides to sign; return the Official Letter."""
	_act(mediation, ("Under Way",), _("The agreement"))
	handling.demand(terms, _("The terms agreed"))
	handling.demand(performance, _("How and until when it is performed"))
	petition = handling.petition_of(mediation)
	letter = papers.issue(
		"W20",
		petition,
		organ=mediation.organ,
		occurred_on=when.now(),
		extra={
			"other_party": mediation.other_party,
			"mediator": mediator_names(mediation),
			"terms": terms,
			"performance": performance,
		},
	)
	mediation.update({"terms": terms, "letter": letter.name if letter else None})
	handling.write(mediation)
	return letter


def agree(
	mediation: Document,
	*,
	terms: str,
	agreement_file: str,
	agreed_on: date | str | None = None,
	perform_by: date | str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record the signed agreement; the matter ends with it (T4). Raises what `settlement.settle` raises."""
	_act(mediation, ("Under Way",), _("The agreement"))
	if not any(row.state == "Held" for row in mediation.sessions):
		frappe.throw(_("No session is on record yet."), MediationRefused)
	handling.demand(perform_by, _("Performed by"))
	if getdate(perform_by) < getdate(agreed_on or when.today()):
		frappe.throw(_("The day of performance lies before the agreement."), MediationRefused)
	# The matter is about to end by this very agreement, which is no end otherwise (`ended`).
	frappe.flags.xf_mediation_agreed = mediation.name
	try:
		entry = settlement.settle(
			handling.petition_of(mediation),
			kind="Mediated",
			other_party=mediation.other_party,
			terms=terms,
			agreement_file=agreement_file,
			petitioner_consents=bool(mediation.petitioner_consents),
			other_consents=bool(mediation.other_consents),
			agreed_on=agreed_on,
			mediator=mediator_names(mediation),
			petitioner_consent_file=mediation.petitioner_consent_file,
			other_consent_file=mediation.other_consent_file,
			backdate_reason=backdate_reason,
		)
	finally:
		frappe.flags.xf_mediation_agreed = None
	mediation.update(
		{
			"terms": terms,
			"agreement_file": agreement_file,
			"agreed_on": entry.agreed_on,
			"perform_by": perform_by,
			"settlement": entry.name,
			"next_session_on": None,
			"scan": agreement_file,
			"backdate_reason": backdate_reason,
		}
	)
	mediation = stages.advance(mediation, "Agreement Reached", by_service=True)
	milestones.record(
		mediation,
		"agreed",
		agreed_on,
		scan=agreement_file,
		backdate_reason=backdate_reason,
		due_on=perform_by,
	)
	return mediation


def performed(mediation: Document, occurred_on: date | str, proof: str) -> Document:
	"""Record that the agreement was performed, with its proof."""
	_act(mediation, ("Agreement Reached",), _("The performance"))
	settlement.performed(frappe.get_doc("Settlement", mediation.settlement), occurred_on, proof)
	mediation.update({"performed_on": getdate(handling.moment(occurred_on)), "performed_proof": proof})
	mediation = stages.advance(mediation, "Performed", by_service=True)
	milestones.record(mediation, "performed")
	return mediation


def mediator_names(mediation: Document) -> str:
	"""Return the mediators as a paper names them."""
	names = "、".join(row.mediator_name for row in mediation.mediators)
	return f"{mediation.mediating_body}{names}" if mediation.mediating_body else names


def by_form(mediation: Document) -> None:
	"""Refuse a save by a form of somebody who has not the matter, and a step taken by the workflow's menu."""
	before = mediation.get_doc_before_save()
	if not before:
		return
	scope.require(before, "act")
	recusal.refuse(before.petition)
	if mediation.workflow_state != before.workflow_state:
		frappe.throw(_("A mediation goes on by the buttons of its form."), MediationRefused)


def check(mediation: Document) -> None:
	"""Before every save: the mediators are known, stand once, are no party and stand not aside. Raises MediationRefused."""
	seen: set[str] = set()
	for row in mediation.mediators:
		if row.user:
			row.mediator_name = frappe.utils.get_fullname(row.user)
			organs = posting.organs_of(row.user, when.today())
			row.unit = row.unit or (acting.organ_title(organs[0]) if organs else None)
			recusal.refuse(mediation.petition, row.user)
		if not (row.mediator_name or "").strip():
			frappe.throw(_("Row {0} of the mediators has no name.").format(row.idx), MediationRefused)
		key = booking.person(row.user, row.mediator_name, row.unit)
		if key in seen:
			frappe.throw(
				_("{0} stands among the mediators twice.").format(row.mediator_name), MediationRefused
			)
		seen.add(key)
		party = (mediation.other_party or "").strip()
		if party and party in (row.mediator_name, row.unit):
			frappe.throw(
				_("{0} is a party and does not mediate.").format(row.mediator_name), MediationRefused
			)


def live_key(mediation: Document) -> str | None:
	"""Return the key that an open mediation holds; the database keeps it unique: one at a time."""
	return mediation.petition if (mediation.stage or OPEN[0]) in OPEN else None


def ended(doc: Document, method: str | None = None) -> None:
	"""After a save of a Petition: a matter that ended otherwise is mediated no more. An agreement ends it by itself."""
	before = doc.get_doc_before_save()
	if not before or before.stage == doc.stage or doc.stage in LIVE:
		return
	for name in frappe.get_all(DOCTYPE, filters={"petition": doc.name, "stage": ["in", OPEN]}, pluck="name"):
		if name == frappe.flags.xf_mediation_agreed:
			continue
		mediation = frappe.get_doc(DOCTYPE, name)
		stage = "Not Agreed" if mediation.stage == "Under Way" else "No Consent"
		_end(mediation, stage, OTHERWISE, _("The matter ended otherwise"))


def _end(mediation: Document, stage: str, side: str, reason: str) -> Document:
	handling.demand(side if side in (*SIDES, OTHERWISE) else None, _("Who ended it"))
	refuse_watch_words(reason)
	mediation.update(
		{"ended_on": when.now(), "ended_by_side": side, "ended_reason": reason, "next_session_on": None}
	)
	mediation = stages.advance(mediation, stage, by_service=True)
	milestones.record(mediation, "ended")
	return mediation


def _act(mediation: Document, at: tuple[str, ...], what: str) -> None:
	scope.require(mediation, "act")
	recusal.refuse(mediation.petition)
	handling.at_stage(mediation, at, what)
