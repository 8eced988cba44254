"""Reminding an organ (催办) in its simple form: a notice to its inbox, recorded on the petition.

Rule: the petition office, the county's leaders and supervision remind an organ of their area that has a matter in hand
(arts. 22, 38, 40). The reminder is a milestone on the petition, so everybody who may see the petition reads who
reminded whom, when and of what; the organ finds it in its morning list, and the keeper of its inbox is told at once.
It moves no clock and excuses nothing. Not more than one a day from the same organ. The supervision letter (督办函), with
number and seal, is another thing.
"""

from datetime import datetime, time

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.deadline import milestones
from xinfang_app.office.errors import ReminderRefused
from xinfang_app.organization import posting
from xinfang_app.petition import acting, handling
from xinfang_app.petition.acting import organ_title

MILESTONE = "reminded"


def remind(petition: Document, text: str) -> Document:
	"""Remind the organ that has `petition` in hand of what `text` says; return the Clock Milestone.

	Raises NotPermitted unless the user supervises the place, ReminderRefused with what `fault` says.
	"""
	scope.require(petition, "supervise")
	acting.lock(petition)
	reason = fault(petition)
	if reason:
		frappe.throw(reason, ReminderRefused)
	if not (text or "").strip():
		frappe.throw(_("Say what the organ is reminded of."), ReminderRefused)
	row = milestones.record(petition, MILESTONE, organ=own_organ(petition), note=text.strip())
	_tell(petition)
	return row


def fault(petition: Document) -> str | None:
	"""Return, in the user's language, why the organ cannot be reminded of `petition` now; None if it can."""
	if petition.terminated_on:
		return _("The matter has ended.")
	if petition.holder in posting.organs_of(frappe.session.user):
		return _("Your own organ has it in hand.")
	if acting.is_external(petition.lead_organ):
		return _("{0} is outside the system; write to it.").format(organ_title(petition.lead_organ))
	if not posting.inbox_of(petition.holder):
		return _("Nobody is posted at {0} who could receive it.").format(organ_title(petition.holder))
	if _reminded_today(petition):
		return _("Your organ has reminded it today already.")
	return None


def own_organ(petition: Document) -> str:
	"""Return the organ in whose name the user reminds: the petition office at which he serves, else his first organ."""
	return handling.petition_office_of() or handling.acting_organ(petition)


def _reminded_today(petition: Document) -> bool:
	return bool(
		frappe.db.exists(
			"Clock Milestone",
			{
				"ref_doctype": "Petition",
				"ref_name": petition.name,
				"milestone": MILESTONE,
				"organ": own_organ(petition),
				"occurred_on": [">=", datetime.combine(when.today(), time.min)],
			},
		)
	)


def _tell(petition: Document) -> None:
	"""Tell the keeper of the organ's inbox on the desk. The alert bears the number alone and is not mailed."""
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": posting.inbox_of(petition.holder),
			"from_user": frappe.session.user,
			"type": "Alert",
			"document_type": "Petition",
			"document_name": petition.name,
			"subject": _("{0} reminds you of {1}").format(
				organ_title(own_organ(petition)), petition.number or ""
			),
		}
	).insert(ignore_permissions=True)
