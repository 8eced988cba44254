"""What the organization room needs on a site: its roles, and what their holders see of the desk. Idempotent."""

import frappe

from xinfang_app.organization.desk_modules import ensure_profile
from xinfang_app.organization.roles import OURS


def after_install() -> None:
	"""Make the roles before fixtures and workflows refer to them."""
	ensure_roles()


def after_sync() -> None:
	"""Make what is missing after an update."""
	ensure_roles()
	ensure_profile()


def ensure_roles() -> None:
	"""Create each missing role of the app with access to the desk; leave existing ones as the admin set them."""
	for name in OURS:
		if not frappe.db.exists("Role", name):
			frappe.get_doc({"doctype": "Role", "role_name": name, "desk_access": 1, "is_custom": 0}).insert(
				ignore_permissions=True
			)
