"""What access refuses. `NotPermitted` is Frappe's PermissionError: HTTP answers 403."""

import frappe


class NotPermitted(frappe.PermissionError):
	"""The user may not see or do this."""


class ReasonMissing(frappe.ValidationError):
	"""Opening an identity that is not one's own task needs a typed reason."""


class TooManySearches(frappe.PermissionError):
	"""A user searched for identities more often than work at a window explains."""


class AppendOnly(frappe.PermissionError):
	"""Rows of this DocType are added by a service and never changed or removed."""


class KeysMissing(frappe.ValidationError):
	"""The site's keys for identities, sealed pieces or hashes are not in its configuration."""


class BackDoor(frappe.PermissionError):
	"""A configuration that would show, rank, label or carry out what access keeps apart."""


class NoCustodian(frappe.ValidationError):
	"""No custodian who is not concerned himself can be named."""


class SecondCustodianNeeded(frappe.PermissionError):
	"""Unsealing and reclassifying need two different custodians."""
