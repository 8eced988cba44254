"""Cards: a yellow one when a term is over by date, a red one when it is lost for good.

Rule: a card stands on the duty of an organ, never on a person. A step that was done in time but entered in the two
working days after it (an ordinary record) was in time: a card given in between is withdrawn, visibly.
"""

import frappe
from frappe.model.document import Document

from xinfang_app.deadline import catch_up


def withdraw(row: Document) -> None:
	"""Take back the cards of the Deadline `row`, which ended in time after all. The caller writes the row."""
	if not row.card:
		return
	row.card = None
	table = frappe.qb.DocType("Deadline Step")
	(
		frappe.qb.update(table)
		.set(table.status, catch_up.WITHDRAWN)
		.where(
			(table.deadline == row.name)
			& table.action.isin(list(catch_up.CARDS))
			& (table.status == catch_up.DONE)
		)
	).run()
