"""Errors of the room, one per thing that can be wrong, so that callers and tests can tell them apart."""

import frappe


class NoProcedure(frappe.ValidationError):
	"""No procedure is published for this document type."""


class UnknownState(frappe.ValidationError):
	"""The document stands in a state that the published workflow does not know."""


class StageNotReachable(frappe.ValidationError):
	"""From where the document stands nothing leads to the wanted stage."""


class StageNotAllowed(frappe.PermissionError):
	"""There is a way to the wanted stage, but not for this user."""


class WrongStage(frappe.ValidationError):
	"""The step needs the document to stand at another stage."""


class ProcedureFault(frappe.ValidationError):
	"""A procedure has a fault and cannot be published."""


class StatesInUse(frappe.ValidationError):
	"""Documents stand in a state that is about to disappear or to change its stage."""


class WorkflowBound(frappe.ValidationError):
	"""A change of a Frappe Workflow would break the tie between states and stages."""
