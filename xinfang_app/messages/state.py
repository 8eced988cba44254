"""How the outbox stands, for the admin: numbers, and what failed, without a word of any case."""

from collections.abc import Iterable

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.messages import outbox
from xinfang_app.messages.errors import MessageError

ROLES = ("System Manager", "Petition Admin")
SHOWN = 200


def page() -> dict:
	"""Return numbers by kind and status of the last days, what waits, and the rows that failed or were given up."""
	now = when.now()
	return {
		"now": str(now),
		"numbers": numbers(),
		"oldest": str(oldest() or ""),
		"rows": [_shown(row) for row in _failed()],
		"shown": SHOWN,
	}


def numbers() -> dict[str, int]:
	"""Return how many rows wait, wait past their moment, failed and are tried again, were given up, went out today."""
	table = f"`tab{outbox.DOCTYPE}`"
	now = when.now()
	waiting, due, failing = frappe.db.sql(
		f"""select count(*), coalesce(sum(not_before <= %s), 0), coalesce(sum(attempts > 0), 0)
		from {table} where status = %s""",
		(now, outbox.WAITING),
	)[0]
	return {
		"waiting": waiting,
		"due": int(due),
		"failing": int(failing),
		"given_up": frappe.db.count(outbox.DOCTYPE, {"status": outbox.GIVEN_UP}),
		"sent_today": frappe.db.count(
			outbox.DOCTYPE,
			{"status": outbox.SENT, "not_before": (">=", when.today()), "sent_on": (">=", when.today())},
		),
	}


def oldest():
	"""Return the moment of the row that should have gone out first and did not, or None."""
	return frappe.db.sql(
		f"select min(not_before) from `tab{outbox.DOCTYPE}` where status = %s and not_before <= %s",
		(outbox.WAITING, when.now()),
	)[0][0]


def try_again(names: Iterable[str]) -> int:
	"""Let given-up and failing rows go out now; return how many."""
	names = list(names)
	if not names or len(names) > SHOWN:
		frappe.throw(_("Choose 1 to {0} rows.").format(SHOWN), MessageError)
	frappe.db.sql(
		f"""update `tab{outbox.DOCTYPE}` set status = %s, attempts = 0, not_before = %s, modified = %s
		where name in %s and (status = %s or (status = %s and attempts > 0))""",
		(outbox.WAITING, when.now(), when.now(), tuple(names), outbox.GIVEN_UP, outbox.WAITING),
	)
	return frappe.db._cursor.rowcount


def _failed() -> list[dict]:
	return frappe.db.sql(
		f"""(select * from `tab{outbox.DOCTYPE}` where status = %(given_up)s order by not_before desc limit {SHOWN})
		union all
		(select * from `tab{outbox.DOCTYPE}` where status = %(waiting)s and attempts > 0
			order by not_before limit {SHOWN})
		limit {SHOWN}""",
		{"given_up": outbox.GIVEN_UP, "waiting": outbox.WAITING},
		as_dict=True,
	)


def _shown(row: dict) -> dict:
	"""What the admin sees of a row: what kind of thing it is and what went wrong; not which case."""
	return {
		"name": row.name,
		"kind": row.kind,
		"what": row.action or row.text,
		"channel": row.channel,
		"organ": frappe.get_cached_value("Organ", row.organ, "title") if row.organ else None,
		"status": row.status,
		"attempts": row.attempts,
		"error": row.error,
		"since": str(row.creation),
		"not_before": str(row.not_before),
	}
