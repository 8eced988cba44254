"""What is said of urgent reports and calls: organ, kind and time; what happened stands in the record only (art. 30)."""

import frappe
from frappe import _
from frappe.utils import format_datetime

from xinfang_app.petition.acting import organ_title


def urgent(row: frappe._dict) -> dict | None:
	"""Return {title, lines} about an urgent report as it stands now. In `xf_outbox_texts`."""
	found = frappe.db.get_value("Urgent Report", row.ref_name, ["organ", "status", "known_on"], as_dict=True)
	if not found:
		return None
	number = frappe.db.count("Urgent Report Entry", {"parent": row.ref_name})
	return {
		"title": _("Urgent information from {0}").format(organ_title(found.organ)),
		"lines": [
			_("Known since {0}").format(format_datetime(found.known_on, "yyyy-MM-dd HH:mm")),
			_("Status: {0}").format(_(found.status)),
			_("Reports so far: {0}. Open the record at once.").format(number),
		],
	}


def on_site(row: frappe._dict) -> dict | None:
	"""Return {title, lines} for the leader who is called, or called no longer. In `xf_outbox_texts`."""
	found = frappe.db.get_value(
		"On-site Duty", row.ref_name, ["office", "status", "called_on", "travel_minutes"], as_dict=True
	)
	if found and row.key.endswith(":withdrawn"):
		return {
			"title": _("The call to the spot by {0} is taken back").format(organ_title(found.office)),
			"lines": [_("Called at {0}").format(format_datetime(found.called_on, "yyyy-MM-dd HH:mm"))],
		}
	if not found or found.status != "Leader called":
		return None
	return {
		"title": _("You are called to the spot by {0}").format(organ_title(found.office)),
		"lines": [
			_("Called at {0}").format(format_datetime(found.called_on, "yyyy-MM-dd HH:mm")),
			_("Open the record for the place."),
		],
	}
