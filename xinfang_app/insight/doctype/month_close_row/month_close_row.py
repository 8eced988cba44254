import frappe

from xinfang_app.access.append_only import AppendOnlyDocument


class MonthCloseRow(AppendOnlyDocument):
	"""One row of the books: a piece as a closing counted it. Written set-based by `monthly.closing`, never changed."""


def on_doctype_update():
	"""Add the indexes of the three questions: what stands for a piece, what was taken out, what a closing wrote.

	At 965,000 rows of 94 closings the comparison of the open month reads by these; without them it reads all rows
	(docs/reference.md has the figures).
	"""
	frappe.db.add_index("Month Close Row", ["piece", "office", "sign"])
	frappe.db.add_index("Month Close Row", ["sealed", "office"])
	frappe.db.add_index("Month Close Row", ["office", "sign", "reverses"])
	frappe.db.add_index("Month Close Row", ["close", "is_correction"])
