"""Ending a dispute by agreement: mediation and reconciliation (调解、和解).

Rule (art. 33): within the organ's discretion and not against mandatory law, a dispute may be mediated if both sides
agree, or the parties may settle it themselves; the agreement is put into writing. The petition ends with it (T4) only
when the signed agreement and the consent of both sides are on record. Mediation stops no clock. Whether the agreement
is performed is recorded afterwards; a broken agreement is a matter for the court or a new petition, never a bar to it.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from xinfang_app import access
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.ending import closing
from xinfang_app.petition.handling_errors import WrongMoment

KINDS = ("Mediated", "Settled by the parties")
OPEN_STAGES = ("Accepted", "Handling", "Opinion Issued", "Served", "Executing", "Referred", "Diverted")


def settle(
	petition: Document,
	*,
	kind: str,
	other_party: str,
	terms: str,
	agreement_file: str,
	petitioner_consents: bool,
	other_consents: bool,
	agreed_on: date | str | None = None,
	mediator: str | None = None,
	petitioner_consent_file: str | None = None,
	other_consent_file: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Record the agreement and end `petition` with it (T4); return the Settlement.

	Raises SomethingMissing without both consents, the terms or the signed agreement; ClosingRefused.
	"""
	access.require(petition, "act")
	recusal.refuse(petition.name)
	handling.at_stage(petition, OPEN_STAGES, _("A settlement"))
	for value, what in (
		(kind if kind in KINDS else None, _("Mediation or reconciliation")),
		(other_party, _("The other party")),
		(terms, _("The terms agreed")),
		(petitioner_consents, _("The petitioner's consent")),
		(other_consents, _("The other party's consent")),
		(kind != "Mediated" or mediator, _("The mediator")),
	):
		handling.demand(value, what)
	handling.demand_file(agreement_file, _("The signed agreement"))
	for consent in (petitioner_consent_file, other_consent_file):
		if consent:
			handling.demand_file(consent, _("The written consent"))
	happened = handling.moment(agreed_on)
	handling.not_in_future(happened, _("The agreement"))
	handling.not_before(happened, petition.registered_on, _("The agreement"), _("the registration"))
	handling.check_entry(happened, scan=agreement_file, backdate_reason=backdate_reason)

	entry = handling.write(
		handling.new_record(
			"Settlement",
			petition,
			kind=kind,
			other_party=other_party,
			mediator=mediator,
			terms=terms,
			agreed_on=happened.date(),
			agreement_file=agreement_file,
			petitioner_consents=1,
			other_consents=1,
			petitioner_consent_file=petitioner_consent_file,
			other_consent_file=other_consent_file,
			scan=agreement_file,
			backdate_reason=backdate_reason,
		)
	)
	closing.close_settled(petition, terms, agreement_file, happened, backdate_reason)
	return entry


def performed(entry: Document, occurred_on: date | str, proof: str) -> Document:
	"""Record that the agreement was performed, with its proof."""
	access.require(entry, "act")
	if entry.performed_on:
		frappe.throw(_("The performance is already on record."), WrongMoment)
	handling.demand_file(proof, _("The proof of performance"))
	happened = handling.moment(occurred_on)
	handling.not_in_future(happened, _("The performance"))
	entry.performed_on, entry.performed_proof = getdate(happened), proof
	return handling.write(entry)
