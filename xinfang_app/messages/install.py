"""The index by which a worker takes the next rows of the outbox, and the admin's page counts them."""

import frappe

WANTED = (("Outbox Message", ("status", "not_before")),)


def after_sync() -> None:
	"""Add the index if it is missing. Hooks call it after install and after every migrate."""
	for doctype, columns in WANTED:
		name = "xf_" + "_".join(columns)
		if not frappe.db.has_index(f"tab{doctype}", name):
			frappe.db.add_index(doctype, list(columns), name)
