"""The errors of this room. All are user errors with a Chinese text."""

import frappe


class LetterTextError(frappe.ValidationError):
	"""The text of a template cannot be rendered: syntax, an unknown field, or something the sandbox refuses."""


class LetterNotIssuable(frappe.ValidationError):
	"""The paper may not be issued: unknown or disabled template, wrong organ, sealed matter."""


class LetterFrozen(frappe.ValidationError):
	"""Somebody tried to change or delete an issued paper."""


class LetterDamaged(frappe.ValidationError):
	"""The stored PDF is not the one that was made: its checksum differs."""


class ReprintUnexplained(frappe.ValidationError):
	"""A paper that was printed already is to be printed again without a reason."""


class ScanRefused(frappe.ValidationError):
	"""An upload of scans cannot be taken: too large, too many pages, or nothing in it."""


class ScanNotFiled(frappe.ValidationError):
	"""A scan cannot go where somebody wants it: its code, its state or its record does not allow it."""
