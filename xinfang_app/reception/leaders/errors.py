"""The refusals of leaders' receptions, each an exception of its own."""

import frappe


class RotaRefused(frappe.ValidationError):
	"""A rule, a rota or a day of it cannot be so: nobody in post, a rest day, a day that is past."""


class DutyMoved(frappe.ValidationError):
	"""The reception day is no longer where the step would take it from."""


class VisitRefused(frappe.ValidationError):
	"""The record of a reception lacks what it needs, above all the registration of what was brought."""


class PromiseRefused(frappe.ValidationError):
	"""A promise without its day or its organ, or one that has ended already."""
