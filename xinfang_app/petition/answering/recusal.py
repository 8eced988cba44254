"""Who stands aside from a petition, and since when.

Rule (art. 28 §3): an official with a direct interest in the matter or the petitioner stands aside. He may declare it
himself, the petitioner may ask for it, or the organ may order it; it takes effect at once. While it stands he signs
neither opinion nor extension, makes no inquiry, serves nothing and closes nothing. It is lifted by somebody else who
leads the organ, with a reason. The record stays.
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
	require(petition, "act")
	handling.demand(reason, _("The interest in the matter"))
	if user not in posting.users_at(petition.holder):
		frappe.throw(_("This person does not serve at the organ that has the matter."), WrongMoment)
	if is_recused(petition.name, user):
		frappe.throw(_("This official already stands aside."), WrongMoment)
	return handling.write(
		handling.new_record(
			"Recusal",
			petition,
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
	require(handling.petition_of(recusal), "act")
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
