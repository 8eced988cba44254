"""The refusals of this room."""

import frappe


class QualityRuleRefused(frappe.ValidationError):
	"""The rule is locked to its article, or looks at something that cannot be looked at."""
