"""The refusals of this room, each an exception of its own."""

import frappe


class OwnershipRefused(frappe.ValidationError):
	"""The ownership lacks what it needs: a term ahead, a reason, the order, a duty set without words of control."""


class NoLeadingPost(frappe.ValidationError):
	"""Whoever is to own a matter holds no leading post on that day."""


class OwnedAlready(frappe.ValidationError):
	"""Somebody owns this matter already: it is handed over, not owned twice."""


class NotTheOwner(frappe.PermissionError):
	"""The step is the leader's, his stand-in's or his team's."""


class NotTheChecker(frappe.PermissionError):
	"""Whoever worked on a matter does not check that it is closed, and nobody checks his own answer."""


class InstructionRefused(frappe.ValidationError):
	"""The instruction lacks its words, its leader, or an organ that can act."""


class ConferenceRefused(frappe.ValidationError):
	"""The meeting cannot go on like this: no topic, no notice, no decision on record."""


class NoQuorum(frappe.ValidationError):
	"""Too few members are present: nothing can be decided."""


class NotTheConvener(frappe.PermissionError):
	"""The minutes are signed by the convener, or by who stands in for him."""
