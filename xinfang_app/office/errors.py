"""What this room refuses, one exception for each reason."""

import frappe


class BulkRefused(frappe.ValidationError):
	"""A bulk run cannot be begun, or one of its rows cannot be done."""


class ReminderRefused(frappe.ValidationError):
	"""A reminder that would reach nobody, or says what was said already."""


class HandoverRefused(frappe.ValidationError):
	"""A hand-over that names nobody, or is confirmed by the wrong person."""


class DutyRefused(frappe.ValidationError):
	"""A shift that cannot be planned, taken over or handed over."""
