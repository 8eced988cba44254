"""Rows that were dealt with ninety days ago are forgotten; what was given up stays until somebody looks at it."""

from datetime import timedelta

import frappe

from xinfang_app import when
from xinfang_app.messages import outbox

KEPT_DAYS = 90
BATCH = 5000


def clear_sent_messages() -> int:
	"""Delete old rows in batches of their own transactions; return how many. Scheduler, daily."""
	done = 0
	while True:
		frappe.db.sql(
			f"delete from `tab{outbox.DOCTYPE}` where status in (%s, %s) and not_before < %s and sent_on < %s limit %s",
			(outbox.SENT, outbox.DROPPED, _border(), _border(), BATCH),
		)
		number = frappe.db._cursor.rowcount
		frappe.db.commit()
		done += number
		if number < BATCH:
			return done


def _border():
	return when.now() - timedelta(days=KEPT_DAYS)
