"""Who signs, in what way, and what the signature says.

Rule: an opinion is signed and an extension approved by the head or a leader of the organ (arts. 32, 34). He signs in
the system, under his own login; nobody signs for another. His deputy (AB岗) may, in the acting period and within the
limits of his posting; the signature then says 代. Or the head signs paper: whoever works on the matter records it with
the scan, the signer and the date. A paper date more than two working days back is a late entry with a reason.
Whoever stands aside (art. 28) signs in no way.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.answering import recusal
from xinfang_app.petition.handling_errors import NotTheSigner


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


def in_system(record: Document, kind: str) -> Signature:
	"""Return the signature of who is logged in, given now. `kind` is "opinion" or "extension"."""
	user = frappe.session.user
	signer = _signer(record, user, kind, when.now())
	name = full_name(user)
	if signer.on_behalf_of:
		principal = full_name(signer.on_behalf_of)
		return Signature(
			"By the deputy", user, name, when.now(), signer.on_behalf_of, f"{name}(代{principal})"
		)
	return Signature("In the system", user, name, when.now(), None, name)


def on_paper(
	record: Document,
	kind: str,
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
	found = _signer(record, signer, kind, moment)
	name = full_name(signer)
	note = f"{name}(代{full_name(found.on_behalf_of)})" if found.on_behalf_of else name
	return Signature("On paper", signer, name, moment, found.on_behalf_of, note, scan, backdate_reason)


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


def full_name(user: str) -> str:
	"""Return the name of a user as it stands on papers."""
	return frappe.get_cached_value("User", user, "full_name") or user


def signers(organ: str, kind: str) -> list[dict]:
	"""Return who may sign for `organ` today, heads first: [{user, name, on_behalf_of}]. For the paper dialog."""
	rows = []
	for user in posting.users_at(organ):
		signer = posting.may_sign(user, organ, kind)
		if signer:
			rows.append({"user": user, "name": full_name(user), "on_behalf_of": signer.on_behalf_of})
	return rows


def _signer(record: Document, user: str, kind: str, moment: datetime) -> posting.Signer:
	recusal.refuse(record.petition, user)
	signer = posting.may_sign(user, record.organ, kind, on=moment.date())
	if not signer:
		frappe.throw(
			_(
				"{0} may not sign for {1}: this takes its head, a leader, or a deputy within his period and limits."
			).format(full_name(user), frappe.get_cached_value("Organ", record.organ, "title")),
			NotTheSigner,
		)
	return signer
