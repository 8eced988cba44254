"""What has to stand on a mediation before it enters a stage, by whatever door (`xf_stage_guards`)."""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.settling.errors import MediationRefused


def check_begun(mediation: Document) -> None:
	"""Stage guard: under way only with the consent of both sides."""
	if not (mediation.petitioner_consents and mediation.other_consents and mediation.consented_on):
		frappe.throw(_("A mediation begins when both sides have agreed to it (art. 33)."), MediationRefused)


def check_agreed(mediation: Document) -> None:
	"""Stage guard: agreed only with the settlement on record."""
	if not (mediation.settlement and mediation.agreement_file):
		frappe.throw(_("An agreement is recorded with its signed paper."), MediationRefused)


def check_performed(mediation: Document) -> None:
	"""Stage guard: performed only with a day and a proof."""
	if not (mediation.performed_on and mediation.performed_proof):
		frappe.throw(_("The performance is recorded with its proof."), MediationRefused)


def check_ended(mediation: Document) -> None:
	"""Stage guard: ended without agreement only with who and why."""
	if not (mediation.ended_by_side and mediation.ended_reason):
		frappe.throw(_("Say who ended the mediation, and why."), MediationRefused)
