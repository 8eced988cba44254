import frappe

from xinfang_app.access.append_only import AppendOnlyDocument


class MonthCloseRow(AppendOnlyDocument):
	"""One row of the books: a piece as a closing counted it. Written set-based by `monthly.closing`, never changed."""


def on_doctype_update():
	"""Add the index of the question that every comparison asks: what do the books of this office hold of a piece?"""
	frappe.db.add_index("Month Close Row", ["piece", "office", "sign"])
	frappe.db.add_index("Month Close Row", ["sealed", "office"])
	frappe.db.add_index("Month Close Row", ["close", "is_correction"])
