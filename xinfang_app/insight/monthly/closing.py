"""Closing a month (月结), opening it again, and checking that its rows are as they were written.

Rule: a month is closed by somebody of the petition office once it is over, one month after the other. What is counted
at that moment is written into the books in one statement, with the corrections of the months before; a hash over these
rows tells later whether anybody touched them. From then on the month's figures are those rows.

Only the last month closed can be reopened, by the section head or a leader, with a reason. The closing and its rows
are kept as they were; closing again makes a new one with the next revision number.

Closings and reopenings of one office wait for each other (the row of the office is locked).
"""

import hashlib
import json
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from xinfang_app import when
from xinfang_app.access import scope
from xinfang_app.access.errors import NotPermitted
from xinfang_app.access.sql import literal
from xinfang_app.insight.monthly import books, definitions, differences, places, view
from xinfang_app.insight.monthly.errors import AlreadyClosed, MonthNotOver, MonthOutOfTurn, ReasonMissing
from xinfang_app.insight.monthly.month import Month
from xinfang_app.insight.monthly.view import View
from xinfang_app.organization import posting

CLOSERS = ("County Petition Officer", "County Section Head", "County Leader")
REOPENERS = ("County Section Head", "County Leader")
#: Columns of the books that the hash covers, in this order.
HASHED = (
	"name",
	"is_correction",
	*differences.HEAD,
	*differences.VALUES,
	"place",
	"reason",
)


def may_close(office: str, user: str | None = None) -> bool:
	"""Return whether `user` may close the months of `office`: a working post there."""
	user = user or frappe.session.user
	return user == "Administrator" or posting.has_post(user, office, CLOSERS)


def may_reopen(office: str, user: str | None = None) -> bool:
	"""Return whether `user` may reopen: its section head, or a leader of the office or of its county."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	place = frappe.get_cached_value("Organ", office, "place_code")
	return any(
		row.post in REOPENERS and (row.organ == office or (row.leads and row.place_code == place))
		for row in posting.current(user)
	)


def close(office: str, month: Month) -> Document:
	"""Close `month` of `office` and return the Month Close.

	Raises NotPermitted, MonthNotOver, AlreadyClosed, MonthOutOfTurn, NoOffice.
	"""
	bounds = view.of(office)
	if not may_close(bounds.office):
		frappe.throw(_("Only an officer of the petition office closes its months."), NotPermitted)
	if when.today() <= month.last:
		frappe.throw(
			_("{0} is not over yet; it can be closed from the next day on.").format(month.label), MonthNotOver
		)
	_lock(bounds.office)
	first, latest = books.first(bounds.office), books.last(bounds.office)
	expected = latest.month.next if latest else None
	if expected and month < expected:
		frappe.throw(_("{0} is closed.").format(month.label), AlreadyClosed)
	if expected and month > expected:
		frappe.throw(_("Close {0} first.").format(expected.label), MonthOutOfTurn)
	doc = _new(bounds, month)
	_write_rows(
		doc.name,
		bounds,
		month,
		first=first.month if first else month,
		since=latest.written_on if latest else None,
	)
	doc.update(_figures(doc.name))
	doc.rows_hash = rows_hash(doc.name)
	return doc.save(ignore_permissions=True)


def reopen(doc: Document, reason: str) -> Document:
	"""Reopen the month closed by `doc` and return it. Raises NotPermitted, ReasonMissing, MonthOutOfTurn."""
	scope.require(doc, "read")
	if not may_reopen(doc.office):
		frappe.throw(_("Only the section head or a leader reopens a closed month."), NotPermitted)
	if not (reason or "").strip():
		frappe.throw(_("Say why the month is reopened."), ReasonMissing)
	_lock(doc.office)
	latest = books.last(doc.office)
	if not latest or latest.name != doc.name:
		frappe.throw(_("Only the month closed last can be reopened."), MonthOutOfTurn)
	doc.update(
		{
			"status": books.REOPENED,
			"reopened_by": frappe.session.user,
			"reopened_on": when.now(),
			"reopen_reason": reason.strip(),
			"live_key": None,
		}
	)
	return doc.save(ignore_permissions=True)


def is_intact(doc: Document) -> bool:
	"""Return whether the rows of the closing are those that were written, and its figures theirs."""
	figures = _figures(doc.name)
	return doc.rows_hash == rows_hash(doc.name) and all(
		doc.get(key) == value for key, value in figures.items()
	)


def rows_hash(close: str) -> str:
	"""Return the SHA-256 over the rows of the closing `close`, in the order of their names."""
	columns = ", ".join(f"`{column}`" for column in HASHED)
	found = frappe.db.sql(f"select {columns} from `tab{books.ROW}` where `close` = %s order by `name`", close)
	digest = hashlib.sha256()
	for row in found:
		digest.update(json.dumps(row, default=str, ensure_ascii=False).encode())
		digest.update(b"\n")
	return digest.hexdigest()


def _lock(office: str) -> None:
	frappe.db.sql("select `name` from `tabOrgan` where `name` = %s for update", office)


def _new(bounds: View, month: Month) -> Document:
	earlier = frappe.db.count(books.CLOSE, {"office": bounds.office, "month": month.first})
	doc = frappe.new_doc(books.CLOSE)
	doc.update(
		{
			"office": bounds.office,
			"month": month.first,
			"title": month.label,
			"scope_code": bounds.low,
			"status": books.CLOSED,
			"revision": earlier + 1,
			"closed_by": frappe.session.user,
			"closed_on": when.now(),
			"live_key": f"{bounds.office}|{month}",
		}
	)
	return doc.insert(ignore_permissions=True)


def _write_rows(close: str, bounds: View, month: Month, *, first: Month, since: datetime | None) -> None:
	"""Write the rows of the closing in one statement: the month itself, and what changed in earlier months.

	`first` is the month with which the books begin, `since` when the month before was closed.
	"""
	place = places.expression("differing.`scope_code`", bounds.low, bounds.high, month)
	columns = ", ".join(f"`{column}`" for column in differences.COLUMNS)
	frappe.db.sql(
		f"""insert into `tab{books.ROW}`
			(`name`, `creation`, `modified`, `owner`, `modified_by`, `docstatus`, `idx`,
			`close`, `office`, `is_correction`, `place`, {columns})
		select sha1(concat_ws('|', {literal(close)}, differing.`sign`, differing.`piece`, differing.`sealed`)),
			%(written)s, %(written)s, %(user)s, %(user)s, 0, 0,
			{literal(close)}, %(office)s, differing.`month` < %(month)s,
			if(differing.`piece` = '', '', {place}), {columns}
		from ({differences.select_with_month()}) differing""",
		{
			**differences.parameters(
				bounds.office, bounds.low, bounds.high, first=first, month=month, since=since
			),
			"month": month.first,
			"written": when.now(),
			"user": frappe.session.user,
		},
	)


def _figures(close: str) -> dict[str, int]:
	"""The closing's own figures, for its form: sealed pieces are in none of them."""
	own = frappe.db.sql(
		f"""select
			count(*) as `pieces_and_visits`,
			ifnull(sum(`form` != '{definitions.VISIT}'), 0) as `pieces`,
			ifnull(sum(`form` = '{definitions.VISIT}'), 0) as `batches`,
			ifnull(sum(`people_count`), 0) as `heads`,
			ifnull(sum(`is_repeat` = 0), 0) as `first_pieces`,
			ifnull(sum(`is_repeat` = 1), 0) as `repeats`
		from `tab{books.ROW}` where `close` = %s and `is_correction` = 0 and `piece` != ''""",
		close,
		as_dict=True,
	)[0]
	entries = frappe.db.sql(
		f"select count(*) from `tab{books.ROW}` where `close` = %s and `is_correction` = 1 and `piece` != ''",
		close,
	)[0][0]
	return {**{key: int(value) for key, value in own.items()}, "corrections": entries}
