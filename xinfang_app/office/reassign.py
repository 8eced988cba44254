"""Giving work to a colleague of the same organ: a draft one has written, or the task on a matter.

Rule: a matter belongs to its organ; who does it there is a task (Frappe's ToDo), and moving the task moves nothing
else. Any officer of the organ may give it to a colleague with a working post there who does not stand aside (art. 28).
A draft is given by its writer alone, for nobody else has read it.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app.access import scope
from xinfang_app.office.errors import HandoverRefused
from xinfang_app.organization import posting
from xinfang_app.petition import open_work
from xinfang_app.petition.acting import WORKING_POSTS, lock, organ_title
from xinfang_app.petition.answering import recusal


def colleagues(organ: str) -> list[str]:
	"""Return who works at `organ` today, heads first."""
	return posting.users_at(organ, WORKING_POSTS)


def options() -> list[dict]:
	"""Return whom the user could give work to: {value, label}, the organ in the label where he serves at several."""
	organs = posting.organs_of(frappe.session.user)
	found: dict[str, str] = {}
	for organ in organs:
		for user in colleagues(organ):
			if user != frappe.session.user:
				name = frappe.utils.get_fullname(user)
				found.setdefault(user, f"{name}（{organ_title(organ)}）" if len(organs) > 1 else name)
	return [{"value": user, "label": label} for user, label in found.items()]


def reassign(doc: Document, to_user: str) -> str:
	"""Give the draft or the matter `doc` to `to_user`; return to whom in words. Raises NotPermitted, HandoverRefused."""
	scope.require(doc, "act")
	lock(doc)
	reason = fault(doc, to_user)
	if reason:
		frappe.throw(reason, HandoverRefused)
	if doc.doctype == "Petition Submission":
		item = {"doctype": doc.doctype, "name": doc.name}
		open_work.hand_on(frappe._dict(user=doc.owner), to_user, [item])
	else:
		_give_task(doc, to_user)
	return _("now with {0}").format(frappe.utils.get_fullname(to_user))


def fault(doc: Document, to_user: str | None) -> str | None:
	"""Return, in the user's language, why `doc` cannot go to `to_user`; None if it can."""
	organ = doc.organ if doc.doctype == "Petition Submission" else doc.holder
	if doc.doctype == "Petition Submission" and doc.status != "Draft":
		return _("The piece is registered; give the matter to a colleague instead.")
	if doc.doctype == "Petition" and doc.terminated_on:
		return _("The matter has ended.")
	if not to_user:
		return _("Choose the colleague.")
	if to_user not in colleagues(organ):
		return _("{0} does not work at {1}.").format(frappe.utils.get_fullname(to_user), organ_title(organ))
	if doc.doctype == "Petition Submission":
		return _("It is with this colleague already.") if doc.owner == to_user else None
	if recusal.is_recused(doc.name, to_user):
		return _("{0} stands aside from this matter.").format(frappe.utils.get_fullname(to_user))
	return _("It is with this colleague already.") if _tasks(doc, to_user) else None


def _tasks(petition: Document, user: str | None = None) -> list[str]:
	"""Return the open tasks on `petition` of `user`, or of everybody at the organ that has it."""
	people = [user] if user else posting.users_at(petition.holder)
	return frappe.get_all(
		"ToDo",
		filters={
			"reference_type": "Petition",
			"reference_name": petition.name,
			"status": "Open",
			"allocated_to": ["in", people],
		},
		pluck="name",
	)


def _give_task(petition: Document, to_user: str) -> None:
	"""Close the open tasks at the organ and open one for `to_user`; tell him on the desk, by the number alone."""
	for name in _tasks(petition):
		task = frappe.get_doc("ToDo", name)
		task.status = "Closed"
		task.save(ignore_permissions=True)
	frappe.get_doc(
		{
			"doctype": "ToDo",
			"allocated_to": to_user,
			"assigned_by": frappe.session.user,
			"reference_type": "Petition",
			"reference_name": petition.name,
			"description": petition.number or "",
		}
	).insert(ignore_permissions=True)
	if to_user == frappe.session.user:
		return
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": to_user,
			"from_user": frappe.session.user,
			"type": "Alert",
			"document_type": "Petition",
			"document_name": petition.name,
			"subject": _("{0} gave {1} to you").format(
				frappe.utils.get_fullname(frappe.session.user), petition.number or ""
			),
		}
	).insert(ignore_permissions=True)
