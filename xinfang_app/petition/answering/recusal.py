"""Who stands aside from a petition, and since when.

Rule (art. 28 §3): an official with a direct interest in the matter or the petitioner stands aside. He may declare it
himself, the petitioner may ask for it, or the organ or supervision may order it; it takes effect at once. While it stands he signs
neither opinion nor extension, makes no inquiry, serves nothing and closes nothing. It is lifted by somebody else who
leads the organ, with a reason. The record stays.

The same holds for who works at an organ that reviews the matter or hears it (`xf_deciding_organs`: functions
`(petition name) -> list of organs`); there that organ declares and lifts it.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import require
from xinfang_app.organization import posting
from xinfang_app.petition import handling
from xinfang_app.petition.handling_errors import NotTheSigner, Recused, WrongMoment


def declare(petition: Document, user: str, reason: str, asked_by: str = "The official") -> Document:
	"""Record that `user` stands aside from `petition`; return the Recusal.

	`asked_by` is one of the options of that field. Raises SomethingMissing without a reason.
	"""
	organ = _organ_of(petition, user)
	_require(petition, organ)
	handling.demand(reason, _("The interest in the matter"))
	return _write(petition, user, reason, asked_by, organ=organ)


def order(petition: Document, user: str, reason: str) -> Document:
	"""Record, for supervision of the place, that `user` has to stand aside; return the Recusal.

	A request for it was looked into outside his organ and stands (art. 28 §3). `reason` names the interest, never who
	asked for it.
	"""
	require(petition, "supervise")
	handling.demand(reason, _("The interest in the matter"))
	_organ_of(petition, user)
	return _write(petition, user, reason, "The organ")


def _organ_of(petition: Document, user: str) -> str:
	"""Return at which of the organs that decide in this matter `user` serves. Raises WrongMoment."""
	paths = frappe.get_hooks("xf_deciding_organs")
	others = [organ for path in paths for organ in frappe.get_attr(path)(petition.name)]
	for organ in (petition.holder, *others):
		if user in posting.users_at(organ):
			return organ
	frappe.throw(_("This person does not serve at the organ that has the matter."), WrongMoment)


def _require(petition: Document, organ: str) -> None:
	"""Ask for the right to act on the matter, or, for people of an organ that reviews or hears it, for a post there."""
	if organ == petition.holder or organ not in posting.organs_of(frappe.session.user, when.today()):
		require(petition, "act")
	else:
		require(petition, "read")


def _write(
	petition: Document, user: str, reason: str, asked_by: str, *, organ: str | None = None
) -> Document:
	if is_recused(petition.name, user):
		frappe.throw(_("This official already stands aside."), WrongMoment)
	return handling.write(
		handling.new_record(
			"Recusal",
			petition,
			organ if organ != petition.holder else None,
			user=user,
			reason=reason,
			asked_by=asked_by,
			status="Recused",
			decided_by=frappe.session.user,
			decided_on=when.now(),
		)
	)


def lift(recusal: Document, reason: str) -> Document:
	"""End a recusal. Only a leader of its organ who is not the person concerned may. Raises NotTheSigner."""
	_require(handling.petition_of(recusal), recusal.organ)
	handling.demand(reason, _("The reason for lifting it"))
	signer = posting.may_sign(frappe.session.user, recusal.organ, "opinion")
	if not signer or frappe.session.user == recusal.user:
		frappe.throw(_("Only another leader of the organ lifts a recusal."), NotTheSigner)
	recusal.status, recusal.lifted_reason = "Recusal lifted", reason
	return handling.write(recusal)


def is_recused(petition: str, user: str) -> bool:
	"""Return whether `user` stands aside from the petition named `petition`."""
	return bool(frappe.db.exists("Recusal", {"petition": petition, "user": user, "status": "Recused"}))


def refuse(petition: str, user: str | None = None) -> None:
	"""Stop a step of somebody who stands aside (default: who is logged in). Raises Recused."""
	user = user or frappe.session.user
	if is_recused(petition, user):
		name = frappe.get_cached_value("User", user, "full_name") or user
		frappe.throw(
			_("{0} stands aside from this matter and takes no part in it (art. 28).").format(name), Recused
		)
