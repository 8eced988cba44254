"""What is said of flags: that one stands, with organ and day; never what about, never a name (arts. 30, 46)."""

import frappe
from frappe import _
from frappe.utils import formatdate

from xinfang_app.petition.acting import organ_title


def flag(row: frappe._dict) -> dict | None:
	"""Return {title, lines} about the flag of `row` as it stands now. In `xf_outbox_texts`."""
	found = frappe.db.get_value(
		"Accountability Flag", row.ref_name, ["organ", "status", "answer_due", "article_item"], as_dict=True
	)
	if not found or not _next(found.status):
		return None
	due = formatdate(found.answer_due) if found.answer_due else "–"
	return {
		"title": _("Accountability flag: {0}").format(organ_title(found.organ)),
		"lines": [
			_("Status: {0}").format(_(found.status)),
			_("Item of the Regulation: {0}").format(found.article_item or "–"),
			_next(found.status).format(due),
		],
	}


def reminder(row: frappe._dict) -> dict | None:
	"""Return {title, lines} of a rule that only reminds. In `xf_outbox_texts`."""
	rule = frappe.db.get_value("Accountability Rule", row.ref_name, ["breach", "deadline_rule"], as_dict=True)
	if not rule:
		return None
	return {
		"title": _("Reminder to {0}: {1}").format(organ_title(row.organ), _(rule.breach)),
		"lines": [
			_("{0} times in {1} days").format(row.content["number"], row.content["days"]),
			_("Term: {0}").format(rule.deadline_rule or "–"),
		],
	}


def _next(status: str) -> str:
	return {
		"Flag raised": _("The organ answers until {0}."),
		"Answered": _("It waits for verification."),
		"Verified": _("It waits for the decision of the organ with the power."),
		"Decided": _("The measure is to be carried out."),
		"Closed": _("It is closed."),
		"Dismissed": _("It was dismissed; the reason stands in the record."),
		"Withdrawn": _("It was withdrawn; its evidence fell."),
	}.get(status, "")
