"""The books: which months of an office are closed, and which row of the books stands for a piece now.

Rule: a closing (`Month Close`) writes rows (`Month Close Row`) and nothing ever changes them. A row with sign +1 takes a
piece into the books as it was; a row with sign -1 takes such a row (`reverses`) out again. The rows of a closing that
was reopened no longer count, but are kept. What stands for a piece now is the row +1 of a closing in force that no row
-1 of a closing in force reverses. A closed month's own figures are the rows that its closing wrote for the month
itself; the rows it wrote for earlier months are the corrections it told.
"""

from dataclasses import dataclass
from datetime import datetime

import frappe

from xinfang_app.insight.monthly.month import Month

CLOSE, ROW = "Month Close", "Month Close Row"
CLOSED, REOPENED = "Month closed", "Reopened"

#: SQL: the row `entry` of the books stands (see above); a join on its closing `entry_close` is part of it. What was
#: taken out again is little, and is read once by (office, sign). Left to itself the database begins with the few
#: closings and reads all their rows: 965,000 rows, 13 s instead of 1 s.
STANDING_FROM = (
	f"`tab{ROW}` entry straight_join `tab{CLOSE}` entry_close"
	f" on entry_close.`name` = entry.`close` and entry_close.`status` = '{CLOSED}'"
)
STANDING = (
	"entry.`office` = %(office)s and entry.`sign` = 1 and entry.`name` not in"
	f" (select later.`reverses` from `tab{ROW}` later inner join `tab{CLOSE}` later_close"
	f" on later_close.`name` = later.`close` and later_close.`status` = '{CLOSED}'"
	" where later.`office` = %(office)s and later.`sign` = -1)"
)


@dataclass(frozen=True)
class Closing:
	"""A closing in force."""

	name: str
	month: Month
	closed_on: datetime
	closed_by: str
	written_on: datetime
	"""When it was written by the machine's clock, as `modified` of other rows is."""


def closing(office: str, month: Month) -> Closing | None:
	"""Return the closing in force of `month` at `office`, or None while the month is open."""
	return _first({"office": office, "month": month.first})


def last(office: str) -> Closing | None:
	"""Return the last closing in force of `office`."""
	return _first({"office": office})


def first(office: str) -> Closing | None:
	"""Return the earliest closing in force of `office`: with it its books begin."""
	return _first({"office": office}, order_by="month asc")


def next_open(office: str) -> Month | None:
	"""Return the month that is to be closed next, which tells the corrections; None before the first closing."""
	latest = last(office)
	return latest.month.next if latest else None


def _first(filters: dict, order_by: str = "month desc") -> Closing | None:
	rows = frappe.get_all(
		CLOSE,
		filters={**filters, "status": CLOSED},
		fields=["name", "month", "closed_on", "closed_by", "creation"],
		order_by=order_by,
		limit=1,
	)
	if not rows:
		return None
	row = rows[0]
	return Closing(row.name, Month.of(row.month), row.closed_on, row.closed_by, row.creation)
