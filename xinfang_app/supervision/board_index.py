"""The indexes of the supervision board.

`xf_board` holds every column that the figures by organ and place ask of a clock, so that they are counted from the
index alone. Measured at 1,000,000 running clocks of one county: see docs/benchmarks.md.
"""

import frappe

BY_TERM = "xf_board"
WANTED = (
	("Deadline", ("state", "kind", "due_on", "organ", "scope_code", "ref_doctype"), BY_TERM),
	("Clock Milestone", ("petition", "occurred_on", "milestone"), "xf_board_steps"),
	("Petition", ("bounce_count",), "xf_board_bounced"),
)


def after_sync() -> None:
	"""Add the indexes that are missing. Hooks call it after install and after every migrate."""
	for doctype, columns, name in WANTED:
		if not frappe.db.has_index(f"tab{doctype}", name):
			frappe.db.add_index(doctype, list(columns), name)
