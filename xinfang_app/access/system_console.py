"""The console on the desk reads any table; here only Administrator uses it.

Frappe gives it to every System Manager. Identities and sealed pieces are encrypted for Administrator too.
"""

import frappe
from frappe.desk.doctype.system_console.system_console import SystemConsole


class AdministratorsConsole(SystemConsole):
	"""Frappe's console for Administrator alone (`override_doctype_class`)."""

	def run(self):
		# Not `only_for`: a role of that name exists, and roles can be given.
		if frappe.session.user != "Administrator":
			raise frappe.PermissionError
		super().run()
