"""Who signs, in what way, and what the signature says.

Rule: an opinion is signed and an extension approved by the head or a leader of the organ (arts. 32, 34), after the
reviews that its procedure asks for (`chain`). Each step is taken in the system, under one's own login; nobody signs for
another. A deputy (AB岗) may, in the acting period and within the limits of his posting; the signature then says 代. Or
it is given on paper: whoever works on the matter records it with the scan, the signer and the date; a step on paper
counts like one in the system. A paper date more than two working days back is a late entry with a reason.
Whoever stands aside (art. 28) signs in no way.

The right is asked at the moment of the signature, by the posting as it is stored then, which is held until the
transaction ends: a posting that is ended meanwhile refuses the signature, and an acting period ends with its last day.
Being named for sealed pieces is no part of a posting and is not lent with it.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.answering import chain, recusal
from xinfang_app.petition.handling_errors import NotReadyToSign, NotTheSigner


@dataclass(frozen=True)
class Signature:
	"""A signature as it goes on the record."""

	mode: str
	user: str
	name: str
	on: datetime
	on_behalf_of: str | None
	note: str
	scan: str | None = None
	backdate_reason: str | None = None


def last_step(record: Document) -> chain.Step:
	"""Return the step that signs or approves `record` from where it stands. Raises NotReadyToSign before its reviews."""
	open_ = chain.steps(record)
	found = next((step for step in open_ if step.last), None)
	if not found:
		frappe.throw(
			_("By its procedure this draft has to pass “{0}” first.").format(
				"、".join(step.action for step in open_) or _(record.stage)
			),
			NotReadyToSign,
		)
	return found


def review_step(record: Document, state: str | None = None) -> chain.Step:
	"""Return the review that `record` waits for (the one that leads to `state`). Raises NotReadyToSign without one."""
	reviews = [step for step in chain.steps(record) if not step.last]
	found = next((step for step in reviews if state in (None, step.state)), None)
	if not found:
		frappe.throw(_("This draft does not wait for such a review."), NotReadyToSign)
	return found


def in_system(record: Document, *steps: chain.Step) -> Signature:
	"""Return the signature of who is logged in, given now, for the first of `steps` that he may take."""
	user, now = frappe.session.user, when.now()
	found = _signer(record, steps, user, now)
	mode = "By the deputy" if found.on_behalf_of else "In the system"
	return Signature(mode, user, full_name(user), now, found.on_behalf_of, _wording(found))


def on_paper(
	record: Document,
	step: chain.Step,
	*,
	signer: str,
	occurred_on,
	scan: str | None,
	backdate_reason: str | None = None,
) -> Signature:
	"""Return the signature that the user `signer` gave on paper at `occurred_on`, with its `scan`.

	Raises SomethingMissing without a scan, WrongMoment for a date to come, and what `handling.check_entry` raises.
	"""
	handling.demand(signer, _("The name of the signer"))
	handling.demand(occurred_on, _("The date of the signature"))
	handling.demand_file(scan, _("The scan of the signed paper"))
	moment = handling.moment(occurred_on)
	handling.not_in_future(moment, _("The signature"))
	handling.check_entry(moment, scan=scan, backdate_reason=backdate_reason)
	found = _signer(record, (step,), signer, moment)
	return Signature(
		"On paper",
		signer,
		full_name(signer),
		moment,
		found.on_behalf_of,
		_wording(found),
		scan,
		backdate_reason,
	)


def put(record: Document, signature: Signature) -> None:
	"""Write `signature` into the fields of `record`; nothing is saved."""
	record.update(
		{
			"sign_mode": signature.mode,
			"signed_by": signature.user,
			"signer_name": signature.name,
			"signed_on": signature.on,
			"on_behalf_of": signature.on_behalf_of,
			"sign_note": signature.note,
			"scan": signature.scan,
			"backdate_reason": signature.backdate_reason,
			"recorded_by": frappe.session.user,
			"recorded_on": when.now(),
		}
	)


def refuse_recused(record: Document, user: str | None = None) -> None:
	"""Stop `user` (default: who is logged in) where he stands aside from a matter of `record`. Raises Recused."""
	for petition in chain.petitions(record):
		recusal.refuse(petition, user)


def full_name(user: str) -> str:
	"""Return the name of a user as it stands on papers."""
	return frappe.get_cached_value("User", user, "full_name") or user


def _signer(record: Document, steps: tuple[chain.Step, ...], user: str, moment: datetime) -> posting.Signer:
	"""Return as whom `user` takes the first of `steps` he may; his posting is held until the transaction ends."""
	refuse_recused(record, user)
	for step in steps:
		found = chain.signer(record, step, user, moment.date())
		if found and _still(found):
			# What was remembered in this request may be older than what the lock has just shown.
			found = chain.signer(record, step, user, moment.date())
			if found:
				return found
	frappe.throw(_refusal(record, steps, user), NotTheSigner)


def _still(found: posting.Signer) -> bool:
	"""Hold the posting of a signer, and that of the person he stands in for, against an end in another request."""
	row = frappe.db.get_value("Posting", found.posting, ["name", "deputy_of"], for_update=True, as_dict=True)
	if row and row.deputy_of:
		frappe.db.get_value("Posting", row.deputy_of, "name", for_update=True)
	posting.forget()
	return bool(row)


def _refusal(record: Document, steps: tuple[chain.Step, ...], user: str) -> str:
	organ = frappe.get_cached_value("Organ", chain.organ_of(record), "title")
	if any(step.last for step in steps):
		return _(
			"{0} may not sign for {1}: this takes its head, a leader, or a deputy within his period and limits."
		).format(full_name(user), organ)
	if user == record.get(chain.paper(record.doctype).sender):
		return _("{0} sent this draft up; somebody else reviews it.").format(full_name(user))
	return _("“{0}” on this draft is not for {1}: it takes another post at {2}, or a second person.").format(
		"、".join(step.action for step in steps), full_name(user), organ
	)


def _wording(found: posting.Signer) -> str:
	name = full_name(found.user)
	return f"{name}(代{full_name(found.on_behalf_of)})" if found.on_behalf_of else name
