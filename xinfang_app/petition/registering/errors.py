"""The refusals of registration, each an exception of its own so that callers and tests can tell them apart."""

import frappe


class TooManyRepresentatives(frappe.ValidationError):
	"""A sixth representative was chosen (art. 20 §3)."""


class RecordKept(frappe.ValidationError):
	"""Somebody tried to delete what was received or registered (arts. 22, 23, 44)."""


class AlreadyRegistered(frappe.ValidationError):
	"""A registered piece is to be changed, or registered a second time."""


class OnlyByRegistration(frappe.ValidationError):
	"""A petition is to be made without `register.register`."""


class DecisionNeedsReason(frappe.ValidationError):
	"""A decision on a repeat without its reason, or without the petition it points to."""


class SplitNotPossible(frappe.ValidationError):
	"""The parts given cannot be split off this piece."""


class NotAnAccusation(frappe.ValidationError):
	"""Sealing was asked for a piece that is no accusation."""


class NumberNotPossible(frappe.ValidationError):
	"""The county of the receiving organ is unknown, so that no number can be drawn."""


class SupplementAskedBefore(frappe.ValidationError):
	"""The petitioner is to be asked a second time for a supplement."""


class ConsentUnproved(frappe.ValidationError):
	"""The consent to filing on behalf is to be recorded without a signed paper and without a witness."""


class MustBeSealed(frappe.ValidationError):
	"""An accusation was to be handled in the open (art. 30)."""
