"""The refusals of the last part of the road, each an exception of its own so that callers and tests tell them apart."""

import frappe


class WrongMoment(frappe.ValidationError):
	"""The step does not fit where the petition or the record stands, or its date lies before what it follows."""


class SomethingMissing(frappe.ValidationError):
	"""A statement, reason, proof or consent that the step needs was not given."""


class NotReadyToSign(frappe.ValidationError):
	"""The check before signing found what art. 31(6) or 32 demands and the opinion lacks."""


class NotTheSigner(frappe.PermissionError):
	"""The person may not sign for this organ: neither head, leader nor deputy in his acting period and limits."""


class Recused(frappe.PermissionError):
	"""The official has an interest in the matter and must stand aside (art. 28 §3)."""


class ExtensionNotPossible(frappe.ValidationError):
	"""Art. 34: not within the term, more than thirty days, or a second time."""


class ServiceNotPossible(frappe.ValidationError):
	"""The way, the recipient or the proof does not make a service of the opinion."""


class ReportNotPossible(frappe.ValidationError):
	"""A concluding report without the conclusion, or a verdict without a report (art. 22 §1 item 3)."""


class ClosingRefused(frappe.ValidationError):
	"""The closing code demands something that is not on record."""


class NotTheirOwnWord(frappe.PermissionError):
	"""What only the petitioner can say was to be entered by an organ that has an interest in it."""


class RatingNotOpen(frappe.ValidationError):
	"""The matter is not open to rating, or its window has passed."""


class FileClosed(frappe.ValidationError):
	"""The petition is archived; its records are read only."""


class FileNotComplete(frappe.ValidationError):
	"""The case file cannot be bound yet."""
