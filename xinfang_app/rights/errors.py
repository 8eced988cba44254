"""The refusals of this room, each an exception of its own."""

import frappe


class ReportRefused(frappe.ValidationError):
	"""A report cannot be taken down, looked into or answered like this."""


class NotNamed(frappe.PermissionError):
	"""The report is open to those named for it alone, and to nobody whom it is about."""
