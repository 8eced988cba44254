"""The refusals of the counter, each an exception of its own so that callers and tests can tell them apart."""

import frappe


class FileTooLarge(frappe.ValidationError):
	"""A scan is larger than the site takes."""


class FileNotReadable(frappe.ValidationError):
	"""A file is no scan, or it is damaged."""


class FileLocked(frappe.ValidationError):
	"""A PDF opens with a password only."""


class PagesNotPossible(frappe.ValidationError):
	"""The pages named cannot be turned or taken out."""


class NotYourLetter(frappe.PermissionError):
	"""A letter is to be handed to somebody who does not work at its organ, or by somebody else than its keeper."""


class VisitMoved(frappe.ValidationError):
	"""The visit is no longer where the step would take it from; somebody else was quicker."""


class TalkNotReady(frappe.ValidationError):
	"""A record of a talk is to be signed or changed at the wrong moment."""


class CallNotEmpty(frappe.ValidationError):
	"""A call is to be dropped of which something was taken down."""
