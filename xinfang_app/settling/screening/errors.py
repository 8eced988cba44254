"""The refusals of screening, each an exception of its own."""

import frappe


class DisputeRefused(frappe.ValidationError):
	"""A dispute cannot be found, sorted or settled like this."""


class PersonNamed(frappe.ValidationError):
	"""A record of a dispute names somebody: a telephone or identity number stands in it."""


class RoundRefused(frappe.ValidationError):
	"""A round of screening cannot be begun, reported or closed like this."""
