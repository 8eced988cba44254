"""Whether a petition may take the simplified procedure (简易办理).

Rule (信访事项简易办理办法, 试行; N15): only a matter raised for the first time, and only if one of four grounds holds: facts
and duty are clear and little is in dispute; it is a question or thanks that can be answered at once; it concerns daily
life and does not bear delay; or the organ has already promised or decided. Whether to use it is decided within three
working days of receipt. Never for groups, for major matters, for accusations, nor outside the petition procedure.
A question or thanks needs no ground: its purpose says it.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from xinfang_app.deadline import calendar

DECIDE_WITHIN = 3  # working days of receipt
GROUNDS = {
	"clear": "Facts and duty are clear, little is in dispute, easily settled",
	"reply": "A question, suggestion or thanks that can be answered at once",
	"daily": "Concerns daily life or production and does not bear delay",
	"promised": "The organ has already promised or decided and can perform at once",
}


def fault(petition: Document, received: date, decided: date, ground: str | None) -> str | None:
	"""Return why `petition`, received and decided on these days, may not be simplified (in the user's language), or None."""
	first = frappe.db.get_value(
		"Petition Submission", petition.first_submission, ["relation", "repeat_of"], as_dict=True
	)
	if cint(petition.submission_count) > 1 or (
		first and (first.repeat_of or first.relation in ("Repeat", "Joined"))
	):
		return _("The simplified procedure is for matters raised for the first time.")
	if petition.is_group or petition.urgency == "Major":
		return _("The simplified procedure is not for groups or major matters.")
	simple_reply = petition.purpose and frappe.get_cached_value(
		"Petition Purpose", petition.purpose, "simple_reply"
	)
	if not simple_reply and ground not in GROUNDS:
		return _("Say why the matter is simple.")
	last = calendar.due(received, DECIDE_WITHIN, "Working Day", True).rolled
	if decided > last:
		return _(
			"Whether to simplify is decided within three working days of receipt; the last was {0}."
		).format(last)
	return None
