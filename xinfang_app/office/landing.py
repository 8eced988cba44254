"""Where the desk opens for people who handle petitions: on the morning list.

Rule: Frappe opens the desk at `bootinfo.home_page`, which is its workspaces unless the site's default `desktop:home_page`
names a page. Here it becomes the morning list for whoever has a working post, if nobody chose otherwise: a page or
"Workspaces" in that default is the admin's choice, a default workspace on the User his own. People without such a post,
and System Managers, open where Frappe opens.
"""

import frappe

from xinfang_app.access.scope_map import WORKING_POSTS

PAGE = "today-work"
#: What Frappe itself writes into the default when the setup wizard ends; no choice of anybody.
UNCHOSEN = (None, "", "workspace", "setup-wizard")


def extend(bootinfo) -> None:
	"""Set the home page of the desk. Hooked on extend_bootinfo."""
	if bootinfo.get("home_page") != "Workspaces" or "System Manager" in frappe.get_roles():
		return
	if frappe.db.get_default("desktop:home_page") not in UNCHOSEN:
		return
	meta = frappe.get_meta("User")
	own = meta.has_field("default_workspace") and frappe.db.get_value(
		"User", frappe.session.user, "default_workspace"
	)
	if own or not set(frappe.get_roles()) & set(WORKING_POSTS):
		return
	bootinfo["home_page"] = PAGE
