"""What this part refuses, one exception for each reason."""

import frappe


class RuleRefused(frappe.ValidationError):
	"""An accountability rule outside the closed list, or one that cites what its breach does not breach."""


class FlagRefused(frappe.ValidationError):
	"""A step of a flag that lacks something, or is not its turn."""


class NotTheJudge(frappe.PermissionError):
	"""Somebody would judge a flag on himself, on his own organ, or one he raised or answered."""


class NoPower(frappe.ValidationError):
	"""A measure is decided by an organ that has no power for it (arts. 39, 40, 43–46)."""
