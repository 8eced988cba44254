"""Clocks are listed by due date and steps by the day they were taken: the indexes by `modified` and `creation` go.

Each of them was written at every step of every clock, and read by no list any more (`access/indexes.py`).
"""

import frappe

OLD = ("xf_holder_modified", "xf_holder_creation", "xf_scope_code_modified", "xf_scope_code_creation")


def execute() -> None:
	"""Drop the indexes that are not wanted any more; what is not there is passed over."""
	for doctype in ("Deadline", "Deadline Step"):
		for index in OLD:
			frappe.db.sql_ddl(f"alter table `tab{doctype}` drop index if exists {index}")
