"""Which row of the outbox a worker takes next, and which wait because a robot or gateway does not answer.

Rule: urgent Actions and Messages, urgent deliveries, then Actions, Messages, and the deliveries that can wait; of each
the earliest first. Deliveries may hang for as long as a time limit allows: once one has failed so, a run makes them
last, so that they cost what is inside the house one time limit a run. What else is due for the same robot or the same
SMS gateway would fail likewise: it waits with it, without being asked one by one.

Each turn is a query of its own, since one lock is to be taken: a sorted list would lock all that it sorts.
"""

import frappe

from xinfang_app import when
from xinfang_app.messages import moments, outbox, settings

INSIDE = (outbox.ACTION, outbox.MESSAGE)
#: (kind, urgent), in the order in which rows are taken …
TURNS = (
	*((kind, 1) for kind in INSIDE),
	(outbox.CHANNEL, 1),
	*((kind, 0) for kind in INSIDE),
	(outbox.CHANNEL, 0),
)
#: … and once a robot or gateway has failed in this run.
DELIVERIES_LAST = sorted(TURNS, key=lambda turn: turn[0] == outbox.CHANNEL)
#: So many rows wait with the one that failed; the rest will be met by the next failure.
TOGETHER = 5000


def take(deliveries_last: bool = False) -> frappe._dict | None:
	"""Lock and return the waiting row whose turn it is and that nobody else has in hand."""
	for kind, urgent in DELIVERIES_LAST if deliveries_last else TURNS:
		found = frappe.db.sql(
			f"""select * from `tab{outbox.DOCTYPE}`
			where status = %s and kind = %s and urgent = %s and not_before <= %s
			order by not_before, name limit 1 for update skip locked""",
			(outbox.WAITING, kind, urgent, when.now()),
			as_dict=True,
		)
		if found:
			return outbox.read(found[0])
	return None


def rest(row: frappe._dict, error: str) -> int:
	"""Let what else is due for the robot or gateway that failed `row` wait for its next try; return how many rows.

	It counts as a try of each, but none is given up that was never tried itself.
	"""
	same = "and recipient = %(recipient)s" if row.channel == settings.ROBOT else ""
	values = {
		"waiting": outbox.WAITING,
		"kind": outbox.CHANNEL,
		"channel": row.channel,
		"recipient": row.recipient,
		"now": when.now(),
		"name": row.name,
		"error": error,
		"most": moments.ATTEMPTS - 1,
	}
	names = frappe.db.sql_list(
		f"""select name from `tab{outbox.DOCTYPE}` where status = %(waiting)s and kind = %(kind)s
		and not_before <= %(now)s and channel = %(channel)s and name != %(name)s {same}
		limit {TOGETHER} for update skip locked""",
		values,
	)
	if not names:
		return 0
	minutes = ", ".join(map(str, moments.BACKOFF))
	frappe.db.sql(
		f"""update `tab{outbox.DOCTYPE}` set
		not_before = %(now)s + interval elt(least(attempts + 1, {len(moments.BACKOFF)}), {minutes}) minute,
		attempts = least(attempts + 1, %(most)s), error = %(error)s, modified = %(now)s
		where name in %(names)s""",
		{**values, "names": names},
	)
	return len(names)
