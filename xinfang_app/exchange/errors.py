"""What this room refuses, each an exception of its own."""

import frappe


class ListUnreadable(frappe.ValidationError):
	"""The file is no list that could be read."""


class NotYourOffice(frappe.PermissionError):
	"""Lists of an upper system are taken in and put out by the officers of the petition office they came to."""


class WrongStep(frappe.ValidationError):
	"""The batch is not at the point where this can be done."""


class MappingFault(frappe.ValidationError):
	"""A mapping that would lose something, or take over what is not to be kept."""


class SentBefore(frappe.ValidationError):
	"""A result that was put out before is put out again only on purpose."""
