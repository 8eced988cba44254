"""Transactions of several clerks at once: how they lock, and repeating one after a deadlock.

Rule: every writing request and job of the site runs at READ COMMITTED. MariaDB's default also locks the gaps between
index entries, so that two registrations, each looking for rows of its own that do not exist yet, would stop each
other's inserts: measured with eight clerks on a small table, nearly every second registration ended in a deadlock.
Nothing here counts on reading the same row twice alike; what must not change meanwhile is locked as a row.

A deadlock can still happen. The database then undoes the whole transaction of one clerk, so repeating a single
statement would be wrong: the request as a whole is repeated, once.
"""

from collections.abc import Callable
from typing import TypeVar

import frappe

Result = TypeVar("Result")
READING = ("GET", "HEAD", "OPTIONS")


def begin(*args, **kwargs) -> None:
	"""Begin the transaction of a writing request or a job at READ COMMITTED. Hook `before_request`, `before_job`.

	What the session has done before (who is logged in) is committed by it; the setting ends with the connection.
	"""
	request = getattr(frappe.local, "request", None)
	if request is not None and request.method in READING:
		return
	if frappe.db.db_type == "mariadb":
		frappe.db.sql("set session transaction isolation level read committed")
		# The setting holds from the next transaction on.
		frappe.db.commit()


def once_more(work: Callable[[], Result]) -> Result:
	"""Run `work`; after a deadlock roll back and run it once more. A second deadlock goes to the caller."""
	try:
		return work()
	except frappe.QueryDeadlockError:
		frappe.db.rollback()
		return work()
