"""How the outbox stands, for the admin: numbers, and what failed, without a word of any case."""

from collections.abc import Iterable

import frappe
from frappe import _

from xinfang_app import when
from xinfang_app.messages import outbox
from xinfang_app.messages.errors import MessageError
from xinfang_app.organization import admin_scope

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
	names = _chosen(names)
	frappe.db.sql(
		f"""update `tab{outbox.DOCTYPE}` set status = %s, attempts = 0, not_before = %s, modified = %s
		where name in %s and (status = %s or (status = %s and attempts > 0))""",
		(outbox.WAITING, when.now(), when.now(), names, outbox.GIVEN_UP, outbox.WAITING),
	)
	return frappe.db._cursor.rowcount


def dismiss(names: Iterable[str]) -> int:
	"""Drop given-up and failing rows for good; return how many. What a worker has in hand just now is passed over.

	A petition admin drops rows about organs of his own area; the row keeps who did it, and its error.
	"""
	names = _chosen(names)
	found = frappe.db.sql(
		f"""select name, organ from `tab{outbox.DOCTYPE}`
		where name in %s and (status = %s or (status = %s and attempts > 0)) for update skip locked""",
		(names, outbox.GIVEN_UP, outbox.WAITING),
		as_dict=True,
	)
	if not found:
		return 0
	if "System Manager" not in frappe.get_roles():
		organs = {row.organ for row in found}
		admin_scope.require(
			*(organ and frappe.get_cached_value("Organ", organ, "place_code") for organ in organs)
		)
	frappe.db.sql(
		f"""update `tab{outbox.DOCTYPE}` set status = %s, sent_on = %s, modified = %s, modified_by = %s,
		error = left(concat('dismissed; ', coalesce(error, '')), 200) where name in %s""",
		(outbox.DROPPED, when.now(), when.now(), frappe.session.user, tuple(row.name for row in found)),
	)
	return len(found)


def _chosen(names: Iterable[str]) -> tuple[str, ...]:
	names = tuple(names)
	if not names or len(names) > SHOWN:
		frappe.throw(_("Choose 1 to {0} rows.").format(SHOWN), MessageError)
	return names


def _failed() -> list[dict]:
	"""What fails now, then what was given up; neither hides the other, however many there are."""
	failing = frappe.db.sql(
		f"""select * from `tab{outbox.DOCTYPE}` where status = %s and attempts > 0
		order by not_before limit {SHOWN}""",
		outbox.WAITING,
		as_dict=True,
	)
	given_up = frappe.db.sql(
		f"select * from `tab{outbox.DOCTYPE}` where status = %s order by not_before desc limit {SHOWN}",
		outbox.GIVEN_UP,
		as_dict=True,
	)
	failing = failing[: max(SHOWN // 2, SHOWN - len(given_up))]
	return failing + given_up[: SHOWN - len(failing)]


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
