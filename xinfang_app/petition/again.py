"""Repeat a whole request once after a deadlock.

Two registrations may lock the same counter in an unlucky order, and the database then ends one of them. Repeating a
single statement would be wrong, since the rollback took everything before it; the request as a whole is repeated.
"""

from collections.abc import Callable
from typing import TypeVar

import frappe

Result = TypeVar("Result")


def once_more(work: Callable[[], Result]) -> Result:
	"""Run `work`; after a deadlock roll back and run it once more. A second deadlock goes to the caller."""
	try:
		return work()
	except frappe.QueryDeadlockError:
		frappe.db.rollback()
		return work()
