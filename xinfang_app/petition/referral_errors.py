"""The refusals of the middle part of the road, each an exception of its own so that callers and tests can tell them apart."""

import frappe


class StaleDocument(frappe.TimestampMismatchError):
	"""Somebody else changed the record since it was read; nothing was written."""


class NotYourOrgan(frappe.PermissionError):
	"""The step belongs to another organ than that of the user."""


class WrongStage(frappe.ValidationError):
	"""The step does not fit where the petition or the referral stands."""


class TargetRefused(frappe.ValidationError):
	"""The petition cannot go to the organ named (arts. 22–24)."""


class SealedRoute(frappe.ValidationError):
	"""Accusations travel sealed, never by an ordinary referral (art. 30 §3)."""


class BouncedTwice(frappe.ValidationError):
	"""After a second return only a decision by art. 24 sends the petition on."""


class TermMissing(frappe.ValidationError):
	"""A term that the step needs is missing, or lies outside what the law or the running term allows."""


class ObjectionRefused(frappe.ValidationError):
	"""An objection cannot be raised or decided here (art. 23 §3)."""


class ReturnRefused(frappe.ValidationError):
	"""A return by agreement is not possible here."""


class DisputeRefused(frappe.ValidationError):
	"""An acceptance dispute cannot be raised, agreed or decided here (art. 24)."""


class NotAcceptable(frappe.ValidationError):
	"""The organ cannot accept the petition, or not in this way."""


class NotSimple(frappe.ValidationError):
	"""The simplified procedure is not open to this petition."""


class RouteRefused(frappe.ValidationError):
	"""The legal route cannot be opened, confirmed, declined or ended here (art. 31)."""


class RefusalNotAllowed(frappe.ValidationError):
	"""The petition must be taken up: neither art. 19 §3 nor art. 36 §3 allows to turn it away."""


class SignatureMissing(frappe.PermissionError):
	"""The paper needs the signature of the organ's head or a leader."""
