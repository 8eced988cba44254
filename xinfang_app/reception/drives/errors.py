"""The refusals of suggestion drives, each an exception of its own."""

import frappe


class DriveRefused(frappe.ValidationError):
	"""A drive cannot be so: its days, who signs, what it lacks for its next step."""


class NotASuggestion(frappe.ValidationError):
	"""The matter is no suggestion, lies elsewhere, came before the drive, or is counted in it already."""
