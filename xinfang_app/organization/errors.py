"""What can be wrong with who is where. All are ValidationErrors: HTTP answers 417 with the message."""

import frappe


class CodeError(frappe.ValidationError):
	"""A place or category code is not well-formed, or does not fit under its parent."""


class OrganError(frappe.ValidationError):
	"""An organ's place, superior or successor does not fit."""


class PostingError(frappe.ValidationError):
	"""A posting is not possible: wrong organ for the post, wrong dates, wrong stand-in."""


class LoadError(frappe.ValidationError):
	"""A county's files have bad rows; nothing was loaded. `problems` lists them."""

	def __init__(self, message: str = "", problems=()):
		super().__init__(message)
		self.problems = list(problems)
