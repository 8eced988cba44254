"""The refusals of settling: mediation and the places and people it takes."""

import frappe


class VenueTaken(frappe.ValidationError):
	"""The venue holds another meeting at that time, or is out of use."""


class PersonTaken(frappe.ValidationError):
	"""Somebody would sit in two meetings at once."""


class MediationRefused(frappe.ValidationError):
	"""A mediation cannot be begun, held or ended like this."""
