"""What the monthly table refuses. All are Frappe errors, so that HTTP and desk show them as messages."""

import frappe


class NoOffice(frappe.ValidationError):
	"""The organ named is no petition office, or none can be found for the user."""


class NoMonth(frappe.ValidationError):
	"""The month asked for is none."""


class MonthNotOver(frappe.ValidationError):
	"""A month is closed after its last day."""


class MonthOutOfTurn(frappe.ValidationError):
	"""Months are closed one after the other, and the last one closed is the one that can be reopened."""


class AlreadyClosed(frappe.ValidationError):
	"""The month is closed."""


class ReasonMissing(frappe.ValidationError):
	"""A closed month is reopened with a reason."""


class NoFigure(frappe.ValidationError):
	"""A list was asked for a figure that the table does not have."""
