"""The refusals of hearings, each an exception of its own."""

import frappe


class HearingRefused(frappe.ValidationError):
	"""A hearing cannot be asked for, decided, notified, held or ended like this."""


class PanelRefused(frappe.ValidationError):
	"""Somebody may not sit on the panel, or the panel has not the number it needs."""


class NoQuorum(PanelRefused):
	"""Too few, or an even number, of those who decide have come."""


class ChallengeOpen(frappe.ValidationError):
	"""A claim that somebody stand aside is not decided yet."""


class NotYourHearing(frappe.PermissionError):
	"""The step belongs to the organ that hears, to its leaders, or to the panel."""


class StillSealed(frappe.PermissionError):
	"""What the panel deliberates is open to the panel alone until the conclusion is signed."""
