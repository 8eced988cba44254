"""The refusals of supervision letters, inspections and recommendations, each an exception of its own."""

import frappe


class LetterRefused(frappe.ValidationError):
	"""The letter cannot be drafted, sent up or sent like this: a matter, the demand, the term or its basis is missing."""


class BasisRefused(frappe.ValidationError):
	"""A term of the house's own cites articles 43 to 46, or listed supervision lacks the conference's decision."""


class NotYours(frappe.PermissionError):
	"""The step belongs to the other side: the office that sends, or the organ that is addressed."""


class NotTheVerifier(frappe.PermissionError):
	"""Whoever signed the letter, or wrote or answered for the organ, does not verify the reply."""


class ProposalRefused(frappe.ValidationError):
	"""The proposal, or the decision on it, lacks what art. 39 asks for."""


class InspectionRefused(frappe.ValidationError):
	"""The inspection or its findings are not complete, or aim at people who petition."""


class RecommendationRefused(frappe.ValidationError):
	"""The recommendation lacks its ground, or is addressed to an organ that cannot act on it (art. 40)."""
