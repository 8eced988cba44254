"""The refusals of help to people in hardship."""

import frappe


class AssistanceRefused(frappe.ValidationError):
	"""The help lacks its person, its fund, its receipt, or does not stand where the step is possible."""


class Conditional(frappe.ValidationError):
	"""The text ties help to a withdrawal, a promise or to silence (art. 37)."""
