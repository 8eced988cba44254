"""Errors of the room, one per thing that can be wrong, so that callers and tests can tell them apart."""

import frappe


class ClockRefused(frappe.ValidationError):
	"""This may not happen to this clock."""


class MomentRefused(frappe.ValidationError):
	"""The moment given lies in the future, or before what it follows."""


class BackdatingUnproved(frappe.ValidationError):
	"""An entry made more than two working days afterwards lacks its scan or its reason."""


class RuleLocked(frappe.ValidationError):
	"""A change of a deadline rule that the law's article does not allow."""


class AppendOnly(frappe.ValidationError):
	"""A record of what happened can neither be changed nor deleted."""


class LiftingRefused(frappe.ValidationError):
	"""A late record cannot be taken out of the reckoning so, or not by this person."""


class PolicyRefused(frappe.ValidationError):
	"""Something that may not stand in an escalation policy, or a policy that a rule may not have."""
