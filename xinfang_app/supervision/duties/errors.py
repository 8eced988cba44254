"""What the duties refuse."""

import frappe


class DutyRefused(frappe.ValidationError):
	"""A report, an arrival or an entry that lacks something, or is not its turn."""
