"""What an official sees in the desk's side bar: the rooms of the app, not Frappe's own workshops.

Rule: whoever first gets a role of ours by a posting gets the module profile `PROFILE`, unless he has one already or
manages the system. The profile is made once with all modules of other apps blocked and is then the admin's. It
decides what the side bar offers and opens or shuts no record: that is for roles and `access`.
"""

import frappe

PROFILE = "信访工作人员"


def ensure_profile() -> None:
	"""Create the module profile if it is missing."""
	if frappe.db.exists("Module Profile", PROFILE):
		return
	ours = frappe.get_module_list("xinfang_app")
	others = frappe.get_all("Module Def", filters={"name": ["not in", ours]}, pluck="name", order_by="name")
	frappe.get_doc(
		{
			"doctype": "Module Profile",
			"module_profile_name": PROFILE,
			"block_modules": [{"module": module} for module in others],
		}
	).insert(ignore_permissions=True)


def profile_for(user) -> str | None:
	"""Return the module profile that the User document `user` shall have."""
	manages = any(row.get("role") == "System Manager" for row in user.get("roles") or [])
	return user.get("module_profile") or (None if manages else PROFILE)
