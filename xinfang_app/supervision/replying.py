"""The organ's side of a letter: signing for it (签收) and answering it (反馈).

Rule: in the system a letter is received when an officer of the organ signs for it; for an organ outside the system the
sender records the receipt with its proof. The term of the reply runs from the sending (S01), so that nobody gains time by
not signing; after its day a letter can still be signed for and answered, late. The reply says what was done, with files
as evidence; it is given once, and goes to the office that verifies it.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.petition import acting, handling
from xinfang_app.supervision import evidence, telling, who
from xinfang_app.supervision.refusals import LetterRefused
from xinfang_app.workflows import stages


def receive(
	letter: Document,
	*,
	occurred_on: datetime | str | None = None,
	proof: str | None = None,
	backdate_reason: str | None = None,
) -> Document:
	"""Sign for the letter: the organ itself, now; the sender with `proof` for an organ outside the system."""
	scope.require(letter, "read")
	outside = acting.is_external(letter.organ)
	if outside:
		who.require_office(letter.from_organ)
		handling.demand_file(proof, _("Proof of receipt"))
	else:
		who.require_target(letter.organ)
		occurred_on = backdate_reason = None
	handling.at_stage(letter, ("Sent",), _("Signing for the letter"))
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, _("Signing for the letter"))
	handling.not_before(moment, letter.sent_on, _("Signing for the letter"), _("the sending"))
	handling.check_entry(moment, scan=proof, backdate_reason=backdate_reason)
	letter.update({"received_on": moment, "received_by": frappe.session.user, "receipt_proof": proof})
	letter = stages.advance(letter, "Received", by_service=True)
	milestones.record(
		letter, "received", moment, organ=letter.organ, scan=proof, backdate_reason=backdate_reason
	)
	return letter


def answer(letter: Document, reply: str, files: list[dict] | None = None) -> Document:
	"""Give the organ's reply, with files ({file, note}); the sender enters that of an organ outside the system.

	A letter that was not signed for yet is signed for with it. Raises SomethingMissing, LetterRefused.
	"""
	scope.require(letter, "read")
	outside = acting.is_external(letter.organ)
	(who.require_office if outside else who.require_target)(letter.from_organ if outside else letter.organ)
	handling.at_stage(letter, ("Received",) if outside else ("Sent", "Received"), _("The reply"))
	handling.demand(reply, _("The reply"))
	files = evidence.check(letter, files)
	if not files:
		frappe.throw(_("A reply comes with its evidence: at least one file."), LetterRefused)
	if letter.stage == "Sent":
		letter = receive(letter)
	letter.update(
		{
			"reply": reply.strip(),
			"answered_on": when.now(),
			"answered_by": frappe.session.user,
		}
	)
	evidence.keep(letter, "evidence", files)
	letter = stages.advance(letter, "Answered", by_service=True)
	milestones.record(letter, "answered", organ=letter.organ)
	telling.office(letter, telling.ANSWERED)
	return letter
