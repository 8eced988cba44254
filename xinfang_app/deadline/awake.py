"""Keep Frappe's scheduler awake over holidays.

Frappe calls a site dormant when nobody has logged in for some days, or when its log of activity is empty, and then runs
its jobs once a day. Terms run over Spring Festival, too, and those in hours and minutes do not wait for a login. So
the days after which a site is dormant are set beyond any holiday, and a site whose log is empty gets a first line.
Set at install, at every migrate and daily, for a setting saved by mistake would stop the clocks in silence.
"""

import frappe
from frappe import _
from frappe.utils import cint

#: Longer than any holiday; ten years.
DAYS = 3650
#: Fewer days than these may be a holiday with a weekend on each side.
FEWEST = 366


def stay_awake() -> None:
	"""Set what keeps the scheduler awake, where it is not set. Daily job."""
	if cint(frappe.db.get_single_value("System Settings", "dormant_days", cache=False)) < FEWEST:
		frappe.db.set_single_value("System Settings", "dormant_days", DAYS)
	if not frappe.db.get_value("Activity Log", {}, "name", order_by="modified desc"):
		frappe.get_doc(
			{
				"doctype": "Activity Log",
				"subject": _("The scheduler of this site stays awake"),
				"operation": "",
				"status": "Success",
				"user": "Administrator",
			}
		).insert(ignore_permissions=True)
