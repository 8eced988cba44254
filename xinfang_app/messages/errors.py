"""Errors of messages."""

import frappe


class MessageError(frappe.ValidationError):
	"""Anything the messages refuse."""


class OutboxKept(MessageError):
	"""Somebody tried to write or delete a row of the outbox by hand."""


class MessageRefused(MessageError):
	"""A message carries what no message may carry."""


class ChannelFailed(MessageError):
	"""A channel did not take the message; it is tried again. Its words name no case."""


class RobotRefused(MessageError):
	"""A robot's address is not allowed."""
