"""The queue of one office on one day: taking a number, calling, not appearing, leaving, being done.

Rule (arts. 17, 18, 20; DOMAIN D7): whoever comes takes a number and is called in its order; each office and day has a series
of its own that begins with 1 and has no gap. A number stands for one visit: no name, nothing about who waits, and
nothing is added up over days. Whoever does not appear when called keeps his number and may be called again the same day.

Exceptions: `call` with a number calls out of order (somebody frail, somebody who was called before). Two windows that
call at the same moment get two different numbers.
"""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.reception import serving
from xinfang_app.reception.errors import VisitMoved

DOCTYPE = "Hall Visit"
WAITING, CALLED, AT_WINDOW = "Waiting", "Called to the window", "Received at the window"
DONE, NOT_APPEARED, LEFT = "Done", "Not appeared", "Went away"
#: What is still to come, what stands at a window, what is over.
OPEN = (WAITING, CALLED, AT_WINDOW)
LONGEST_WINDOW = 20


def take_number(organ: str | None = None, people_count: int = 1) -> Document:
	"""Give the next number of today at `organ` (default: the user's) and return the Hall Visit."""
	organ = serving.organ(organ)
	visit = frappe.new_doc(DOCTYPE)
	visit.update(
		{
			"organ": organ,
			"holder": organ,
			"scope_code": frappe.get_cached_value("Organ", organ, "place_code"),
			"day": when.today(),
			"state": WAITING,
			"people_count": max(1, min(int(people_count), 999)),
			"taken_on": when.now(),
			"number": _next(organ, when.today()),
		}
	)
	return visit.insert(ignore_permissions=True)


def call(organ: str, window: str, number: int | None = None) -> Document | None:
	"""Call the next number that waits at `organ` to a `window`, or `number`; return the visit, None if nobody waits.

	Raises VisitMoved where `number` can no longer be called today.
	"""
	organ = serving.organ(organ)
	if number is None:
		name = _first_waiting(organ)
		if not name:
			return None
		visit = get(name)
	else:
		name = frappe.db.get_value(DOCTYPE, {"organ": organ, "day": when.today(), "number": int(number)})
		if not name:
			frappe.throw(_("There is no number {0} today.").format(number), VisitMoved)
		visit = get(name)
		_require(visit, WAITING, CALLED, NOT_APPEARED)
	return _move(
		visit,
		CALLED,
		called_on=when.now(),
		window=(window or "").strip()[:LONGEST_WINDOW],
		served_by=frappe.session.user,
	)


def not_appeared(visit: Document) -> Document:
	"""Note that whoever was called did not come; his number may be called again today."""
	_require(visit, CALLED)
	return _move(visit, NOT_APPEARED)


def leave(visit: Document) -> Document:
	"""Note that whoever waited went away without being received."""
	_require(visit, WAITING, CALLED, NOT_APPEARED)
	return _move(visit, LEFT, ended_on=when.now())


def begin(visit: Document) -> Document:
	"""Note that the talk at the window begins; the user receives. Used by `talk.begin`."""
	_require(visit, CALLED, AT_WINDOW)
	values = {} if visit.began_on else {"began_on": when.now()}
	return _move(visit, AT_WINDOW, served_by=frappe.session.user, **values)


def done(visit: Document) -> Document:
	"""Note that the visit is over."""
	_require(visit, CALLED, AT_WINDOW)
	return _move(visit, DONE, ended_on=when.now())


def get(name: str) -> Document:
	"""Return the visit `name`, held until the transaction ends, if the user works at its office. Raises NotPermitted."""
	visit = frappe.get_doc(DOCTYPE, name, for_update=True)
	scope.require(visit, "act")
	return visit


def of_today(organ: str) -> list[dict]:
	"""Return today's visits at `organ`, in the order of their numbers."""
	return scope.get_list(
		DOCTYPE,
		{"organ": serving.organ(organ), "day": when.today()},
		fields=["name", "number", "state", "people_count", "window", "served_by", "submission", "modified"],
		order_by="number asc",
	)


def board(organ: str) -> dict:
	"""Return what the screen in the hall shows: {called: [{number, window}], waiting: [number, …]}. Numbers only."""
	rows = of_today(organ)
	called = [row for row in rows if row["state"] in (CALLED, AT_WINDOW)]
	# Who was called last stands first, before those who are received already.
	called.sort(key=lambda row: str(row["modified"]), reverse=True)
	called.sort(key=lambda row: row["state"] != CALLED)
	return {
		"called": [{"number": row["number"], "window": row["window"]} for row in called],
		"waiting": [row["number"] for row in rows if row["state"] == WAITING],
	}


def _next(organ: str, day: date) -> int:
	"""Draw the next number: the counter is a row of the same transaction, so a rollback gives the number back."""
	frappe.db.sql(
		"""INSERT INTO `tabQueue Counter`
			(name, creation, modified, owner, modified_by, organ, day, current)
		VALUES (%(name)s, %(now)s, %(now)s, %(user)s, %(user)s, %(organ)s, %(day)s, LAST_INSERT_ID(1))
		ON DUPLICATE KEY UPDATE current = LAST_INSERT_ID(current + 1), modified = %(now)s""",
		{
			"name": f"{organ}-{day}",
			"now": when.now(),
			"user": frappe.session.user,
			"organ": organ,
			"day": day,
		},
	)
	return frappe.db.sql("SELECT LAST_INSERT_ID()")[0][0]


def _first_waiting(organ: str) -> str | None:
	"""The lowest number that waits and that no other window is calling at this moment."""
	rows = frappe.db.sql(
		"""select name from `tabHall Visit`
		where organ = %s and day = %s and state = %s
		order by number limit 1 for update skip locked""",
		(organ, when.today(), WAITING),
	)
	return rows[0][0] if rows else None


def _require(visit: Document, *states: str) -> None:
	if visit.day and str(visit.day) != str(when.today()):
		frappe.throw(_("Number {0} was of another day.").format(visit.number), VisitMoved)
	if visit.state not in states:
		frappe.throw(
			_("Number {0} is at “{1}” now ({2}).").format(
				visit.number,
				_(visit.state),
				frappe.utils.get_fullname(visit.served_by) if visit.served_by else "—",
			),
			VisitMoved,
		)


def _move(visit: Document, state: str, **values) -> Document:
	visit.update({"state": state, **values})
	return visit.save(ignore_permissions=True)
