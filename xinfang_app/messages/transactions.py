"""Transactions of workers that stand beside other workers."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe


@contextmanager
def read_committed() -> Iterator[None]:
	"""Let the transactions inside see each other's commits and lock rows only, no gaps between them.

	Begins and ends with a commit: an isolation level holds from the next transaction on.
	"""
	before = frappe.db.sql("show session variables like 't%_isolation'")[0][1].replace("-", " ")
	_isolate("read committed")
	try:
		yield
	finally:
		_isolate(before)


def _isolate(level: str) -> None:
	frappe.db.sql(f"set session transaction isolation level {level}")
	frappe.db.commit()
