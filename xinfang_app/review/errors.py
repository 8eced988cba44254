"""The refusals of this room, each an exception of its own."""

import frappe


class RequestRefused(frappe.ValidationError):
	"""There is nothing to review: no opinion has reached the petitioner, or he has asked already."""


class WrongReviewer(frappe.ValidationError):
	"""The organ does not stand above the one whose opinion is reviewed, or is that organ itself (arts. 35, 36)."""


class NotTheReviewer(frappe.PermissionError):
	"""The step belongs to the organ that reviews, or to the organ whose opinion is reviewed."""


class ReviewRefused(frappe.ValidationError):
	"""The review cannot be taken on, turned away, decided or given back like this."""


class PanelRefused(frappe.ValidationError):
	"""Somebody had a hand in the opinion that is reviewed, or the panel is too small."""
