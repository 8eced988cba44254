"""Reviewing and countersigning a draft before it is signed (审核, 会签).

Rule: a review is a signature like the last one, in the system or on paper, by whoever the procedure names for it
(`chain`), and moves the draft one step on. It changes nothing else: the stage stays, no clock moves. Who may review may
also send the draft back with a reason (`opinion.send_back`, `extension.refuse`).

A drafter may put his draft under another published procedure while it is his, as long as it does not take fewer
signatures than the default one; a shorter way is taken by whoever may sign for the organ, or made the default by the
admin.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import access
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.answering import chain, signing, trail
from xinfang_app.petition.handling_errors import NotTheSigner, WrongMoment
from xinfang_app.workflows import published, stages

#: Where a draft still belongs to its drafter.
OWN = ("Draft", "Returned")


def pass_on(record: Document, state: str | None = None) -> Document:
	"""Review `record` as who is logged in, now, and pass it on (to `state`, where the procedure offers several).

	Raises NotReadyToSign where no review is waited for, NotTheSigner, Recused.
	"""
	access.require(record, "act")
	step = signing.review_step(record, state)
	return _pass(record, step, signing.in_system(record, step))


def pass_on_paper(
	record: Document,
	*,
	signer: str,
	occurred_on: datetime | str,
	scan: str,
	backdate_reason: str | None = None,
	state: str | None = None,
) -> Document:
	"""Record that the user `signer` reviewed `record` on paper on `occurred_on`, with its scan, and pass it on."""
	access.require(record, "act")
	signing.refuse_recused(record)
	step = signing.review_step(record, state)
	signature = signing.on_paper(
		record, step, signer=signer, occurred_on=occurred_on, scan=scan, backdate_reason=backdate_reason
	)
	return _pass(record, step, signature)


def choose(record: Document, procedure: str) -> Document:
	"""Put a draft under the published `procedure` (name or code). Raises WrongMoment, NotTheSigner for a shorter one."""
	access.require(record, "act")
	signing.refuse_recused(record)
	handling.at_stage(record, OWN, _("Choosing the procedure"))
	name = stages.procedure(record.doctype, procedure)
	default = published.of(record.doctype).choose(None)
	shorter = chain.length(record.doctype, name) < chain.length(record.doctype, default)
	limit = chain.paper(record.doctype).limit
	if shorter and not posting.may_sign(frappe.session.user, chain.organ_of(record), limit):
		frappe.throw(
			_(
				"Fewer signatures than the default procedure asks for are chosen by whoever signs for the organ."
			),
			NotTheSigner,
		)
	return handling.write(stages.switch(record, name))


def choices(record: Document) -> list[dict]:
	"""Return the published procedures for `record`, the default one first: {name, length, default, current}."""
	publication = published.of(record.doctype)
	default = publication.choose(None)
	return [
		{
			"name": name,
			"length": chain.length(record.doctype, name),
			"default": name == default,
			"current": name == record.procedure,
		}
		for name in sorted(publication.procedures, key=lambda name: name != default)
	]


def _pass(record: Document, step: chain.Step, signature: signing.Signature) -> Document:
	record = stages.pass_to(record, step.state)
	trail.note(record, trail.PASSED, from_state=step.from_state, action=step.action, signature=signature)
	return record


def refuse_by_hand(record: Document) -> None:
	"""Refuse a move of a waiting draft by the workflow's own menu, REST or an import: each is a signature on record.

	Called before a save. Raises WrongMoment.
	"""
	before = record.get_doc_before_save()
	paper = chain.paper(record.doctype)
	if record.flags.ignore_permissions or not before or before.stage != paper.waiting:
		return
	if record.workflow_state != before.workflow_state:
		frappe.throw(
			_("A draft that waits for signature moves on by a signature only: use the buttons of the form."),
			WrongMoment,
		)
